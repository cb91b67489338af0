import { restOf, taking } from './decoration.ts';
import { distanceWithin } from './distance.ts';
import { headingWords, labels, stems } from './labels.ts';
import { questionMark } from './question-mark.ts';
import { type Question, questions } from './record.ts';

/** The beginning of an answer, as a line shows it. */
export interface Mark {
  readonly question: Question | 'notes';
  /**
   * `question`: its text, a slip of the keyboard allowed; `label`: a name for it with a colon or dash behind; `alone`: a name on a line of
   * its own; `stem`: a longer heading that speaks of one question; `number`.
   */
  readonly by: 'question' | 'label' | 'alone' | 'stem' | 'number';
  /** What follows it on its line. */
  readonly rest: string;
  /** For numbers: columns before it. */
  readonly indent: number;
}

const hasLetter = /\p{L}/u;

/** The mark that a line begins with by words, or null. */
export function wordMark(line: string): Mark | null {
  if (!hasLetter.test(line)) return null;
  const [taken, text] = taking(line);
  if (text === '') return null;
  return questionMark(text, taken) ?? labelMark(text, line, taken) ?? stemMark(text, taken);
}

/** "Goal: ship it", "AT RISK - none", "Next →", or a label alone on its line. */
function labelMark(text: string, line: string, taken: string): Mark | null {
  const separator =
    /^([^:：=>|→?？–—]{1,40}?)\s*(?:\*+|_+|<\/?b>)?\s*(?:[:：=>|→?？]|[–—]|->|=>|\s-(?=\s))+\s*(?:\*+|_+)?/u.exec(
      text.slice(0, 60),
    );
  if (separator) {
    const question = labelled(separator[1] ?? '');
    if (question) {
      const rest = restOf(text.slice(separator[0].length), taken + separator[0]);
      return { question, by: 'label', rest, indent: 0 };
    }
  }
  const bold = /^(\*{1,3}|_{1,2})([^*_]{2,40})\1\s+/.exec(line.trim());
  const boldly = bold ? labelled(bold[2] ?? '') : null;
  if (bold && boldly)
    return { question: boldly, by: 'label', rest: restOf(line.trim().slice(bold[0].length), ''), indent: 0 };
  const alone = text.length <= 40 ? labelled(text) : null;
  if (alone) return { question: alone, by: 'alone', rest: '', indent: 0 };
  // A postscript needs no colon.
  const postscript = /^p\.?\s?s\.?[\s:,–-]+/i.exec(text);
  return postscript ? { question: 'notes', by: 'label', rest: line.trim(), indent: 0 } : null;
}

/** What a name for an answer stands for, a slip of the keyboard allowed. */
export function labelled(name: string): Question | 'notes' | null {
  if (name.length > 60) return null;
  const said = name
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[\s.,!*_"“”]+$/u, '')
    .replace(/^[\s*_"“”]+/u, '')
    .replace(/\s+/g, ' ');
  return exactly.get(said) ?? slipped(said);
}

const named = [...questions, 'notes' as const].flatMap((question) =>
  labels[question].map((label) => ({ question, label })),
);
const exactly = new Map(named.toReversed().map(({ question, label }) => [label, question]));

/** By what is left of each longer label when one letter is missing: two texts a slip apart share one of these. */
const shortened = new Map<string, { question: Question; label: string }[]>();
for (const { question, label } of named) {
  if (question === 'notes' || label.length < 5) continue;
  for (const key of withOneMissing(label))
    shortened.set(key, [...(shortened.get(key) ?? []), { question, label }]);
}

/** How such labels begin, and how they end: with one slip a text still has one of both. */
const beginnings = new Set(named.map(({ label }) => label.slice(0, 2)));
const endings = new Set(named.map(({ label }) => label.slice(-2)));

function withOneMissing(text: string): string[] {
  return [text, ...Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1))];
}

/** A label of some length with one slip of the keyboard. */
function slipped(said: string): Question | null {
  if (said.length < 5 || said.length > 20) return null;
  if (!beginnings.has(said.slice(0, 2)) && !endings.has(said.slice(-2))) return null;
  for (const key of withOneMissing(said)) {
    const found = shortened.get(key)?.find(({ label }) => distanceWithin(said, label, 1));
    if (found) return found.question;
  }
  return null;
}

/** "My goal this week:", "Risks and blockers:", "What are the risks?". */
function stemMark(text: string, taken: string): Mark | null {
  const end = text.search(/[:：?？](?!\/\/)/);
  if (end < 3 || end > 60) return null;
  // A question ends its line: what follows one is prose.
  if (/[?？]/.test(text[end] ?? '') && text.slice(end + 1).trim() !== '') return null;
  const head = text.slice(0, end).toLowerCase();
  if (head.split(/\s+/).length > 8 || /[.!;,]/.test(head)) return null;
  const question = stemOf(head);
  if (question === null) return null;
  const rest = isHeading(head, question) ? restOf(text.slice(end + 1), taken + text.slice(0, end + 1)) : text;
  return { question, by: 'stem', rest, indent: 0 };
}

/** The one question that a heading speaks of, lower case. */
export function stemOf(head: string): Question | null {
  const [only, other] = questions.filter((question) =>
    stems[question].some((stem) => startsWord(head, stem)),
  );
  return only && !other ? only : null;
}

/** Nothing but the name of the question and the words that go with it; of wide characters, few. */
function isHeading(head: string, question: Question): boolean {
  const words = head.match(/[\p{L}\p{M}'’]+/gu) ?? [];
  return words.every(
    (word) =>
      headingWords.has(word) ||
      stems[question].some((stem) => word.startsWith(stem)) ||
      (/^[\u2e80-\uffdc]/.test(word) && word.length <= 12),
  );
}

function startsWord(text: string, stem: string): boolean {
  const at = text.indexOf(stem);
  return (
    at === 0 || (at > 0 && !/\p{L}/u.test(text[at - 1] ?? '')) || (at > 0 && stem.charCodeAt(0) > 0x2e80)
  );
}

/** What marks the beginnings of answers, by the indices of their lines. */
export type Marks = ReadonlyMap<number, Mark>;

/** The questions that they name. */
export const distinct = (marks: Marks) =>
  new Set([...marks.values()].map((mark) => mark.question).filter((one) => one !== 'notes'));
