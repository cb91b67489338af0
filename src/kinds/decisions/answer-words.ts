import { words } from '../../message/words.ts';

/** Words that answer a proposal where they stand alone, in the languages that people use; lower case, without punctuation. */
export const agreeing: ReadonlySet<string> = new Set(
  words(
    'agree|agreed|i agree|i do agree|fully agree|i fully agree|totally agree|strongly agree|yes|yep|yup|yeah|aye|yes please|lgtm|looks good|looks good to me|looks great|looks fine|fine|fine with me|fine by me|fine for me|this is fine|i am fine with this|im fine with this|i am fine with that',
    'ok|okay|ok with me|ok for me|okay with me|okay for me|k|sounds good|sounds good to me|sounds great|sounds fine|works for me|good|good with me|great|perfect|approve|approved|i approve|accept|accepted|in favor|in favour|i am in favor|i am in favour|for it|all for it|go|go for it|go ahead|ship it|lets do it|lets go|do it|makes sense|makes sense to me|seconded|second|support|i support this|full support|happy with this|happy with that|im in|count me in|absolutely|definitely|sure|of course|plus one|thumbs up|yes from me|yes to this|+1 from me|all good|good to go',
    'ja|jep|jo|jawohl|einverstanden|ich bin einverstanden|bin einverstanden|dafür|ja dafür|bin dafür|ich bin dafür|zustimmung|stimme zu|ich stimme zu|passt|passt für mich|passt so|in ordnung|geht klar|gut|finde ich gut|gerne|klar|machen wir so|ja gerne|ja bitte',
    'oui|ok pour moi|daccord|je suis daccord|entièrement daccord|je suis pour|pour|très bien|ça me va|cela me va|parfait|validé|je valide|bien sûr|bonne idée',
    'sí|si|de acuerdo|estoy de acuerdo|totalmente de acuerdo|vale|a favor|estoy a favor|me parece bien|perfecto|conforme|por mí bien|claro|adelante|apoyo',
    'sim|concordo|de acordo|estou de acordo|tudo bem|por mim tudo bem|aprovo|aprovado|parece bom|perfeito|claro|pode ser|a favor|combinado',
    'sì|daccordo|sono daccordo|va bene|per me va bene|favorevole|sono favorevole|approvo|perfetto|certo|ottimo',
    'akkoord|mee eens|eens|ik ben het ermee eens|prima|goed|goed idee|ga ervoor|voor|ja hoor|lijkt me goed|lijkt mij goed',
    'godkänt|jag håller med|håller med|jag är för|bra|det låter bra|kör|enig|jeg er enig|helt enig|greit|det er greit|fint|samtykker|hyväksyn|samaa mieltä|kyllä|joo|kannatan',
    'souhlasím|ano|pro|zgadzam się|zgoda|tak|popieram|jestem za|egyetértek|igen|támogatom|de acord|da|sunt de acord',
    'да|согласен|согласна|согласны|за|поддерживаю|я за|хорошо|ок|так|згоден|згодна|підтримую|я за|добре|гаразд',
    'evet|katılıyorum|olur|uygundur|tamam|kabul|ναι|συμφωνώ|εντάξει|כן|מסכים|מסכימה|בסדר|بעד|نعم|موافق|أوافق|हाँ|हां|सहमत|setuju|ya|đồng ý|vâng',
    '賛成|賛成です|賛成します|同意|同意します|はい|いいと思います|異議なし|了解です|了解しました|問題ありません|承認|同意。|赞成|同意|好|好的|支持|可以|没问题|是|贊成|동의|동의합니다|찬성|찬성합니다|네|좋습니다|좋아요',
  ),
);

