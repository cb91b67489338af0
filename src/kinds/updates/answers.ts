import type { OwnWords } from '../../message/own-words.ts';
import { corrections } from './corrections.ts';
import { isLeadIn } from './labels.ts';
import { openUp } from './one-line.ts';
import { splitInOrder } from './order.ts';
import { askedBy } from './question-mark.ts';
import { type Answers, type Question, questions } from './record.ts';
import { isSame } from './same.ts';
import { type Split, splitMarked, type TextLine } from './split.ts';

/** What a reply says to the four questions. */
export interface Understood {
  /** Only what it answers. */
  readonly answers: Partial<Answers>;
  /** What answers none of them, whole. */
  readonly notes: string;
  /** "Same as last week", and little else. */
  readonly same: boolean;
  /** The author says which answer is which: by place, heading, label or number. */
  readonly marked: boolean;
  /** By their names, not by numbers or places alone. */
  readonly named: boolean;
  /** Four lines, and nothing else. */
  readonly inLines: boolean;
  /** By which rules, in a sentence. */
  readonly why: string;
  /** Indices into `words.lines` of what is understood. */
  readonly lines: readonly number[];
}

/**
 * Finds the answers in an author's words: by their place under the questions that the reply quotes, by headings, labels and numbers,
 * by order where there are four; what has no place goes to the notes.
 *
 * @param skip indices into `words.lines` that are on record as something else
 */
export function answersOf(words: OwnWords, skip: ReadonlySet<number> = new Set()): Understood {
  const sections = sectionsOf(words, skip);
  const placed = new Map<Question, TextLine[]>();
  for (const section of sections) {
    if (section.question === null) continue;
    const lines = placed.get(section.question) ?? [];
    for (const line of section.lines) lines.push(line);
    placed.set(section.question, lines);
  }
  const loose = sections.filter((section) => section.question === null).map((section) => trim(section.lines));
  const inPlace = [...placed].filter(([, lines]) => trim(lines).length > 0);
  const single = inPlace.length === 1 && loose.every((lines) => lines.length === 0) ? inPlace[0] : undefined;
  const reasons: string[] = [];
  const ways = new Set<Split['by']>();
  const answers = new Map<Question, TextLine[]>();
  const notes: TextLine[][] = [];
  const add = (split: Split) => {
    for (const [question, lines] of split.answers) {
      if (trim(lines).length > 0) answers.set(question, joined(answers.get(question), trim(lines)));
    }
    if (trim(split.notes).length > 0) notes.push(trim(split.notes));
    if (split.answers.size > 0) {
      reasons.push(reasonOf[split.by]);
      ways.add(split.by);
    }
  };

  // A whole form below the last question is a reply below the quote.
  const form = single ? splitMarked(openUp(single[1])) : null;
  if (form && form.by !== 'one line' && form.answers.size >= 3) add(form);
  else if (inPlace.length > 0) {
    for (const [question, lines] of withoutCommentMarks(inPlace)) add(withinAnswer(question, lines));
    reasons.push('by their place under the questions');
  }
  const texts = loose.filter((lines) =>
    lines.some((line) => line.text.trim() !== '' && !isLeadIn(line.text)),
  );
  for (const lines of loose) {
    if (lines.length === 0) continue;
    const split = splitMarked(openUp(lines));
    const short = inPlace.length > 0 || (split && split.answers.size > 1) ? null : corrections(lines);
    const marked = short ?? split;
    // Four lines are answers where there is nothing else; below a quote they may be anything.
    const order = marked || answers.size > 0 || texts.length > 1 ? null : splitInOrder(lines);
    if (marked) add(marked);
    else if (order) add(order);
    else if (!lines.every((line) => isLeadIn(line.text))) notes.push([...lines]);
  }
  const said: Partial<Answers> = {};
  for (const question of questions) {
    const lines = answers.get(question);
    const text = lines ? textOf(lines).replace(/^(?:A\s?:|→|[=-]{1,2}>)\s+/, '') : '';
    if (text !== '') said[question] = text;
  }
  const note = notes.map(textOf).filter(Boolean).join('\n\n');
  const understood = new Set<number>();
  for (const lines of [...answers.values(), ...notes]) for (const line of lines) understood.add(line.index);
  return {
    answers: said,
    notes: note,
    same: answers.size === 0 && isSame(note),
    marked: inPlace.length > 0 || (['headings', 'labels', 'numbers'] as const).some((way) => ways.has(way)),
    named: ways.has('headings') || ways.has('labels'),
    inLines: ways.has('lines') && note === '',
    why:
      reasons.length > 0
        ? `answers told apart ${[...new Set(reasons)].join(', and ')}`
        : 'nothing says what answers which question',
    lines: [...words.lines.keys().filter((index) => understood.has(index))],
  };
}

