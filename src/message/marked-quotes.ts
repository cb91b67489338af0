import type { PartLine } from './part-lines.ts';
import type { QuoteHead } from './quote.ts';

/** Lines that a mailer marks as quoted: by prefix or blockquote, by its own class names, or by a header block above. */
export function markedQuotes(
  lines: readonly PartLine[],
  heads: readonly QuoteHead[],
  isKnown: (line: number) => boolean,
): boolean[] {
  const block = blockOf(heads);
  const marked = lines.map(
    (line, at) => line.depth > 0 || line.mark === 'quote' || (block !== undefined && at >= block.end),
  );
  // One or two lines behind a ">" that nothing introduces, above the first quote, are an author who writes ">".
  const introduced = new Set(heads.map((head) => head.end));
  unmarkIndents(lines, marked, introduced, isKnown);
  let first = true;
  for (let at = 0; at < lines.length; ) {
    if (lines[at]?.prefix === '' || (block && at >= block.end)) {
      at += 1;
      continue;
    }
    let end = at;
    while (end < lines.length && lines[end]?.prefix !== '') end += 1;
    const above = at > 0 && lines[at - 1]?.text.trim() === '' ? at - 1 : at;
    const typed =
      end - at <= 2 &&
      !introduced.has(at) &&
      !introduced.has(above) &&
      !anyOf(at, end, isKnown) &&
      (first || (end - at === 1 && isBroken(lines[at - 1])));
    if (typed) marked.fill(false, at, end);
    else first = false;
    at = end;
  }
  return marked;
}

function anyOf(start: number, end: number, isKnown: (line: number) => boolean): boolean {
  for (let at = start; at < end; at += 1) if (isKnown(at)) return true;
  return false;
}

/** Editors indent with a blockquote: nothing introduces it, its class says no quote, and no line in it is an original's. */
function unmarkIndents(
  lines: readonly PartLine[],
  marked: boolean[],
  introduced: ReadonlySet<number>,
  isKnown: (line: number) => boolean,
): void {
  const isIndented = (line: PartLine | undefined) =>
    line !== undefined && line.depth > 0 && line.prefix === '' && line.mark !== 'quote';
  for (let at = 0; at < lines.length; at += 1) {
    if (!isIndented(lines[at])) continue;
    let end = at;
    while (isIndented(lines[end])) end += 1;
    const isIntroduced = [at, at - 1, at - 2].some((line) => introduced.has(line));
    if (!isIntroduced && !anyOf(at, end, isKnown)) marked.fill(false, at, end);
    at = end;
  }
}

/** So long, and so far from the end of a sentence, that a mailer broke it: the ">" at the start of the next line is its author's. */
const isBroken = (line: PartLine | undefined) =>
  line !== undefined && line.prefix === '' && line.width >= 60 && !/[.!?:;。]$/.test(line.text);

/** The first head below which all is quoted, with or without marks. */
export const blockOf = (heads: readonly QuoteHead[]) =>
  heads.find((head) => head.rule === 'header-block' || head.rule === 'separator');
