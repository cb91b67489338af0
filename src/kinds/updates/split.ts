import { countedMarks, mostLines } from './counters.ts';
import { undecorated } from './decoration.ts';
import { labelSeries } from './label-series.ts';
import { leadIns } from './labels.ts';
import { type Mark, wordMark } from './marks.ts';
import { numberMark } from './number-mark.ts';
import { splitOneLine } from './one-line.ts';
import { type Question, questions } from './record.ts';

export interface TextLine {
  readonly index: number;
  readonly text: string;
}

/** The author's words under the question that they answer; what answers none is the notes'. */
export interface Split {
  readonly answers: ReadonlyMap<Question, readonly TextLine[]>;
  readonly notes: readonly TextLine[];
  /** How it was told apart, for `parse` and the message's page. */
  readonly by:
    | 'headings'
    | 'labels'
    | 'numbers'
    | 'bullets'
    | 'paragraphs'
    | 'lines'
    | 'one line'
    | 'nothing';
}

/** Splits text in which the author says what answers what: by headings, labels or numbers. Null where nothing does. */
export function splitMarked(lines: readonly TextLine[]): Split | null {
  const words = namedMarks(lines);
  const numbers = countMarks(lines);
  const byWords = distinct(words);
  const byNumbers = distinct(numbers);
  // "Goal: …" and then "2. …": some of the answers named, the others numbered.
  const both = inOrderOfLines(new Map([...words, ...numbers]));
  const isMixed = Math.max(byWords.size, byNumbers.size) < questions.length;
  const once = [...both.values()].filter((mark) => mark.question !== 'notes').length;
  if (isMixed && once === questions.length && distinct(both).size === questions.length)
    return cut(lines, both, 'labels');
  if (byWords.size === 0 && byNumbers.size === 0) return splitOneLine(lines);
  // Four numbers outweigh sentences that only speak of a goal or a risk before a colon.
  const named = distinct(new Map([...words].filter(([, mark]) => mark.by !== 'stem')));
  if (byNumbers.size === 4 && named.size < 3) return cut(lines, withNotes(numbers, words), 'numbers');
  if (byWords.size > 0 && (byWords.size > 1 || byNumbers.size < 2)) {
    const headings = [...words.values()].some((mark) => mark.by === 'question');
    return cut(lines, words, headings ? 'headings' : 'labels');
  }
  return cut(lines, withNotes(numbers, words), 'numbers');
}

/** Names that are known; where they are not all, four of the same make. */
function namedMarks(lines: readonly TextLine[]): Marks {
  const known = wordMarks(lines);
  if (distinct(known).size >= questions.length) return known;
  const series = labelSeries(lines);
  const notes = [...known].filter(([at, mark]) => mark.question === 'notes' && !series.has(at));
  return series.size > 0 ? inOrderOfLines(new Map([...series, ...notes])) : known;
}

/** Numbers, and behind them the names of the same answers where several have one: "a) Goal", "3 Risk: none". */
function countMarks(lines: readonly TextLine[]): Marks {
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

const inOrderOfLines = (marks: Marks): Marks => new Map([...marks].toSorted(([a], [b]) => a - b));

type Marks = ReadonlyMap<number, Mark>;

const distinct = (marks: Marks) =>
  new Set([...marks.values()].map((mark) => mark.question).filter((one) => one !== 'notes'));

/** Headings where there are two, else labels too; a label alone on its line, or a longer heading, only beside another. */
function wordMarks(lines: readonly TextLine[]): Marks {
  const all = new Map<number, Mark>();
  let code = false;
  for (const [at, line] of lines.entries()) {
    if (line.text.trimStart().startsWith('```')) code = !code;
    const mark = code ? null : wordMark(line.text);
    if (mark) all.set(at, mark);
  }
  const only = (...by: Mark['by'][]) =>
    new Map([...all].filter(([, mark]) => by.includes(mark.by) || mark.question === 'notes'));
  const asked = only('question');
  // Two questions word for word, and the others perhaps in other words.
  const literal = distinct(asked);
  const others = [...all].filter(
    ([, { by, question }]) => by !== 'alone' && question !== 'notes' && !literal.has(question),
  );
  if (literal.size >= 2) return inOrderOfLines(new Map([...asked, ...others]));
  const sure = only('question', 'label');
  const named = only('question', 'label', 'alone');
  const known = distinct(named).size >= 2 ? named : sure;
  const every = distinct(all).size >= 2 ? all : known;
  return distinct(known).size >= 3 ? known : every;
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

/** Postscripts among numbers are notes. */
function withNotes(numbers: Marks, words: Marks): Marks {
  const [first = 0] = numbers.keys();
  return new Map([...numbers, ...[...words].filter(([at, mark]) => mark.question === 'notes' && at > first)]);
}

function cut(lines: readonly TextLine[], marks: Marks, by: Split['by']): Split {
  const answers = new Map<Question, TextLine[]>();
  const notes: TextLine[] = [];
  let current: Question | 'notes' = 'notes';
  let marked = false;
  const said = new Set<Mark['question']>();
  for (const [at, line] of lines.entries()) {
    const found = marks.get(at);
    // The name of an answer within that answer is its author's word.
    const mark: Mark | undefined =
      found && said.has(found.question) && isSame(found, current) ? undefined : found;
    if (mark) {
      current = mark.question;
      marked = true;
    }
    // A line under a heading, drawn.
    if (marks.get(at - 1)?.rest === '' && /^\s*[=~-]{3,}\s*$/.test(line.text)) continue;
    const text = mark ? (mark.question === 'notes' ? line.text : mark.rest) : line.text;
    if (current === 'notes') {
      if (marked || !isLeadIn(line.text)) notes.push({ index: line.index, text });
      continue;
    }
    const list = answers.get(current) ?? [];
    answers.set(current, list);
    list.push({ index: line.index, text });
    if (text.trim() !== '') said.add(current);
  }
  return trailingNotes({ answers, notes, by }, lines, marks);
}

const isSame = (mark: Mark, question: Mark['question']) => mark.question === question;

/** A paragraph below answers that stand without blank lines between them belongs to none of them. */
function trailingNotes(split: Split, lines: readonly TextLine[], marks: Marks): Split {
  const places = [...marks.keys()];
  const first = places[0] ?? 0;
  const last = places.at(-1) ?? 0;
  const lastMark = marks.get(last);
  if (places.length < 3 || !lastMark || lastMark.question === 'notes') return split;
  const between = lines.slice(first, last).some((line) => line.text.trim() === '');
  const blank = lines.findIndex((line, at) => at > last && line.text.trim() === '');
  if (between || blank < 0 || (lastMark.rest === '' && blank === last + 1)) return split;
  const tail = lines.slice(blank);
  const answers = new Map(split.answers);
  const kept = new Set(tail.map((line) => line.index));
  answers.set(
    lastMark.question,
    (answers.get(lastMark.question) ?? []).filter((line) => !kept.has(line.index)),
  );
  return { ...split, answers, notes: [...split.notes, { index: -1, text: '' }, ...tail] };
}

/** "Correction:" and its like: it says nothing of its own. */
export function isLeadIn(line: string): boolean {
  const text = undecorated(line)
    .toLowerCase()
    .replace(/[\s:.!,–—-]+$/u, '');
  return leadIns.includes(text);
}
