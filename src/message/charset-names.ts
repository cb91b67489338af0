/** Names that mail uses and the Encoding Standard has not. */
const aliases = new Map([
  ['cp932', 'shift_jis'],
  ['ms932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['ms936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['ms949', 'euc-kr'],
  ['cp950', 'big5'],
  ['cp51932', 'euc-jp'],
  ['eucjp-ms', 'euc-jp'],
  ['cp50220', 'iso-2022-jp'],
  ['cp50221', 'iso-2022-jp'],
  ['iso-2022-jp-ms', 'iso-2022-jp'],
  ['iso-2022-jp-1', 'iso-2022-jp'],
  ['iso-2022-jp-2', 'iso-2022-jp'],
  ['cp874', 'windows-874'],
  ['macroman', 'macintosh'],
  ['mac-cyrillic', 'x-mac-cyrillic'],
  ['utf', 'utf-8'],
]);

/**
 * The Encoding Standard's name of a charset that a sender declared; null for none, and for one that it does not know (UTF-7 is not decoded on purpose).
 * US-ASCII and ISO-8859-1 are windows-1252 there, as in mail.
 */
export function charsetName(declared: string | null): string | null {
  // RFC 2231 5: a language may follow behind "*".
  const label = /^["'\s]*([^"'\s*]+)/.exec(declared ?? '')?.[1]?.toLowerCase();
  if (label === undefined) return null;
  const windows = /^(?:cp|win|windows|x-cp)[-_]?(125[0-8])$/.exec(label)?.[1];
  const iso = /^(?:iso[-_]?)?8859[-_](\d{1,2})$/.exec(label)?.[1];
  const standard = windows ? `windows-${windows}` : iso ? `iso-8859-${iso}` : label;
  try {
    return new TextDecoder(aliases.get(standard) ?? standard).encoding;
  } catch {
    return null;
  }
}
