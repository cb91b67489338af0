import { words } from './words.ts';

/** What mail clients and people write around their words, in the languages that they write it in. Lower case, NFC. */

/** The verb of "On Friday Ana wrote:". */
export const wrote = words(
  'wrote|writes|schrieb|schreibt|geschrieben|a écrit|écrit|escribió|escreveu|ha scritto|scrisse',
  'schreef|geschreven|skrev|skreiv|kirjoitti|napsal|napísal|napisał|napisal|pisze|írta|a scris',
  'wrotes',
  'написа|пише|пишет|писал|yazdı|şunu yazdı|έγραψε|כתב|كتب|पर लिखा|menulis|đã viết|va escriure',
  '写道|寫道|書きました|のメッセージ|さんが書|작성|님이|เขียน|quoting|zitat von|citando|citerar|said|kirjutas',
);

/** The labels of the header block that Outlook and others put above what they quote. */
export const headerLabels = {
  from: words(
    'from|von|de|da|van|från|fra|lähettäjä|od|feladó|kimden|gönderen|от|від|από|de la|daripada',
    '差出人|送信者|发件人|寄件者|寄件人|보낸 사람|보낸사람|מאת|من|dari|từ|expéditeur|mittente|remitente|saatja',
  ),
  other: words(
    'sent|date|to|cc|subject|reply-to|reply to|on behalf of|priority|priorität|wichtigkeit',
    'antwort an|importance|enviadas|ogg|発信者|重要度|bcc|importance|attachments|gesendet|datum|an',
    'betreff|kopie',
    'envoyé|à|objet|copie|copie à|destinataire|enviado|enviado el|enviada em|para|asunto|assunto|fecha',
    'data|inviato|a|oggetto',
    'verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|lähetetty|vastaanottaja|aihe',
    'päiväys',
    'wysłano|do|temat|odesláno|komu|předmět|odoslané|predmet|elküldve|címzett|tárgy|dátum|trimis',
    'către|subiect',
    'отправлено|кому|тема|дата|копия|надіслано|копія|gönderildi|kime|konu|tarih|στάλθηκε|προς',
    'θέμα',
    '送信日時|宛先|件名|日時|日付|发送时间|收件人|主题|抄送|寄件日期|收件者|主旨|보낸 날짜|받는 사람|제목|날짜',
    'נשלח|تم الإرسال|أُرسلت|đã gửi|จาก|ส่ง|ถึง|เรื่อง|भेजा गया|प्रति|विषय|אל|נושא|تاريخ|إلى',
    'الموضوع|dikirim|kepada|subjek|ngày|đến|chủ đề|saadetud|teema|received|priority',
  ),
};

/** Words of "-----Original Message-----" and "---------- Forwarded message ---------". */
export const separators = words(
  'original message|original-nachricht|originalnachricht|ursprüngliche nachricht',
  "message original|message d’origine|message d'origine",
  'mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht',
  'origineel bericht|ursprungligt meddelande|opprinnelig melding',
  'oprindelig meddelelse|alkuperäinen viesti|původní zpráva|pôvodná správa|wiadomość oryginalna',
  'oryginalna wiadomość|eredeti üzenet|mesaj original',
  'исходное сообщение|пересылаемое сообщение|оригинальное сообщение|початкове повідомлення',
  'вихідне повідомлення|özgün ileti|orijinal mesaj|αρχικό μήνυμα',
  '元のメッセージ|转发的邮件|原始邮件|原始郵件|원본 메시지|forwarded message|weitergeleitete nachricht|message transféré',
  'mensaje reenviado',
  'mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|reply message|original email',
  'original appointment|begin forwarded message|anfang der weitergeleiteten nachricht',
  'début du message transféré|début du message réexpédié|inicio del mensaje reenviado',
  'início da mensagem reencaminhada|inizio messaggio inoltrato|begin doorgestuurd bericht',
  'vidarebefordrat brev|начало переадресованного сообщения|início da mensagem encaminhada',
);

