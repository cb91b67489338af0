import { lineEnd } from './limits.ts';

/** A header field as it stands in the bytes: its name in lower case, its value unfolded but not decoded, one character an octet. */
export interface FieldLine {
  readonly name: string;
  readonly value: string;
}

export interface FieldBlock {
  readonly fields: readonly FieldLine[];
  /** Where the body begins. */
  readonly end: number;
  /** Fields or bytes were more than asked for: what stands behind is not in `fields`. */
  readonly cut: 'fields' | 'bytes' | null;
}

export interface Bounds {
  readonly bytes: number;
  readonly fields: number;
}

/**
 * The header fields that begin at `start` (RFC 5322 2.2), up to the first empty line. Lines end with LF, or with CR in a message that has no LF.
 * A line that is no field, and has none behind it, is where the body begins: some senders forget the empty line.
 * `isPart`: the first such line is, because it may be a delimiter.
 */
export function fieldLines(raw: Buffer, start: number, bounds: Bounds, isPart = false): FieldBlock {
  const newline = lineEnd(raw);
  const fields: FieldLine[] = [];
  let strayAt = -1;
  let cut: FieldBlock['cut'] = null;
  let at = start;
  for (;;) {
    if (at >= raw.length) break;
    if (at - start > bounds.bytes) {
      cut = 'bytes';
      break;
    }
    const next = foldedEnd(raw, at, newline);
    const line = raw.toString('latin1', at, Math.min(next, at + bounds.bytes));
    if (line === '\n' || line === '\r\n' || line === '\r') return { fields, end: next, cut };
    const field = fieldOf(line);
    // A part without an empty line ends at the delimiter of the next at the latest.
    if (isPart && !field) return { fields, end: at, cut };
    if (field) {
      strayAt = -1;
      if (fields.length < bounds.fields) fields.push(field);
      else cut = 'fields';
    } else if (strayAt < 0 && !isMailboxLine(line, fields)) strayAt = at;
    at = next;
  }
  return { fields, end: strayAt >= 0 ? strayAt : Math.min(at, raw.length), cut };
}

/** Behind the line at `at` and those that continue it: they begin with a space or a tab (RFC 5322 2.2.3). */
function foldedEnd(raw: Buffer, at: number, newline: number): number {
  let end = at;
  for (;;) {
    const found = raw.indexOf(newline, end);
    if (found < 0) return raw.length;
    const isEmpty = found === end || (found === end + 1 && raw[end] === 0x0d);
    end = found + 1;
    const first = raw[end];
    if ((isEmpty && end - at <= 2) || (first !== 0x20 && first !== 0x09)) return end;
  }
}

function fieldOf(line: string): FieldLine | null {
  const colon = line.indexOf(':');
  // RFC 5322 2.2: printable US-ASCII but the colon; 4.5 lets white space stand before the colon.
  const name = line.slice(0, Math.min(colon, 998)).trimEnd();
  if (colon < 1 || !/^[!-9;-~]+$/.test(name)) return null;
  const value = line
    .slice(colon + 1)
    .replace(/[\r\n]+/g, '')
    .trim();
  return { name: name.toLowerCase(), value };
}

/** The line that mbox files have above a message. */
const isMailboxLine = (line: string, fields: readonly FieldLine[]) =>
  fields.length === 0 && /^>?From /.test(line);