export const objecting: ReadonlySet<string> = new Set(
  words(
    'object|i object|objection|disagree|i disagree|strongly disagree|i strongly disagree|i do not agree|i dont agree|dont agree|do not agree|veto|i veto|i veto this|no|nope|nay|no way|no go|no-go|against|i am against this|i am against it|im against it|im against this|against it|reject|rejected|i reject this|oppose|opposed|i oppose|i oppose this|not ok|not okay|not ok with me|minus one|thumbs down|please dont|please no|no from me|hard no|strong no',
    'nein|nee|dagegen|nein dagegen|bin dagegen|ich bin dagegen|einspruch|ablehnung|abgelehnt|lehne ab|ich lehne ab|nicht einverstanden|ich bin nicht einverstanden|widerspruch|stimme nicht zu|ich stimme nicht zu|kein einverständnis',
    'non|contre|je suis contre|pas daccord|je ne suis pas daccord|opposé|je moppose|je refuse|refus|objection',
    'no|en contra|estoy en contra|no estoy de acuerdo|en desacuerdo|me opongo|rechazo|objeción',
    'não|nao|contra|sou contra|estou contra|discordo|não concordo|não estou de acordo|oponho-me|me oponho|rejeito|objeção',
    'contrario|sono contrario|sono contraria|non sono daccordo|non daccordo|mi oppongo|contro|obiezione',
    'oneens|niet mee eens|niet akkoord|ik ben het er niet mee eens|tegen|ik ben tegen|bezwaar|nej|emot|jag är emot|jag håller inte med|imot|jeg er imot|uenig|jeg er uenig|nei|ei|en kannata|vastustan|eri mieltä',
    'nesouhlasím|ne|proti|nie zgadzam się|nie|przeciw|jestem przeciw|sprzeciw|sprzeciwiam się|nem|nem értek egyet|ellenzem|nu|nu sunt de acord|împotrivă',
    'нет|против|я против|не согласен|не согласна|возражаю|ні|проти|я проти|не згоден|не згодна|заперечую',
    'hayır|katılmıyorum|karşıyım|όχι|διαφωνώ|לא|מתנגד|מתנגדת|لا|أعارض|غير موافق|नहीं|असहमत|tidak setuju|tidak|không đồng ý|không',
    '反対|反対です|反対します|いいえ|異議あり|賛成できません|不同意|反对|反對|不行|不赞成|반대|반대합니다|아니요|아니오|동의하지 않습니다',
  ),
);

/** What takes an agreement back, wholly or in part, in the words behind it. */
export const reservations =
  /(?<!\p{L})(?:but|if|pending|in principle|conditional|conditionally|depending|once|subject to|however|except|unless|only if|only when|provided|as long as|assuming|though|although|on condition|not before|not until|with reservations?|not with|not the|aber|jedoch|sofern|nur wenn|außer|ausser|vorausgesetzt|allerdings|mais|sauf|seulement si|à condition|pero|salvo|siempre que|solo si|mas|porém|desde que|exceto|só se|ma|però|tranne|solo se|purché|maar|mits|behalve|men|bara om|förutsatt|ale|pokud|pod warunkiem|jednak|но|однако|если только|кроме|але|якщо|проте|ama|fakat|ancak)(?!\p{L})|ただし|しかし|けど|但是|不过|除非|但|하지만|다만/iu;

/** What says that the writer has nothing against it, which is no agreement yet. */
export const neither =
  /^(?:(?:i\s+(?:have|see)\s+)?no\s+(?:objections?|strong\s+(?:opinion|feelings?)|opinion|preference|problem|issue|concerns?|veto)|not\s+against|don'?t\s+mind|i\s+don'?t\s+mind|whatever|abstain|i\s+abstain|neutral|keine?\s+(?:einwände?|einwand|meinung)|enthaltung|pas\s+d'objections?|aucune\s+objection|sans\s+opinion|sin\s+objeci[oó]n(?:es)?|sem\s+obje[cç][oõ]es|nessuna\s+obiezione|geen\s+bezwaar|inga\s+invändningar|ingen\s+innvendinger|возражений\s+нет|не\s+возражаю|не\s+заперечую)(?!\p{L})/iu;
