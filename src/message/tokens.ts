import { isWide } from './part-lines.ts';

/** A word of a line, as it is compared: lower case, NFKC, without the punctuation around it. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** An address of a page or a mailbox, or a mark that stands for a picture: mailers add, rewrite and drop these. */
  readonly link: boolean;
}

/**
 * The words of a line. Punctuation, quote marks, stars around bold and the marker of a list item are none;
 * characters of scripts without spaces are one each.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = markerLength(text);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    // Most words are ASCII, and most of what is between them a space.
    if (code === 32) {
      at += 1;
      continue;
    }
    const link = mayLink(code) ? linkLength(text, at) : 0;
    if (link > 0) {
      tokens.push({ word: bareLink(text.slice(at, at + link)), start: at, end: at + link, link: true });
      at += link;
    } else if (isWide(code) && isWord(text, at)) {
      tokens.push({ word: text.slice(at, at + 1), start: at, end: at + 1, link: false });
      at += 1;
    } else if (isWord(text, at)) {
      const start = at;
      while (at < text.length && isWord(text, at) && !isWide(text.charCodeAt(at))) at += 1;
      const sign = signBefore(text, start);
      const word = sign + folded(text.slice(start, at));
      tokens.push({ word, start: start - sign.length, end: at, link: false });
    } else at += 1;
  }
  return tokens;
}

/** "+1" and "-1" are two words; "R-4" and "- 1" have no sign. */
function signBefore(text: string, at: number): '' | '+' | '-' {
  const code = text.charCodeAt(at);
  if (code < 48 || code > 57 || at === 0 || (at > 1 && isWord(text, at - 2))) return '';
  const sign = text[at - 1];
  return sign === '+' ? '+' : sign === '-' || sign === '−' ? '-' : '';
}

/** Most words are ASCII, which NFKC leaves alone and takes its time over. */
const folded = (word: string) => (ascii.test(word) ? word : word.normalize('NFKC')).toLowerCase();
const ascii = /^[\x00-\x7f]*$/;

/** Letters, digits, and marks on them, also those beyond the first plane. */
function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128)
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return (
    letter.test(text[at] ?? '') || (code >= 0xd800 && code <= 0xdfff && /[\p{L}\p{N}]/u.test(pair(text, at)))
  );
}
const letter = /[\p{L}\p{N}\p{M}]/u;
const pair = (text: string, at: number) => {
  const code = text.charCodeAt(at);
  return code < 0xdc00 ? text.slice(at, at + 2) : text.slice(at - 1, at + 1);
};

/** "1. ", "2) ", "- ", "• ", "*": what lists are written with; mailers change it. */
export function markerLength(text: string): number {
  const match = /^ {0,40}(?:\*{0,3}(?:\d{1,2}[.)](?= |$|\*)|[-–—•·◦▪‣*+o](?= )))\*{0,3} {0,40}/.exec(
    text.slice(0, 100),
  );
  return match ? match[0].length : 0;
}

/** "<", "(", "[", "h" and "H". */
const mayLink = (code: number) => code === 60 || code === 40 || code === 91 || code === 104 || code === 72;

/** Length of the link that starts at `at`: a URL, "<URL>", "(URL)", "[cid:…]", "[image: …]", "mailto:…"; 0 where there is none. */
function linkLength(text: string, at: number): number {
  const first = text[at] ?? '';
  if (first === '<' || first === '(' || first === '[') {
    const inside = text.slice(at + 1, at + 8).toLowerCase();
    const marks = first === '[' ? ['http', 'cid:', 'image', 'mailto:'] : ['http', 'mailto:'];
    if (!marks.some((mark) => inside.startsWith(mark))) return 0;
    const closing = first === '<' ? '>' : first === '(' ? ')' : ']';
    const end = text.slice(at, at + 4000).indexOf(closing);
    return end < 0 ? 0 : end + 1;
  }
  if (first !== 'h' && first !== 'H') return 0;
  if (!/^https?:\/\//i.test(text.slice(at, at + 8))) return 0;
  let end = at;
  while (end < text.length && !' <>"'.includes(text[end] ?? ' ')) end += 1;
  while (end > at && '.,;:!?)]*'.includes(text[end - 1] ?? '')) end -= 1;
  return end - at;
}

function bareLink(text: string): string {
  return text
    .replace(/^[<([]+/, '')
    .replace(/[>)\]/]+$/, '')
    .toLowerCase();
}
