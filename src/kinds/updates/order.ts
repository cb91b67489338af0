import { isPostscript } from '../../message/structure.ts';
import { wordMark } from './marks.ts';
import { questions } from './record.ts';
import type { Split, TextLine } from './split.ts';

/** Text that marks nothing, but has four parts: bullets, paragraphs, or lines. A line before them, and a postscript, are notes. */
export function splitInOrder(lines: readonly TextLine[]): Split | null {
  const paragraphs = groupsOf(lines, (line, above) => above?.text.trim() === '' && line.text.trim() !== '');
  if (paragraphs.length > mostParagraphs) return null;
  const end = paragraphs.findIndex((paragraph) => isAdded(paragraph[0]?.text ?? ''));
  const body = end > 0 ? paragraphs.slice(0, end) : paragraphs;
  const after = end > 0 ? paragraphs.slice(end) : [];
  const whole = partsOf(body);
  if (whole) return withNotes(whole, after);
  const [lead = [], ...rest] = body;
  const parts = isAddressed(lead) ? partsOf(rest) : null;
  return parts ? withNotes(parts, [lead, ...after]) : null;
}

/** Four answers with a list or a block of code in each have no more. */
const mostParagraphs = 60;

function partsOf(paragraphs: readonly (readonly TextLine[])[]): Split | null {
  const filled = paragraphs.flat().filter((line) => line.text.trim() !== '');
  const bullets = filled.filter((line) => bullet.test(line.text));
  if (bullets.length === 4 && bullets[0] === filled[0]) {
    const groups = groupsOf(filled, (line) => bullets.includes(line));
    return inOrder(
      groups.map(([first, ...rest]) =>
        first ? [{ ...first, text: first.text.replace(bullet, '') }, ...rest] : [],
      ),
      'bullets',
    );
  }
  if (paragraphs.length === 4) return inOrder(paragraphs, 'paragraphs');
  if (paragraphs.length !== 1 || filled.length !== 4) return null;
  return inOrder(
    filled.map((line) => [line]),
    'lines',
  );
}

const bullet = /^(?:[-*+~o§»›→•·●◦▪■‣➢➤✓✔–]\s+|[-•●➢✓](?=\p{L}))/u;

function withNotes(split: Split, notes: readonly (readonly TextLine[])[]): Split {
  return { ...split, notes: notes.flatMap((paragraph) => [...paragraph, { index: -1, text: '' }]) };
}

const isAdded = (text: string) => wordMark(text)?.question === 'notes' || isPostscript(text);

/** A short line above the answers that greets, excuses or announces: it ends as such lines do, in whatever language. */
function isAddressed(paragraph: readonly TextLine[]): boolean {
  const filled = paragraph.filter((line) => line.text.trim() !== '');
  const text = filled[0]?.text.trim() ?? '';
  return filled.length === 1 && text.length <= 60 && /[,，،!！:：.。…]$/.test(text);
}

function groupsOf(
  lines: readonly TextLine[],
  starts: (line: TextLine, above: TextLine | undefined) => boolean,
): TextLine[][] {
  const groups: TextLine[][] = [];
  for (const [at, line] of lines.entries()) {
    if (groups.length === 0 ? line.text.trim() !== '' : starts(line, lines[at - 1])) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups;
}

/** Parts for the four questions, in their order. */
export function inOrder(groups: readonly (readonly TextLine[])[], by: Split['by']): Split {
  return {
    answers: new Map(questions.map((question, at) => [question, groups[at] ?? []])),
    notes: [],
    by,
  };
}
