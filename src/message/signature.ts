import { soundsAdded } from './boilerplate.ts';
import { appSignatures, closings } from './phrases.ts';
import { isNumbered, isPostscript, startsAnew } from './structure.ts';

/** Longer than these is no signature but a text. */
const mostLines = 15;
const longestLine = 90;

/**
 * Where the signature begins among the last lines of what an author wrote: behind a delimiter, at a closing or at their own name,
 * or at a paragraph of contact data. Null where there is none that is certain enough.
 *
 * @param lines without what is known to be boilerplate; blank lines as ''
 * @param names of the author
 */
export function signatureStart(
  lines: readonly string[],
  names: readonly string[],
): { at: number; rule: string } | null {
  const delimiter = delimited(lines, names);
  if (delimiter !== null) return { at: delimiter, rule: 'signature-delimiter' };
  const closing = closed(lines, names);
  if (closing !== null) return { at: closing, rule: 'signature' };
  const contact = contactParagraph(lines, names);
  return contact === null ? null : { at: contact, rule: 'signature-contact' };
}

/** "-- " (RFC 3676 4.3), or something like it where what follows looks like a signature. */
function delimited(lines: readonly string[], names: readonly string[]): number | null {
  const from = Math.max(0, lines.length - 2 * mostLines);
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const exact = line === '-- ';
    if (!exact && !/^(?:--|—|––|_{2,}|-{2,}|={3,}|\*{3,})$/.test(line.trim())) continue;
    const rest = lines.slice(at + 1).filter((one) => one.trim() !== '');
    if (rest.length > mostLines || rest.some((one) => one.length > 2 * longestLine)) continue;
    if (rest.length === 0) return exact ? at : null;
    const personal =
      isName(rest[0] ?? '', names) ||
      rest.some(isContact) ||
      (exact && rest.every((one) => !isSentence(one)));
    if (personal && rest.filter(isSentence).length <= rest.length / 3) return at;
  }
  return null;
}

/**
 * A closing or the author's name, with nothing below it but short lines that are no sentences. Below the name a sentence may stand that
 * sounds as if their company had put it there ("Think before you print this e-mail.").
 */
function closed(lines: readonly string[], names: readonly string[]): number | null {
  let found: number | null = null;
  let seen = 0;
  let sentences = 0;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '') continue;
    const named = isName(line, names) || isTitledName(line, names);
    if (named && sentences > 1) break;
    if ((isClosing(line, names) && sentences === 0) || named) {
      found = at;
      seen += 1;
      sentences = 0;
      continue;
    }
    // Above a closing or a name only more of them belong to the signature, and what closes in words that are not known.
    if (found !== null) {
      if (found === at + 1 && isName(lines[found] ?? '', names) && closesSomehow(line)) found = at;
      break;
    }
    seen += 1;
    const isAdded = soundsAdded(line) || (found === null && soundsAdded(paragraphAround(lines, at)));
    if (isSentence(line) || line.length > longestLine) sentences += isAdded ? 1 : 9;
    if (
      seen > mostLines ||
      line.length > 2 * longestLine ||
      sentences > 2 ||
      (isStructure(line) && !isAdded) ||
      isPostscript(line)
    )
      break;
  }
  return found;
}

/** The lines that a line stands among, as one. */
function paragraphAround(lines: readonly string[], at: number): string {
  let start = at;
  let end = at + 1;
  while (start > 0 && (lines[start - 1] ?? '').trim() !== '') start -= 1;
  while (end < lines.length && (lines[end] ?? '').trim() !== '') end += 1;
  return lines.slice(start, end).join(' ');
}

/** A few words with a comma behind them, above the author's name: a closing in whatever language. */
const closesSomehow = (line: string) =>
  /^[^\p{N}\p{P}]{2,30}[,،，]$/u.test(line) && line.split(/\s+/).length <= 4;

/** The last paragraph, when it has two lines of contact data or more, a telephone number or the author's name, and no sentence. */
function contactParagraph(lines: readonly string[], names: readonly string[]): number | null {
  let start = lines.length;
  while (start > 0 && (lines[start - 1] ?? '').trim() !== '') start -= 1;
  const paragraph = lines.slice(start);
  if (paragraph.length < 2 || paragraph.length > mostLines) return null;
  if (paragraph.some((line) => line.length > longestLine || isSentence(line) || isStructure(line)))
    return null;
  const personal = paragraph.some((line) => hasPhone(line) || isName(line, names));
  return personal && paragraph.filter(isContact).length >= 2 ? start : null;
}