/** A closing, whole: "Best regards," and its like. */
export const closings = words(
  "lg|vg|mvh|many thanks in advance|thanks in advance|that's it from me|that's all from me",
  'hezký den|pěkný den|hezký víkend|pěkný víkend|pekný deň|pekný víkend|miłego dnia|miłego weekendu|szép napot|szép hétvégét|ha en fin dag|ha det bra|god weekend|trevlig helg|hyvää viikonloppua|o zi bună',
  'kolay gelsin|iyi günler|buen día|buena semana|bonne fin de semaine|boa semana|buon lavoro|buona serata|guten wochenstart|schönen tag|schönen feierabend|einen schönen tag noch',
  'pozdrowienia|pozdrawiam|saygılar|saygılarımla|cảm ơn|trân trọng|terima kasih|salam|مع التحية',
  'تحياتي|שלום|בברכה|תודה|धन्यवाद',
  'best|best regards|kind regards|warm regards|regards|many thanks|thanks|thank you',
  'thanks a lot|thanks again|thx|ty|tia',
  'cheers|sincerely|yours sincerely|yours|all the best|best wishes|take care|br|rgds|kr',
  'thanks and regards|thanks & regards|warmly',
  'with best regards|with kind regards|yours truly|respectfully|talk soon|see you',
  'see you monday|see you on monday|speak soon|many thanks and best regards',
  'have a nice weekend|have a good weekend|have a great weekend|have a nice day',
  'have a great day|nice weekend|happy weekend|enjoy your weekend',
  'have a good one|ciao|bye|xo|thanks everyone|thanks all|thanks team|enjoy the weekend',
  'good weekend|have a lovely weekend|hope this helps',
  'mit besten grüßen|mit besten grüssen|mit herzlichen grüßen|mit vielen grüßen|un cordial saludo|con un cordial saludo|reciba un cordial saludo|meilleures salutations|bien amicalement|med bästa hälsningar|bästa hälsningar|de bedste hilsner|bedste hilsner|beste hilsener',
  'viele grüße|viele grüsse|liebe grüße|liebe grüsse|beste grüße|beste grüsse',
  'mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß',
  'freundliche grüße|freundliche grüsse|herzliche grüße|schöne grüße|gruß|grüße|grüsse|lg|vg',
  'mfg|bg|danke|vielen dank|besten dank|danke und gruß',
  'schönes wochenende|schönes wochenende euch|bis montag|tschüss|danke und viele grüße|gruss',
  'beste grüße aus berlin',
  'cordialement|bien cordialement|bien à vous|bien à toi|amicalement|salutations',
  'sincères salutations|merci|merci beaucoup|bon week-end|bonne journée|à bientôt',
  "bonne soirée|cdlt|bises|merci d’avance|merci d'avance|à lundi|très cordialement|merci à tous",
  'saludos|un saludo|saludos cordiales|atentamente|gracias|muchas gracias|un abrazo|abrazos',
  'buen fin de semana|feliz fin de semana|cordialmente|hasta el lunes',
  'atenciosamente|att|abraço|abraços|um abraço|cumprimentos|melhores cumprimentos',
  'com os melhores cumprimentos|obrigado|obrigada|bom fim de semana|atc',
  'cordiali saluti|distinti saluti|un saluto|saluti|grazie|grazie mille|buon weekend|a presto',
  'buona giornata|buon fine settimana',
  'met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten',
  'groet|groeten|groetjes|mvg|bedankt|dank je|dank|fijn weekend',
  'vänliga hälsningar|med vänliga hälsningar|mvh|hälsningar|tack|hilsen|vennlig hilsen',
  'med vennlig hilsen|venlig hilsen|med venlig hilsen|takk|tak|god helg',
  'ystävällisin terveisin|terveisin|kiitos|t|s pozdravem|pozdravy|děkuji|díky|pozdrawiam',
  'z poważaniem|dziękuję|dzięki|üdvözlettel|üdv|köszönöm|cu stimă',
  'с уважением|с наилучшими пожеланиями|всего доброго|хороших выходных|спасибо',
  'всем хороших выходных|до связи|до понедельника|удачи',
  'з повагою|з найкращими побажаннями|дякую|гарних вихідних|до понеділка|щиро дякую',
  'на все добре',
  'よろしくお願いします|よろしくお願いいたします|以上です|以上|以上、よろしくお願いいたします|以上、よろしくお願いします|宜しくお願いします|宜しくお願い致します',
  'よろしくお願い致します',
  'お疲れ様です|お疲れさまでした|ありがとうございます|良い週末を|どうぞよろしくお願いいたします|敬具|谢谢|谢谢大家|此致|敬礼|祝好|周末愉快|謝謝|감사합니다|감사합니다!',
  'saygılarımla|iyi çalışmalar|teşekkürler|iyi hafta sonları|με εκτίμηση|ευχαριστώ|בברכה|תודה',
  'مع تحياتي|شكرا|धन्यवाद|salam|terima kasih|trân trọng',
);

