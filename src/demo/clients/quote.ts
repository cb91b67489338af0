import type { Original } from './original.ts';

/** The original's text with its lines marked, and behind a line what the author typed below it. */
export function quotedText({ text }: Original, inside: ReadonlyMap<string, string> = new Map()): string {
  const lines: string[] = [];
  for (const line of text.trimEnd().split('\n')) {
    lines.push(line === '' ? '>' : line.startsWith('>') ? `>${line}` : `> ${line}`);
    const answer = answerBelow(line, inside);
    if (answer !== null) lines.push('', answer, '');
  }
  return lines.join('\n');
}

/** What stands in the body of the original's HTML, with the author's words behind the paragraphs that they answer. */
export function quotedHtml(
  original: Original,
  inside: ReadonlyMap<string, string> = new Map(),
  /** How the client sets what is typed there. */
  typed: (answer: string) => string = asDivs,
): string {
  let html = bodyOf(original.html ?? `<pre>${escaped(original.text)}</pre>`);
  for (const [question, answer] of inside) {
    const at = html.indexOf(question);
    const end = at < 0 ? -1 : html.indexOf('</p>', at);
    if (end < 0) continue;
    html = `${html.slice(0, end + 4)}${typed(answer)}${html.slice(end + 4)}`;
  }
  return html;
}

function answerBelow(line: string, inside: ReadonlyMap<string, string>): string | null {
  for (const [question, answer] of inside) if (line.includes(question)) return answer;
  return null;
}

/** A client quotes what stands in the body; style sheets and the head stay behind. */
function bodyOf(html: string): string {
  const [, rest = html] = /<body[^>]*>([\s\S]*)$/i.exec(html) ?? [];
  return rest
    .replace(/<\/body>[\s\S]*$/i, '')
    .replaceAll(/<style[\s\S]*?<\/style>/gi, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .trim();
}

/** Lines as editors that write HTML have them: a div each, a blank line is a div with a break. */
export const asDivs = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<div>${line === '' ? '<br>' : escaped(line)}</div>`)
    .join('');

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** When the original was sent, in the zone of who answers it. */
export function writtenAt(
  original: Original,
  zone: string,
  options: Intl.DateTimeFormatOptions,
  locale = 'en-US',
) {
  // Clients write "9:00 AM" with a plain space.
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
    .format(original.date)
    .replaceAll('\u202f', ' ');
}
