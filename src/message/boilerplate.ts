import { words } from './words.ts';

/**
 * What programs add above and below what people write. Recognised by how many of its usual phrases a paragraph has: the strong ones
 * count two, and three are needed, so that an author may speak of confidential data, or of links that nobody should click.
 */
export type Boilerplate = 'disclaimer' | 'banner' | 'list-footer';

const enough = 3;
/** A sentence right below somebody's own says it all in its phrases, or is theirs as well. */
const enoughBelow = 4;
/** What a paragraph says, it says in these many characters. */
export const longestRead = 4000;
/** What is no longer, and all that a message says, is no boilerplate. */
export const shortestBoilerplate = 200;

export const isBoilerplateRule = (rule: string): boolean => rule in phrases;

/** @param below that it stands right below somebody's own words */
export function boilerplateOf(paragraph: string, below = false): Boilerplate | null {
  const text = paragraph.slice(0, longestRead).toLowerCase().replace(/\s+/g, ' ').replaceAll('’', "'");
  for (const kind of ['list-footer', 'banner', 'disclaimer'] as const) {
    if (score(text, phrases[kind]) >= (below ? enoughBelow : enough)) return kind;
  }
  return null;
}

/** Whether a line has any phrase of its kind: what stands above the first such line is no part of it. */
export const hasPhraseOf = (kind: Boilerplate, line: string): boolean =>
  score(line.toLowerCase().replaceAll('’', "'"), phrases[kind]) > 0;

/** Has a phrase, or a word, that disclaimers, footers and company signatures are made of. */
export const soundsAdded = (line: string): boolean => {
  const text = line.toLowerCase().replaceAll('’', "'");
  return (
    added.some((word) => text.includes(word)) ||
    score(text, phrases.disclaimer) + score(text, phrases['list-footer']) > 1
  );
};

/** Beginnings of words that such lines have in many languages; by itself each may stand in an answer as well. */
const added = [
  'konfid|konfident|confidenc|confidenti|vertraulich|riservat|poufn|důvěrn|dôvern|gizli|bizalmas|luottamuks|fortrolig|конфиденц|конфіденц|εμπιστευ|機密|秘密|机密|保密|기밀|保護',
  'before you print|print this|ausgedruckt|ausdrucken|umwelt|environnement|imprim|stampar|stampi|drukow|vytisk|yazdır|tulost|udskriv|skriver ut|skriv ut|medio ambiente|meio ambiente|ambiente',
  'virus|avast|avg.com|mcafee|mimecast|symantec|mailscanner|malware|scanned|spam|proofpoint',
  'privacy|datenschutz|dsgvo|gdpr|2016/679|protection des données|protección de datos|personuppgift|tietosuoj|ochran',
  'working hours|work part-time|part time|arbeitszeit|office hours|pronouns|she/her|he/him|they/them|classification:|classified as|unsubscribe|abmelden|follow us|folgen sie|suivez-nous|síguenos|iso 27001|iso 9001|carbon neutral',
  'disclaimer|circular 230|registered|handelsregister|amtsgericht|geschäftsführer|registergericht|vat no|ust-id|siret|rcs |capital de|c.i.f|p.iva|kvk|nip |krs |orgnr|cvr|y-tunnus|privileged|legally',
].flatMap((words) => words.split('|'));

/** How much a line sounds like a banner: 2 is a phrase of its own, 1 a word that others use too. */
export const bannerScore = (line: string): number =>
  score(line.toLowerCase().replaceAll('’', "'"), phrases.banner);

interface Phrases {
  readonly strong: readonly string[];
  readonly weak: readonly string[];
  /** Any of them: most lines have none, and one look says so. */
  readonly any: RegExp;
}

function score(text: string, { strong, weak, any }: Phrases): number {
  let points = 0;
  if (!any.test(text)) return points;
  for (const phrase of strong) if (text.includes(phrase)) points += 2;
  for (const phrase of weak) if (text.includes(phrase)) points += 1;
  return points;
}

function phrasesOf(lists: { strong: readonly string[]; weak: readonly string[] }): Phrases {
  return { ...lists, any: anyOf([...lists.strong, ...lists.weak]) };
}
const anyOf = (phrases: readonly string[]) =>
  new RegExp(phrases.map((phrase) => RegExp.escape(phrase)).join('|'));

