import { countedMarks, mostLines } from './counters.ts';
import { isLeadIn } from './labels.ts';
import { distinct, type Mark, type Marks, wordMark } from './marks.ts';
import { numberMark } from './number-mark.ts';
import { questions } from './record.ts';
import type { TextLine } from './split.ts';

/** Numbers, and behind them the names of the same answers where several have one: "a) Goal", "3 Risk: none". */
export function countMarks(lines: readonly TextLine[]): Marks {
  const marks = [...counted(lines)];
  const names = marks.map(([, mark]) => {
    const name = wordMark(mark.rest);
    return name?.question === mark.question ? name : null;
  });
  if (names.filter((name) => name !== null).length < 2) return new Map(marks);
  return new Map(
    marks.map(([at, mark], index) => [at, { ...mark, rest: names[index]?.rest ?? mark.rest }] as const),
  );
}

/** Numbers as most people write them; where they are not enough, whatever counts upward. */
function counted(lines: readonly TextLine[]): Marks {
  const numbers = numberMarks(lines);
  if (distinct(numbers).size >= 3) return numbers;
  // Four lists of one item each: their mailer began anew every time.
  const begun = [...lines.slice(0, mostLines).entries()].flatMap(([at, { text }]) =>
    /^1\.\s/.test(text) ? [[at, text.slice(2).trim()] as const] : [],
  );
  if (begun.length === questions.length && !lines.some(({ text }) => /^[2-9]\.\s/.test(text)))
    return new Map(
      begun.map(
        ([at, rest], n) => [at, { question: questions[n] ?? 'goal', by: 'number', rest, indent: 0 }] as const,
      ),
    );
  const others = countedMarks(lines);
  return others.size > distinct(numbers).size ? others : numbers;
}

const orderOfQuestions: readonly string[] = questions;

/** Numbers 1 to 4 that begin answers; those of a list inside an answer, and lists of more than four, do not. */
function numberMarks(lines: readonly TextLine[]): Marks {
  const marks = new Map<number, Mark>();
  const found: [number, Mark, number][] = [];
  let code = false;
  let most = 0;
  for (const [at, line] of lines.entries()) {
    if (line.text.trimStart().startsWith('```')) code = !code;
    const number = code ? null : numberMark(line.text);
    if (found.length > mostLines) return new Map();
    if (number) found.push([at, number, orderOfQuestions.indexOf(number.question) + 1]);
    else if (!code && /^\s{0,3}[5-9][.)]\s/.test(line.text)) most = 5;
  }
  // All four, each once, in whatever order: nothing else is counted.
  const numbers = new Set(found.map(([, , number]) => number));
  if (found.length === 4 && numbers.size === 4 && most === 0 && found.every(([, mark]) => mark.indent === 0))
    return new Map(found.map(([at, mark]) => [at, mark] as const));
  const least = found.reduce((indent, [, mark]) => Math.min(indent, mark.indent), 100);
  const isStray = strays(lines, found);
  let last = 0;
  let nested = 0;
  for (const [at, mark, number] of found) {
    if (isStray(at, number)) continue;
    if (mark.indent > least + 1) continue;
    const blankAbove = (lines[at - 1]?.text.trim() ?? '') === '';
    if (nested > 0 && number === nested + 1 && !(number === last + 1 && blankAbove)) nested = number;
    else if (number > last) {
      // A list that a sentence announces is no answer, unless it comes first and nothing else does.
      if (last === 0 && number === 1 && announced(lines, at)) return new Map();
      marks.set(at, mark);
      last = number;
      nested = 0;
    } else if (number === 1) nested = 1;
  }
  return most > 4 && marks.size === 4 ? new Map() : marks;
}

/** Where three answers or more are numbered one way ("(1)"), a number that one of them has is text when it is written another ("2."). */
function strays(
  lines: readonly TextLine[],
  found: readonly (readonly [number, Mark, number])[],
): (at: number, number: number) => boolean {
  const styleAt = (at: number) =>
    /^\s*([^\s\p{N}]*)\p{N}+\s?([^\s\p{N}]?)/u
      .exec(lines[at]?.text ?? '')
      ?.slice(1)
      .join() ?? '';
  const byStyle = new Map<string, Set<number>>();
  for (const [at, , number] of found) {
    const numbers = byStyle.get(styleAt(at)) ?? new Set();
    byStyle.set(styleAt(at), numbers.add(number));
  }
  const [usual, numbers] = [...byStyle].toSorted(([, a], [, b]) => b.size - a.size)[0] ?? ['', new Set()];
  if (byStyle.size < 2 || numbers.size < 3) return () => false;
  return (at, number) => numbers.has(number) && styleAt(at) !== usual;
}

function announced(lines: readonly TextLine[], at: number): boolean {
  const above = lines.slice(0, at).findLast((line) => line.text.trim() !== '');
  return (
    above !== undefined &&
    /[:：]$/.test(above.text.trim()) &&
    !isLeadIn(above.text) &&
    above.text.trim().split(/\s+/).length > 3
  );
}
