import { decodeText } from './charset.ts';
import { decodeOctets, decodeWords, withoutControls } from './encoded-words.ts';

/** "text/plain; charset=utf-8" or "attachment; filename=x": the value in lower case, parameters by lower-case name, decoded. */
export interface Parameterised {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads Content-Type and Content-Disposition values (RFC 2045 5.1, RFC 2183, RFC 2231), and what senders write instead. */
export function parameterised(text: string): Parameterised {
  const pieces = split(text.slice(0, longest));
  const value = (pieces[0] ?? '')
    .replace(/\([^()]*\)/g, '')
    .trim()
    .toLowerCase();
  const raw = new Map<string, string>();
  for (const piece of pieces.slice(1)) {
    const equals = piece.indexOf('=');
    const name = piece.slice(0, equals).trim().toLowerCase();
    if (equals > 0 && !raw.has(name)) raw.set(name, unquote(piece.slice(equals + 1).trim()));
  }
  return { value, parameters: continued(raw) };
}
const longest = 20_000;

/** At the semicolons that stand outside quotes. */
function split(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\' && quoted) at += 1;
    else if (text[at] === '"') quoted = !quoted;
    else if (text[at] === ';' && !quoted) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...pieces, text.slice(start)];
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value.replace(/\s+\([^()]*\)$/, '');
  let end = 1;
  while (end < value.length && value[end] !== '"') end += value[end] === '\\' ? 2 : 1;
  return value.slice(1, end).replace(/\\(.)/gs, '$1');
}

/** Puts "filename*0*=utf-8''…" and its followers together (RFC 2231 3 and 4), and decodes encoded words, which do not belong here and are common. */
function continued(raw: ReadonlyMap<string, string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of raw) {
    const [, base, section, star] = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(name) ?? [];
    if (base === undefined) continue;
    if (section === undefined) {
      // RFC 6266 4.3: the extended form beats the plain one beside it.
      if (star) found.set(base, extended([{ value, encoded: true }]));
      // A boundary is compared with the octets of the body, whatever they are.
      else if (base === 'boundary') found.set(base, value);
      else if (!raw.has(`${base}*`)) found.set(base, withoutControls(decodeWords(decodeOctets(value))));
    } else if (section === '0' && !raw.has(`${base}*`)) found.set(base, extended(sections(raw, base)));
  }
  return found;
}

interface Section {
  readonly value: string;
  readonly encoded: boolean;
}

function sections(raw: ReadonlyMap<string, string>, base: string): Section[] {
  const found: Section[] = [];
  for (let index = 0; ; index += 1) {
    const plain = raw.get(`${base}*${index}`);
    const encoded = raw.get(`${base}*${index}*`);
    const value = encoded ?? plain;
    if (value === undefined) return found;
    found.push({ value, encoded: encoded !== undefined });
  }
}

function extended(parts: readonly Section[]): string {
  const head = parts[0]?.encoded ? /^([^']*)'[^']*'/.exec(parts[0].value) : null;
  const bytes = parts.map(({ value, encoded }, index) => {
    const text = index === 0 && head ? value.slice(head[0].length) : value;
    return Buffer.from(encoded ? percentDecoded(text) : text, 'latin1');
  });
  return withoutControls(decodeText(Buffer.concat(bytes), head?.[1] || null));
}

const percentDecoded = (text: string) =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