/** "Best regards,", "Thanks!", "Cheers, Ana". */
export function isClosing(line: string, names: readonly string[]): boolean {
  const text = bare(line);
  if (closings.includes(text)) return true;
  const comma = line.search(/[,!.–-]\s/);
  return (
    comma > 0 &&
    closings.includes(bare(line.slice(0, comma))) &&
    (isName(line.slice(comma + 1), names) || closings.includes(bare(line.slice(comma + 1))))
  );
}

/** The author's name, whole or in part, or their initials, alone on the line. */
export function isName(line: string, names: readonly string[]): boolean {
  const text = bare(line);
  if (text === '' || text.length > 60) return false;
  return names.some((name) => {
    const whole = bare(name);
    const parts = whole.split(/[\s.]+/).filter((part) => part.length > 1);
    const initials = parts.map((part) => part[0]).join('');
    return (
      text === whole ||
      parts.includes(text) ||
      text.replace(/[.\s]/g, '') === initials ||
      parts.slice(0, 2).join(' ') === text
    );
  });
}

/** "Dr. Nora Whitfield, MBA", "Whitfield, Nora", "Nora Whitfield (she/her)", "Nora Whitfield | Platform Engineer": the whole name, and what people put around it. */
function isTitledName(line: string, names: readonly string[]): boolean {
  if (line.length > longestLine || isNumbered(line)) return false;
  const text = bare(line.replace(/\([^()]{1,30}\)/g, ' '));
  return names.some((name) => {
    const parts = bare(name).split(/\s+/);
    const [first = '', last = ''] = [parts[0], parts.at(-1)];
    if (parts.length < 2) return false;
    const whole = parts.join(' ');
    if (text === `${last}, ${first}`) return true;
    const at = text.indexOf(whole);
    if (at < 0) return false;
    const before = text.slice(0, at).trim();
    const after = text.slice(at + whole.length).trim();
    const titles = before === '' || (before.length <= 16 && /^(?:\p{L}{1,6}\.[\s-]*)+$/u.test(before));
    const follows =
      after === '' ||
      (/^[,|–—•·/-]/.test(after) && after.split(/\s+/).length <= 8 && !/[.!?]$/.test(line.trim()));
    return titles && follows;
  });
}

/** A line that an app signs with: "Sent from my iPhone". */
export function isAppSignature(line: string): boolean {
  const text = line
    .trim()
    .replace(/^[*_-]+\s*/, '')
    .toLowerCase();
  if (text.length === 0 || text.length > 120) return false;
  if (pictured.test(line)) return true;
  if (text.length <= 90 && sends.test(text) && apps.test(text)) return true;
  if (text.length <= 50 && programs.test(text) && systems.test(text) && !/[\d.:]/.test(text)) return true;
  const prefix = appSignatures.find(
    (one) => text.startsWith(one) || (text.length < 40 && text.endsWith(one)),
  );
  if (prefix === undefined) return false;
  // "Sent via the new gateway: 4,000 mails" is a result, "Sent via Superhuman" a signature.
  const weak = /^sent (?:via|with|using|by|from|on) /.test(text) && !sentFromMine.test(text);
  return (
    !weak ||
    (/^\W*\S+ \S+ (?:the )?\p{Lu}/u.test(line.trim()) &&
      text.length < 80 &&
      !/\d/.test(text.replace(/https?:\S+/g, '')))
  );
}

const sentFromMine =
  /^sent from (?:my|mail for|outlook|yahoo|proton|gmail|samsung|iphone|ios|android|a mobile) ?/;