const reasonOf: Record<Split['by'], string> = {
  headings: 'by the questions, typed as headings',
  labels: 'by labels',
  numbers: 'by numbers',
  bullets: 'by the order of four bullets',
  paragraphs: 'by the order of four paragraphs',
  lines: 'by the order of four lines',
  'one line': 'by the order on one line',
  nothing: 'by nothing',
};

interface Section {
  /** Null above the first question and below the last. */
  readonly question: Question | null;
  readonly lines: readonly TextLine[];
}

/** The author's lines by the question of the original that stands above them. */
function sectionsOf(words: OwnWords, skip: ReadonlySet<number>): Section[] {
  const sections: { question: Question | null; lines: TextLine[] }[] = [{ question: null, lines: [] }];
  const asked = words.lines.map((line) =>
    line.whose === 'original' && line.text.trim() !== '' ? askedBy(line.under?.text ?? line.text) : null,
  );
  const hints = hintLines(words, asked);
  let passed = 0;
  let hint = '';
  for (const [index, line] of words.lines.entries()) {
    const current = sections.at(-1);
    if (line.whose === 'author' && current) {
      if (!skip.has(index)) current.lines.push({ index, text: line.text });
    } else if (line.whose === 'folded' && current && current.lines.length > 0) {
      // A signature between two texts of one author parts them.
      current.lines.push({ index: -1, text: '' });
    } else if (line.whose === 'original' && line.text.trim() !== '') {
      const question = asked[index] ?? null;
      if (question) {
        passed = 0;
        hint = '';
        if (current?.question !== question) sections.push({ question, lines: [] });
      } else {
        const text = line.under?.text ?? line.text;
        // A mailer may have broken one line of the original into two.
        if (text !== hint) passed += 1;
        hint = text;
        // Below the last question stand hints on how to answer it, as below the others, and then the end of the mail.
        if (current?.question === 'next' && passed > hints) sections.push({ question: null, lines: [] });
      }
    }
  }
  return sections;
}

/** How many lines the original has below its third question, before the fourth. */
function hintLines(words: OwnWords, asked: readonly (Question | null)[]): number {
  let current: Question | null = null;
  let count = 0;
  let hint = '';
  for (const [index, line] of words.lines.entries()) {
    if (line.whose !== 'original' || line.text.trim() === '') continue;
    const question = asked[index] ?? null;
    if (question && question !== current) {
      if (question === 'next' && current === 'risk') return count;
      current = question;
      count = 0;
      hint = '';
    } else {
      const text = line.under?.text ?? line.text;
      if (text !== hint) count += 1;
      hint = text;
    }
  }
  return 0;
}

/** An answer in its place may still name others ("Next: …" below the third question); its own lists stay whole. */
function withinAnswer(question: Question, lines: readonly TextLine[]): Split {
  const asked = lines.map((line) => askedBy(line.text));
  const foreign = asked.some((one) => one !== null && one !== question);
  const split = foreign ? splitMarked(lines) : null;
  if (!split) return { answers: new Map([[question, lines]]), notes: [], by: 'nothing' };
  const answers = new Map([[question, split.notes], ...split.answers]);
  return { answers, notes: [], by: 'headings' };
}

/** Before each comment inside a quote some put the same mark: "[Name]" of Outlook, "KM:", "Kofi>", "==>". */
function withoutCommentMarks(sections: readonly [Question, TextLine[]][]): [Question, TextLine[]][] {
  const markOf = (lines: readonly TextLine[]) =>
    commentMark.exec(trim(lines)[0]?.text.trim() ?? '')?.[0].trim();
  const marks = sections.map(([, lines]) => markOf(lines)).filter((mark) => mark !== undefined);
  const [mark] = marks;
  if (mark === undefined || marks.length < 2 || marks.some((one) => one !== mark)) return [...sections];
  return sections.map(([question, lines]) => [
    question,
    lines.map((line) => ({
      ...line,
      text: line.text.trimStart().startsWith(mark)
        ? line.text.trimStart().slice(mark.length).trimStart()
        : line.text,
    })),
  ]);
}
const commentMark =
  /^(?:\[[^\]\d]{2,40}\][:>]?|<\p{Lu}{2,4}>|\(\p{Lu}{2,4}\)|\/\/|#|\p{Lu}[\p{L}. ]{0,20}[:>]|[=-]{1,3}>|>>+|→)(?=\s)/u;

function trim(lines: readonly TextLine[]): TextLine[] {
  const first = lines.findIndex((line) => line.text.trim() !== '');
  if (first < 0) return [];
  return lines.slice(first, lines.findLastIndex((line) => line.text.trim() !== '') + 1);
}

const joined = (one: readonly TextLine[] | undefined, other: readonly TextLine[]) =>
  one ? [...one, { index: -1, text: '' }, ...other] : [...other];

const textOf = (lines: readonly TextLine[]) =>
  lines
    .map((line) => line.text)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
