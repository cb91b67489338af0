import { restOf, taking } from './decoration.ts';
import { distanceWithin } from './distance.ts';
import type { Mark } from './marks.ts';
import { type Question, questions, questionTexts } from './record.ts';

/** The question that a line asks: "What goal did I work toward? Ship it", also misspelt, also without its question mark. */
export function askedBy(line: string): Question | null {
  const [taken, text] = taking(line);
  return questionMark(text, taken)?.question ?? null;
}

/** The mark of a question at the start of a line's text, `taken` being what stood before it. */
export function questionMark(text: string, taken: string): (Mark & { question: Question }) | null {
  if (text.length < shortestQuestion) return null;
  const asked = text.search(/[?？:：]/);
  const head = asked >= 0 && asked <= longestHeading ? text.slice(0, asked + 1) : text;
  const said = head.length <= longestHeading ? letters(turned(head)) : '';
  const begins = letters(text.slice(0, longestHeading));
  for (const { question, wanted } of wantedLetters) {
    const mark = (at: number) => {
      const rest = restOf(text.slice(at), taken + text.slice(0, at));
      return { question, by: 'question' as const, rest, indent: 0 };
    };
    if (near(said, wanted)) return mark(head.length);
    if (begins.length > wanted.length && begins.startsWith(wanted)) {
      return mark(lengthOfLetters(text, wanted.length));
    }
  }
  return null;
}

const longestHeading = 80;
const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
/** Who copies a question may turn it: "did you", "your work". */
const turned = (text: string) => text.replace(/\byour\b/gi, 'my').replace(/\byou\b/gi, 'I');
const wantedLetters = questions.map((question) => ({ question, wanted: letters(questionTexts[question]) }));
const shortestQuestion = 12;

/** How far into `text` its first `count` letters and digits reach, with the question mark behind them. */
function lengthOfLetters(text: string, count: number): number {
  let seen = 0;
  let at = 0;
  for (; at < text.length && seen < count; at += 1) if (/[\p{L}\p{N}]/u.test(text[at] ?? '')) seen += 1;
  while (at < text.length && '?？:*_"”“'.includes(text[at] ?? ' ')) at += 1;
  return at;
}

/** The same but for a few slips. */
function near(said: string, wanted: string): boolean {
  return said === wanted || (said !== '' && distanceWithin(said, wanted, Math.floor(wanted.length / 8)));
}