/** How lines begin or end that say what a message was written with, and what with. */
const sends =
  /^(?:sent|get|download|written|posted|composed|envoyé|téléchargez|télécharger|obtenez|provenance|gesendet|von|mobil|holen|laden|skickat|hämta|sendt|hent|lähetetty|hanki|hämtat|verzonden|verstuurd|verkrijg|download|wysłane|wysłano|pobierz|odesláno|odoslané|stáhnout|získat|enviado|obtener|obtenha|baixar|inviato|scarica|ottieni|отправлено|скачать|надіслано|завантажити|gönderildi|küldve|elküldve|trimis|poslano|poslato|dikirim|đã gửi|gửi từ|στάλθηκε|αποστολή|נשלח|تم الإرسال|أرسلت|发自|來自|来自|發自|從|从|获取|取得|下載|下载)|(?:から送信|を入手|보냄|보냈습니다|다운로드|gönderildi|küldve)[.。]?$/iu;
/** What a last line says that a program of these signs with, in whatever language: the program, and the system it is for. */
const programs = /\b(?:outlook|gmail|thunderbird|yahoo mail)\p{L}*/iu;
const systems = /\b(?:ios|android|iphone|ipad|windows|mac)\p{L}*/iu;

const apps =
  /\b(?:iphone|ipad|ios|android|galaxy|samsung|huawei|xiaomi|pixel|blackberry|windows|mobile|mobil|handy|smartphone|telefon|phone|outlook|gmail|yahoo|aol|icloud|hey|spark|edison|nine|canary|airmail|bluemail|aqua mail|maildroid|mailspring|mailbird|em client|vivaldi|thunderbird|superhuman|fastmail|proton|tutanota|tuta|zoho|shortwave|newton|boxer|mail|courrier|correo|e-?mail|app|qq邮箱)\b|手机|手機|邮箱|郵箱|邮件|스마트폰|아이폰|모바일/iu;

const phone = /(?:\+|\b00|\(0|\b0)\d[\d\s()./-]{5,}\d/;
const phoneLabel = /(?:^|\s)(?:tel|phone|mobile|mob|fax|m|t|p|tél|telefon|móvil|тел|電話)\s*[.:]\s*\+?[\d(]/i;
const pictured = /^\s*\[(?:cid:|image|logo|bild|photo)[^\]]*\]\s*$/i;
/** A page, alone or with a few words that say what is there. */
const page = /^(?:(?:\S{1,20}\s){0,3}?|[^:]{1,40}:\s*)(?:https?:\/\/|www\.)\S+$/i;
const mailbox = /^(?:\S{1,20}\s){0,2}?<?[\w.+-]{1,64}@[\w-]{1,60}\.[\w.-]{1,60}>?$/;
const bars = /\S [|·•] \S/;

/** A telephone number, an address of a page or a mailbox, a picture, columns with bars. */
export function isContact(line: string): boolean {
  const text = line.slice(0, 200).trim();
  return hasPhone(text) || mailbox.test(text) || pictured.test(text) || page.test(text) || bars.test(text);
}

const hasPhone = (line: string) => phone.test(line.slice(0, 200)) || phoneLabel.test(line.slice(0, 200));

/** "Viento Norte S.L.", "Northwind Inc.": a full stop that ends no sentence. */
const company =
  /(?:\s(?:inc|ltd|co|corp|llc|bros|pty|plc|gmbh|mbh|e\.v|s\.l(?:\.u)?|s\.a(?:\.s)?|s\.r\.l|s\.p\.a|b\.v|n\.v|k\.k|a\.s|s\.r\.o|d\.o\.o|sp\. z o\.\s?o)\.)$/i;

/** Ends like one, or has the length and the small words of one. */
function isSentence(line: string): boolean {
  const text = line.trim();
  const words = text.split(/\s+/).length;
  if (isContact(text) || company.test(text)) return false;
  return (/[.!?。！？…;]$/.test(text) && words >= 3) || words > 12 || /[。！？]$/.test(text);
}

/** A heading, a number, a bullet: part of an answer. Contact data may have a label too. */
function isStructure(line: string): boolean {
  return (startsAnew(line) && !isContact(line)) || /[:?：？]\s*$/.test(line);
}

const bare = (text: string) =>
  text
    .trim()
    .toLowerCase()
    // The Turkish capital with a dot becomes two characters.
    .replaceAll('i\u0307', 'i')
    .replaceAll('’', "'")
    .replace(/^[-–—~*_/\s]+/, '')
    .replace(/[\s,.!;:)~*_…。！、-]+$/, '')
    .replace(/\s+/g, ' ');
