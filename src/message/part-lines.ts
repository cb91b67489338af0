/** A line of one readable part, before anything is known of whose it is. */
export interface PartLine {
  /** Without quote prefix and trailing space; '' is a blank line. */
  readonly text: string;
  /** How often it is quoted: `>` prefixes, or blockquotes around it. */
  readonly depth: number;
  /** The prefix that `depth` was counted from, so that a line which only looks quoted can be put together again; '' in HTML. */
  readonly prefix: string;
  /** The width that it had on the wire, for hard wrapping; 0 in HTML, where lines are as their author broke them. */
  readonly width: number;
  /** Not shown by a mail client (CSS). */
  readonly hidden: boolean;
  /** The client itself says that this is its signature or its quote. */
  readonly mark: 'signature' | 'quote' | null;
  /** Starts with the marker of an HTML list item. */
  readonly item: boolean;
  /** Stands in `<pre>` or `<code>`. */
  readonly code: boolean;
}

/** What no reader sees: bidi marks and isolates, zero-width space, word joiner, byte order mark, soft hyphen. Joiners stay: scripts and emoji need them. */
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

const plainAscii = /^[ -~]*$/;

/** NFC, without what no reader sees; every kind of space is a plain one. */
export function visible(text: string): string {
  if (plainAscii.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(invisible, '')
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u205f]/g, ' ');
}

/** The lines of a text part. More than two blank lines in a row say no more than two. */
export function textLines(text: string): PartLine[] {
  const lines: PartLine[] = [];
  const raws = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const other = otherPrefix(raws);
  for (const raw of raws) {
    const line = textLine(visible(other === null || !other.test(raw) ? raw : raw.replace(other, '> ')));
    const above = lines.at(-1);
    const blank = line.text === '' && above?.text === '' && lines.at(-2)?.text === '';
    if (!blank || line.depth !== above.depth) lines.push(line);
  }
  return lines;
}

/**
 * What some programs quote with instead of ">": a bar, or the initials of who is quoted ("AR> "). Only where eight lines or more begin with the
 * same one, with blank lines among them, so that it is no table and no list.
 */
function otherPrefix(lines: readonly string[]): RegExp | null {
  const counts = new Map<string, { lines: number; bare: number }>();
  for (const line of lines) {
    const [, sign = '', rest = ''] =
      /^\s{0,6}(\||\p{Lu}[\p{L}.]{0,4}>)(?:\s|$)(.*)$/u.exec(line.slice(0, 200)) ?? [];
    if (sign === '' || rest.trimEnd().endsWith('|')) continue;
    const count = counts.get(sign) ?? { lines: 0, bare: 0 };
    counts.set(sign, { lines: count.lines + 1, bare: count.bare + (rest.trim() === '' ? 1 : 0) });
  }
  const found = [...counts].find(([, count]) => count.lines >= 8 && count.bare >= 2);
  return found ? new RegExp(`^\\s{0,6}${RegExp.escape(found[0])}(?: |$)`) : null;
}

function textLine(line: string): PartLine {
  const length = prefixLength(line);
  const prefix = line.slice(0, length);
  return {
    text: trimLine(line.slice(length)),
    depth: countMarks(prefix),
    prefix,
    width: displayWidth(line.trimEnd()),
    hidden: false,
    mark: null,
    item: false,
    code: false,
  };
}

/** "> ", ">>", "> > ": quote marks at the start of a line (RFC 3676 4.5), and the space behind the last. */
function prefixLength(line: string): number {
  let end = 0;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '>') end = at + 1;
    else if (line[at] !== ' ' || at - end > 1) break;
  }
  return end > 0 && line[end] === ' ' ? end + 1 : end;
}

function countMarks(prefix: string): number {
  let count = 0;
  for (const char of prefix) if (char === '>') count += 1;
  return count;
}

/** A signature delimiter keeps its space: it is what makes it one (RFC 3676 4.3). */
export function trimLine(text: string): string {
  return text === '-- ' ? text : text.trimEnd();
}

/** Columns: a wide East Asian character takes two. */
export function displayWidth(text: string): number {
  let width = text.length;
  if (plainAscii.test(text)) return width;
  for (let at = 0; at < text.length; at += 1) if (isWide(text.charCodeAt(at))) width += 1;
  return width;
}

/** Written without spaces between words: kana, han, and their punctuation. */
export function isWide(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xff60)
  );
}