/** The first word, or words, of a greeting. */
export const greetings = words(
  'hi|hello|hey|hi there|hello there|hey there|dear|good morning|good afternoon|good evening',
  'morning|howdy|greetings|hiya|yo|happy friday|afternoon',
  'hallo|guten morgen|guten tag|guten abend|moin|moin moin|servus|grüß gott|liebe|lieber|liebes',
  'hallöchen|morgen|sehr geehrte|tach|grüezi|huhu',
  'bonjour|salut|bonsoir|coucou|cher|chère|chers|hola|buenos días|buenos dias|buenas tardes',
  'buenas|estimado|estimada|estimados|querido|querida',
  'olá|ola|oi|bom dia|boa tarde|boa noite|caro|cara|caros|ciao|buongiorno|buonasera|salve',
  'gentile|goedemorgen|goedemiddag|goedendag|beste|hoi|dag',
  'hej|hejsan|god morgon|hei|god morgen|goddag|moi|terve|hyvää huomenta|ahoj|dobrý den|cześć',
  'dzień dobry|szia|sziasztok|bună|salut',
  'привет|всем привет|привет всем|здравствуйте|добрый день|доброе утро|добрый вечер|коллеги',
  'уважаемые|привіт|всім привіт|доброго дня|добрий день|вітаю|доброго ранку',
  'こんにちは|お疲れ様です|お疲れさまです|おはようございます|皆さん|みなさん|皆様|お世話になっております|お世話になります|大家好|你好|您好|各位好|안녕하세요|merhaba',
  'السلام عليكم|السلام|assalamu alaikum|selam|γεια|שלום|مرحبا|नमस्ते',
);

/** Who is greeted, when it is no name. */
export const greeted = words(
  'all|team|everyone|everybody|folks|guys|there|both|friends|colleagues|you|gang|people|y’all',
  "y'all|again|and|to|the|a|my",
  'mitenand|zäme|zusammen|alle|allerseits|an|ihr|lieben|leute|kollegen|kolleginnen|und|tous|toutes|à|l’équipe',
  "l'équipe|équipe|toute|la|le|monde|et|tout",
  'todos|todas|a|equipo|equipe|pessoal|gente|tutti|tutte|team|allemaal|iedereen|allen|allihopa',
  'alla|kaikki|všichni|wszyscy|wszystkim',
  'всем|всім|команда|коллеги|колеги|друзья|друзі|さん|皆さん|大家',
);

/** A whole line that a phone or an app signs with starts with one of these. */
export const appSignatures = words(
  'sent from my |sent from mail for |sent from outlook|sent from yahoo|sent from proton',
  'sent from gmail|sent from samsung|sent from iphone|sent from ios|sent from android',
  'sent from a mobile',
  'securely sent with |sent from |sent via |sent with |sent using |sent on the go|get outlook for ',
  'download outlook|yahoo mail: |sent by |composed on |typed on |dictated |envoyé depuis ',
  'von meinem |gesendet von |gesendet mit |gesendet aus |gesendet über ',
  'diese nachricht wurde von meinem |outlook für |holen sie sich outlook|outlook for ',
  'laden sie outlook',
  'envoyé de mon |envoyé à partir de |envoyé avec |envoyé de l|télécharger outlook',
  'obtenir outlook|obtenez outlook|enviado desde |enviado con |obtener outlook|enviado do ',
  'enviado de |enviado a partir do |enviado pelo |obter o outlook',
  'inviato da |inviato dal |inviato con |ottieni outlook|scarica outlook|verzonden vanaf ',
  'verstuurd vanaf |verzonden met |verstuurd met |outlook voor |skickat från |skickades från ',
  'sendt fra |lähetetty ',
  'wysłane z |odesláno z |elküldve |trimis de pe |отправлено с |отправлено из |надіслано з ',
  'надіслано із |gönderildi|στάλθηκε από |iphoneから送信|ipadから送信|androidから送信',
  '私のiphoneから|galaxyから|从我的 |从我的|发自我的|發自我的|從我的|나의 iphone|내 iphone|iphone에서 보냄|galaxy에서 보냄|נשלח מ',
  'مرسل من |verzonden via |outlook per |outlook para |outlook pour ',
);
