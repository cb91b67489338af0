import { longestRead } from './boilerplate.ts';
import type { Segment } from './classify.ts';

/** Lines from `start` to before `end`. */
export interface Block {
  readonly start: number;
  readonly end: number;
}

/** Stretches of the author's lines between those of others; what heads a quote ends one. */
export function blocksOf(lines: readonly Segment[]): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  for (let at = 0; at <= lines.length; at += 1) {
    if (at < lines.length && lines[at]?.whose === 'author') continue;
    if (lines.slice(start, at).some((line) => line.text.trim() !== '')) blocks.push({ start, end: at });
    start = at + 1;
  }
  const tail = blocks.at(-1);
  // Blank lines may follow the last block.
  if (tail && lines.slice(tail.end).every((line) => line.text.trim() === ''))
    blocks[blocks.length - 1] = { ...tail, end: lines.length };
  return blocks;
}

export function fold(lines: Segment[], at: number, rule: string): void {
  const line = lines[at];
  if (line && line.whose === 'author') lines[at] = { ...line, whose: 'folded', rule, under: null };
}

export function lastOwn(lines: readonly Segment[], block: Block): number {
  for (let at = block.end - 1; at >= block.start; at -= 1) {
    if (lines[at]?.whose === 'author' && lines[at]?.text.trim() !== '') return at;
  }
  return -1;
}

export function foldAll(lines: Segment[], block: Block, rule: string): void {
  for (let at = block.start; at < block.end; at += 1) fold(lines, at, rule);
}

/** The author's paragraphs in a block; what is folded already separates as a blank line does. */
export function paragraphs(lines: readonly Segment[], block: Block): Block[] {
  const found: Block[] = [];
  let start = block.start;
  for (let at = block.start; at <= block.end; at += 1) {
    const line = lines[at];
    if (at < block.end && line?.whose === 'author' && line.text.trim() !== '') continue;
    if (at > start) found.push({ start, end: at });
    start = at + 1;
  }
  return found;
}

export function lastParagraph(lines: readonly Segment[], block: Block): Block | null {
  const end = lastOwn(lines, block) + 1;
  let start = end;
  while (start > block.start && lines[start - 1]?.whose === 'author' && lines[start - 1]?.text.trim() !== '')
    start -= 1;
  return end > start ? { start, end } : null;
}

/** As much of a block as anybody looks at. */
export function textOf(lines: readonly Segment[], { start, end }: Block): string {
  let text = '';
  for (let at = start; at < end && text.length < longestRead; at += 1)
    text += at === start ? lines[at]?.text : ` ${lines[at]?.text}`;
  return text;
}
