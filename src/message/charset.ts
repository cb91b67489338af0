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
  ['iso-8859-12', 'iso-8859-13'],
  ['8859-1', 'iso-8859-1'],
  ['8859-15', 'iso-8859-15'],
  ['utf', 'utf-8'],
]);

/**
 * Text of bytes, by the charset that the sender declared as far as it fits them. Many declare a wrong one: valid UTF-8 is taken for what it is,
 * bytes that no charset explains become U+FFFD. NUL is left out: no text has it, and PostgreSQL stores none.
 */
export function decodeText(bytes: Uint8Array, declared: string | null): string {
  return decode(bytes, decoderLabel(declared)).replaceAll('\0', '');
}

function decode(bytes: Uint8Array, label: string | null): string {
  const claimsLittle = label === null || label === 'utf-8' || label === 'windows-1252';
  if (claimsLittle && hasEscapes(bytes)) {
    const japanese = strict(bytes, 'iso-2022-jp');
    if (japanese !== null) return japanese;
  }
  // Latin 1 is what software declares without looking; text in it that is valid UTF-8 by chance is next to unknown.
  if (claimsLittle)
    return strict(bytes, 'utf-8') ?? lenient(bytes, mostlyUtf8(bytes) ? 'utf-8' : 'windows-1252');
  return (
    strict(bytes, label) ?? strict(bytes, 'utf-8') ?? strict(bytes, sibling(label)) ?? lenient(bytes, label)
  );
}

/** The Encoding Standard's name; null for one that it does not know. US-ASCII and ISO-8859-1 are windows-1252 there, as in mail. */
function decoderLabel(declared: string | null): string | null {
  if (declared === null) return null;
  // RFC 2231 5: a language may follow behind "*".
  const label = declared
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/\*.*$/, '')
    .toLowerCase();
  const windows = /^(?:cp|win|windows|x-cp)[-_]?(125[0-8])$/.exec(label)?.[1];
  const iso = /^iso[-_]?8859[-_](\d{1,2})$/.exec(label)?.[1];
  const name = windows
    ? `windows-${windows}`
    : iso && iso !== '12'
      ? `iso-8859-${iso}`
      : (aliases.get(label) ?? label);
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}

function strict(bytes: Uint8Array, label: string | null): string | null {
  if (label === null) return null;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const lenient = (bytes: Uint8Array, label: string) => new TextDecoder(label).decode(bytes);

/** ESC $ or ESC ( in bytes that are all ASCII: how ISO-2022-JP switches. */
function hasEscapes(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 || bytes[at + 1] === 0x28) return true;
  }
  return false;
}

/** UTF-8 that was cut or damaged in a few places: more whole characters of several bytes than broken ones. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = lenient(bytes, 'utf-8');
  let whole = 0;
  let broken = 0;
  for (const char of text) {
    if (char === '\ufffd') broken += 1;
    else if (char > '\u007f') whole += 1;
  }
  return whole > 2 * broken;
}

const siblings = new Map([
  ['iso-2022-jp', 'shift_jis'],
  ['shift_jis', 'euc-jp'],
  ['euc-jp', 'shift_jis'],
  ['gbk', 'gb18030'],
  ['big5', 'gb18030'],
]);
const sibling = (label: string | null) => (label === null ? null : (siblings.get(label) ?? null));
