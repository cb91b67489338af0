import { type PartLine, textLines } from '../../message/part-lines.ts';
import { quoteHeads } from '../../message/quote.ts';
import type { OwnLine } from './fields.ts';

/** Marks what is set apart from an author's words: code, quotes that nothing introduces, what a program printed. Where all of it is, none is. */
export function withAsides(lines: readonly OwnLine[]): OwnLine[] {
  const marked = lines.map((line, at) => ({
    ...line,
    aside: line.aside || isQuoted(line.text) || isPrinted(lines, at),
  }));
  const isPlain = marked.some((line) => !line.aside && line.text.trim() !== '');
  return isPlain ? marked : lines.map((line) => ({ ...line, aside: isQuoted(line.text) }));
}

/** Behind ">", or behind a bar that closes no cell of a table. */
const isQuoted = (text: string) => /^\s{0,4}(?:>|\|(?!.*\|\s*$))/.test(text);

/** Two lines or more, set in by four columns. */
function isPrinted(lines: readonly OwnLine[], at: number): boolean {
  const isIn = (line: OwnLine | undefined) => line !== undefined && /^(?: {4}|\t)\s*\S/.test(line.text);
  return isIn(lines[at]) && (isIn(lines[at - 1]) || isIn(lines[at + 1]));
}

/** What stands below a line like "On Friday Ana wrote:", or a block of From and Date, was copied, though no mark says so. */
export function untilQuote(lines: readonly OwnLine[]): OwnLine[] {
  const parts: PartLine[] = lines.map(({ text }) => textLines(text)[0] ?? blank);
  const head = quoteHeads(parts).find(({ start }) => start > 0);
  return head ? lines.slice(0, head.start) : [...lines];
}

const blank: PartLine = {
  ...{ text: '', depth: 0, prefix: '', width: 0 },
  ...{ hidden: false, mark: null, item: false, code: false },
};
