import { charsetName } from './charset-names.ts';

/**
 * Text of bytes, by the charset that the sender declared as far as it fits them. Many declare a wrong one: valid UTF-8 is taken for what it is,
 * bytes that no charset explains become U+FFFD. NUL is left out: no text has it, and PostgreSQL stores none.
 */
export function decodeText(bytes: Uint8Array, declared: string | null): string {
  return decode(bytes, charsetName(declared)).replaceAll('\0', '');
}

function decode(bytes: Uint8Array, name: string | null): string {
  const isVague = name === null || name === 'utf-8' || name === 'windows-1252';
  if (isVague && hasEscapes(bytes)) {
    const japanese = strict(bytes, 'iso-2022-jp');
    if (japanese !== null) return japanese;
  }
  // Text in a charset of one octet a character that is valid UTF-8 by chance is next to unknown.
  const first = isVague || oneOctet.test(name) ? 'utf-8' : name;
  // Seven bits are what it is made of: damage in it makes it nothing else.
  if (first === 'iso-2022-jp' && !bytes.some((octet) => octet > 0x7f))
    return lenient(usefulEscapes(bytes), first);
  for (const candidate of [first, ...(siblings.get(first) ?? [])]) {
    const text = strict(bytes, candidate);
    if (text !== null) return text;
  }
  if (isVague) return lenient(bytes, mostlyUtf8(bytes) ? 'utf-8' : 'windows-1252');
  return lenient(bytes, name);
}

const oneOctet = /^(?:windows-|iso-8859-|koi8-|mac|x-mac|ibm866)/;

/** What text that is no valid one of these is likely to be. */
const siblings = new Map([
  ['iso-2022-jp', ['utf-8', 'euc-jp', 'shift_jis']],
  ['shift_jis', ['utf-8', 'euc-jp']],
  ['euc-jp', ['utf-8', 'shift_jis']],
  ['gbk', ['utf-8', 'gb18030']],
  ['gb18030', ['utf-8']],
  ['big5', ['utf-8', 'gb18030']],
  ['euc-kr', ['utf-8']],
  ['utf-16le', ['utf-8']],
  ['utf-16be', ['utf-8']],
]);

function strict(bytes: Uint8Array, name: string): string | null {
  try {
    return new TextDecoder(name, { fatal: true }).decode(
      name === 'iso-2022-jp' ? usefulEscapes(bytes) : bytes,
    );
  } catch {
    return null;
  }
}

const lenient = (bytes: Uint8Array, name: string) => new TextDecoder(name).decode(bytes);

/** ESC $ or ESC ( in bytes that are all ASCII: how ISO-2022-JP switches (RFC 1468). */
function hasEscapes(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 || bytes[at + 1] === 0x28) return true;
  }
  return false;
}

/** A switch that is followed by the next without a character between is an error to the Encoding Standard, and common where pieces were joined. */
function usefulEscapes(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  return Buffer.from(text.replace(/\x1b(?:\([BJI]|\$[@B])(?=\x1b)/g, ''), 'latin1');
}

/** UTF-8 that was cut or damaged in a few places: more whole characters of several octets than broken ones. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  let whole = 0;
  let broken = 0;
  for (const char of lenient(bytes, 'utf-8')) {
    if (char === '\ufffd') broken += 1;
    else if (char > '\u007f') whole += 1;
  }
  return whole > 2 * broken;
}
