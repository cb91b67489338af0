import { labelSeries } from './label-series.ts';
import { isLeadIn } from './labels.ts';
import { distinct, type Mark, type Marks, wordMark } from './marks.ts';
import { countMarks } from './numbered.ts';
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

const inOrderOfLines = (marks: Marks): Marks => new Map([...marks].toSorted(([a], [b]) => a - b));

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
      found && said.has(found.question) && found.question === current ? undefined : found;
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
