import { htmlLines } from '../../message/html-lines.ts';
import type { Body } from '../../message/message.ts';
import { type PartLine, textLines } from '../../message/part-lines.ts';
import { tokensOf } from '../../message/tokens.ts';

/**
 * Whether both parts of a message show these words to whoever reads one of them (mail.md C18): what stands in the text part alone, or in the
 * HTML alone, never makes a verdict. A message with one part says what it says.
 */
export function bothShow({ text, html }: Body, words: string): boolean {
  if (text === null || html === null || text.trim() === '') return true;
  const wanted = joined([words]);
  if (wanted === '') return true;
  return [textLines(text), htmlLines(html)].every((lines) => joined(shown(lines)).includes(wanted));
}

const shown = (lines: readonly PartLine[]) => lines.filter((line) => !line.hidden).map((line) => line.text);

const joined = (texts: readonly string[]) =>
  texts
    // Where HTML has a link, a text part may have a footnote.
    .flatMap((text) => tokensOf(text.replaceAll(/\s?\[\d{1,2}\]/g, ' ')))
    .filter((token) => !token.link)
    .map((token) => token.word)
    .join(' ');
