import { DomUtils, parseDocument } from 'htmlparser2';

/** What a client quotes of an HTML message: its body, without comments, scripts and style sheets. */
export function bodyOf(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(style|script|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/^[\s\S]*?<body[^>]*>/i, '')
    .replace(/<\/body>[\s\S]*$/i, '')
    .trim();
}

/** HTML as the text that a client makes of it: blocks are paragraphs, `<br>` ends a line. */
export function textOf(html: string): string {
  const marked = html
    .replace(/\s+/g, ' ')
    .replace(/<br\b[^>]*>/gi, '\n')
    .replace(/<\/(p|h\d|ul|ol|blockquote)>/gi, '\n\n')
    .replace(/<\/(div|tr|li|table)>/gi, '\n')
    .replace(/<[^>]*>/g, '');
  return DomUtils.textContent(parseDocument(marked))
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

export const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Lines of at most `width` characters where words allow it. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const lines: string[] = [];
      let rest = line;
      while (rest.length > width && rest.lastIndexOf(' ', width) > 0) {
        const end = rest.lastIndexOf(' ', width);
        lines.push(rest.slice(0, end));
        rest = rest.slice(end + 1);
      }
      return [...lines, rest];
    })
    .join('\n');
}

/** Each line behind its mark. */
export const quoted = (text: string, empty = '>') =>
  text
    .split('\n')
    .map((line) => (line === '' ? empty : line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n');

/** The text, cut after the line of each question: one piece more than there are questions. */
export function piecesOf(text: string, questions: readonly string[]): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (const question of questions) {
    const at = rest.indexOf(question);
    if (at < 0) throw new Error(`the original does not ask "${question}":\n${text}`);
    const line = rest.indexOf('\n', at);
    const end = line < 0 ? rest.length : line;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^\n+/, '');
  }
  return [...pieces, rest];
}

/** HTML cut after the paragraph of each question, as an editor does it: what is open there is closed, and opened again behind the cut. */
export function htmlPiecesOf(html: string, questions: readonly string[]): string[] {
  const pieces: string[] = [];
  let begin = 0;
  let opened = '';
  for (const question of questions) {
    const at = html.indexOf(question, begin);
    if (at < 0) throw new Error(`the original's HTML does not ask "${question}":\n${html}`);
    const close = /<\/(p|div|td|li|h\d)>/gi;
    close.lastIndex = at;
    const end = close.exec(html) ? close.lastIndex : html.length;
    const open = openAt(html, end);
    const closing = open.map((tag) => `</${nameOf(tag)}>`).reverse();
    pieces.push(`${opened}${html.slice(begin, end)}${closing.join('')}`);
    opened = open.join('');
    begin = end;
  }
  return [...pieces, `${opened}${html.slice(begin)}`];
}

/** The tags that are open at a place, outermost first. */
function openAt(html: string, end: number): string[] {
  const open: string[] = [];
  for (const [tag] of html.slice(0, end).matchAll(/<\/?[a-z][^>]*>/gi)) {
    if (/^<(br|img|hr|meta|link|input|col)\b|\/>$/i.test(tag)) continue;
    if (tag.startsWith('</')) {
      const last = open.findLastIndex((one) => nameOf(one) === nameOf(tag));
      if (last >= 0) open.splice(last);
    } else open.push(tag);
  }
  return open;
}

const nameOf = (tag: string) => /^<\/?([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase() ?? '';

/** A moment as a client writes it. */
export function moment(
  at: Date,
  zone: string,
  language: string,
  options: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(language, { ...options, timeZone: zone }).format(at);
}