const phrases: Record<Boilerplate, Phrases> = {
  disclaimer: phrasesOf({
    strong: words(
      'checked for viruses|scanned for viruses|antivirus software|believed to be clean|dangerous content by|circular 230|tax advice contained',
      'pronouns: |she/her|he/him|they/them|classification:|classification: internal|classification: public|classification: confidential|classified as|classified as:',
      'fortrolige oplysninger|rette modtager|fortrolig informasjon|konfidentiell information|ausgedruckt werden muss|ob diese mail',
      'intended recipient|intended solely|intended only for|sole use of the|received this',
      'received it in error|if you are not the|notify the sender|notify us',
      'inform the sender|contact the sender|legally privileged|confidentiality notice',
      'before printing|before you print|registered in england|registered office|company number',
      'registration number',
      'views or opinions|views expressed|no liability|not accept liability|any files transmitted',
      'strictly prohibited|virus-free|this e-mail and any|this email and any|this message and any',
      'vertrauliche|rechtlich geschützte|nicht der richtige adressat|nicht der beabsichtigte',
      'nicht der vorgesehene|irrtümlich erhalten|versehentlich erhalten|unbefugte weitergabe',
      'amtsgericht|handelsregister|sitz der gesellschaft|geschäftsführer:|geschäftsführung:|ust-id',
      'informieren sie bitte|vor dem drucken|diese e-mail ausdrucken|vorstand:|aufsichtsrat',
      "à l'intention exclusive|usage exclusif|destinataire|par erreur|confidentiel",
      "sont confidentiels|avant d'imprimer|n'imprimez|merci de le détruire|siège social",
      'información confidencial|destinatario|por error|aviso legal|uso exclusivo|antes de imprimir',
      'carácter confidencial|notifíquelo|queda prohibid',
      'informações confidenciais|destinatário|por engano|caráter confidencial|uso exclusivo',
      'informazioni riservate|destinatari|per errore|informazioni contenute|strettamente riservat',
      'vertrouwelijk|geadresseerde|uitsluitend bestemd|ten onrechte|konfidentiell|avsedd för',
      'fortrolig|utilsigtet|luottamuksellinen|poufne|adresatem|omyłkowo|důvěrné',
      'конфиденциальн|предназначен|по ошибке|ошибочно получ|уведомите отправителя|не являетесь',
      'конфіденційн|призначен|помилково|повідомте відправника|не є адресатом',
      '機密情報|秘密情報|誤って受信|誤送信|名宛人|本メールに|このメールに|破棄して|保密|机密|误收|預期收件人|预期收件人|机密信息|기밀|수신인이 아닌',
    ),
    weak: words(
      'confidential|privileged|in error|unauthori|disclos|disseminat|prohibited|destroy|delete',
      'attachments|addressee|recipient|system manager|virus|liability',
      'vertraulich|vernichten|löschen|absender|anhang|hrb|gmbh|pièces jointes|détruire|expéditeur',
      'ce message|confidencial|eliminar|este mensaje|este correo|remitente',
      'esta mensagem|remetente|riservat|questo messaggio|mittente|privacy|dit bericht|verwijder',
      'afzender|удалите|сообщение|видаліть|повідомлення|削除|添付|秘密|删除|bijlagen',
      'this e-mail|this email|this message|diese e-mail|diese nachricht|cet e-mail|ce courriel',
      'entity to whom|individual or entity|communication is',
    ),
  }),
  banner: phrasesOf({
    strong: words(
      'originated from outside|originates from outside|from outside of|from outside the',
      'from an external|external sender|external email|external e-mail|[external]',
      'outside your organi|came from outside',
      "don't often get email|do not often get email|learn why this is important|unless you recogni",
      'unless you trust|verify the sender|be cautious|exercise caution|suspicious|sent from outside',
      'externe e-mail|externer absender|von außerhalb|von ausserhalb|externen absender',
      "absender kennen|sie erhalten nicht oft|[extern]|nicht häufig e-mails|provient de l'extérieur",
      'expéditeur externe',
      "de l'extérieur de|vous n'obtenez pas souvent|si vous n'êtes pas sûr|ne cliquez",
      'courriel externe|[externe]|correo externo|remitente externo|fuera de la organización',
      'fuera de su organización|no haga clic',
      'no suele recibir|e-mail externo|remetente externo|fora da organização|não clique',
      "mittente esterno|dall'esterno|non fare clic|non cliccare|email esterna|externe afzender",
      'van buiten',
      'klik niet|внешний отправитель|внешнее письмо|из-за пределов|не переходите',
      'spoza organizacji|nie klikaj|nadawca zewnętrzny|extern avsändare|klicka inte|ekstern avsender|ekstern afsender|klikk ikke|klik ikke på',
      'soyez vigilant|e-mail externe|message externe|powered by inky|powered by mimecast|mimecast has flagged|be careful with this message',
      'first mail to some recipients|mark safe|*** external|this is a personal email address|zjqcmqryfpfpt|kurum dışı|dış kaynaklı',
      'зовнішній відправник|зовнішній лист|не переходьте|社外から|外部から|外部メール|外部邮件|外部發件|外部发件',
    ),
    weak: words(
      'varning|uwaga|linki|załącznik|nadawc|länkar|avsändare|report this email|cliquer|pièce jointe|needs your attention',
      'caution|warning|attention|external|do not click|click|links|open attachments|attachments',
      'sender|content is safe|organization|organisation|learn why',
      'achtung|vorsicht|warnung|klicken|anhänge|organisation|absender|extern|pièces jointes',
      'prudence|liens|expéditeur|organisation|atención|precaución|enlaces|adjuntos|remitente',
      'atenção|cuidado|anexos|remetente|attenzione|allegati|mittente|let op|bijlagen|afzender',
      'внимание|осторожно|вложения|ссылк|увага|вкладення|посилання|注意|リンク|添付|链接|附件',
    ),
  }),
  'list-footer': phrasesOf({
    strong: words(
      'unsubscribe|mailing list|google groups|you received this message because',
      'you are receiving this because|you are subscribed|subscribed to the|listinfo|list archive',
      'manage your subscription|leave group|microsoft 365 groups|groups links|automatically generated by',
      "because you're a member|because you are a member|reply all to this message",
      'abmelden|abbestellen|mailingliste|verteilerliste|se désabonner|se désinscrire|désinscription',
      'désabonner|liste de diffusion|darse de baja|cancelar la suscripción|lista de correo',
      'lista de distribución',
      'cancelar a inscrição|lista de discussão|lista de e-mails|annulla iscrizione',
      "annullare l'iscrizione|cancellarti|uitschrijven|mailinglijst|avprenumerera|отписаться",
      'рассылк|відписатися|розсилк',
      '配信停止|メーリングリスト|退订|邮件列表|取消订阅|수신거부|odhlásit|wypisać|listę dyskusyjną',
    ),
    weak: words(
      '@|http|send an email to|this group|group.|groups.|view this discussion|to view this|____',
      'stop receiving|senden sie|envoyez|envíe|lists.|list@|-leave@|+unsubscribe|archiv',
    ),
  }),
};
