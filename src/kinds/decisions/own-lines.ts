import { authorLines } from '../../message/own-words.ts';
import type { Input } from '../kind.ts';
import { untilQuote, withAsides } from './asides.ts';
import type { OwnLine } from './fields.ts';
import { openedAt } from './mid-line.ts';
import { textOf } from './values.ts';

/** The author's lines; where others' lines stand between two of them, a blank one parts them. */
export function ownLines({ words, taken }: Input): OwnLine[] {
  const lines: OwnLine[] = [];
  for (const line of authorLines(words)) {
    if (taken.has(line.index)) continue;
    const above = lines.at(-1);
    if (above && above.index !== line.index - 1) lines.push({ index: -1, text: '', aside: false });
    lines.push(line);
  }
  return openedAt(withAsides(untilQuote(lines)));
}

export interface Paragraph {
  text: string;
  readonly texts: string[];
  readonly lines: number[];
  readonly aside: boolean;
}

/** By blank lines. */
export function paragraphsOf(lines: readonly OwnLine[]): Paragraph[] {
  const found: Paragraph[] = [];
  let open = false;
  for (const { text, index, aside } of lines) {
    const last = found.at(-1);
    if (text.trim() === '') open = false;
    else if (open && last) {
      last.texts.push(text.trim());
      last.text = textOf([last.texts]);
      last.lines.push(index);
    } else {
      found.push({ text: text.trim(), texts: [text.trim()], lines: [index], aside });
      open = true;
    }
  }
  return found;
}
