import type { Db, Tx } from '../../db/database.ts';
import { clip } from '../wording.ts';
import { decisionsOf } from './queries.ts';
import type { Decision } from './record.ts';

export interface Hit {
  readonly decision: Decision;
  /** The words with what stands around them, on one line. */
  readonly snippet: string;
  readonly score: number;
}

/** The decisions in which all of these words occur, the best first, and of those that are as good the newest. */
export async function findDecisions(db: Db | Tx, team: string, words: string, limit: number): Promise<Hit[]> {
  const hits = (await decisionsOf(db, team)).flatMap((decision) => hitOf(decision, words) ?? []);
  return hits.sort((one, other) => other.score - one.score).slice(0, limit);
}

/** Null where one of the words occurs nowhere; without a word, every decision is one. */
export function hitOf(decision: Decision, words: string): Hit | null {
  const wanted = wordsOf(words);
  const texts = textsOf(decision).map((text) => ({ ...text, folded: folded(text.text) }));
  let score = 0;
  for (const word of wanted) {
    const best = Math.max(...texts.map((text) => text.weight * howWell(text.folded.letters, word)));
    if (best <= 0) return null;
    score += best;
  }
  return { decision, snippet: snippetOf(texts, wanted), score };
}

/** Case, accents and the punctuation around a word say nothing; what stands before a number does: -1, D-7. */
const wordsOf = (words: string): string[] =>
  words
    .split(/\s+/)
    .map((word) => folded(word.replace(/^["“”„«»'(]+|["“”„«»'),.;:!?]+$/g, '')).letters)
    .filter((word) => word !== '');

interface Text {
  readonly text: string;
  readonly weight: number;
}

function textsOf(decision: Decision): Text[] {
  const { number, title, statement, context, options, consequences, answers, concerns } = decision;
  return [
    { text: number === null ? '' : `D-${number}`, weight: 20 },
    { text: title, weight: 8 },
    { text: statement ?? '', weight: 8 },
    { text: context ?? '', weight: 3 },
    ...options.map((text) => ({ text, weight: 3 })),
    { text: consequences ?? '', weight: 3 },
    ...answers.map(({ reason }) => ({ text: reason ?? '', weight: 2 })),
    ...concerns.map(({ name, text }) => ({ text: `${name}: ${text}`, weight: 2 })),
  ];
}

/** 0 where it does not occur; a whole word is better than the beginning of one, and that better than its middle. */
function howWell(letters: string, word: string): number {
  let best = 0;
  for (let at = letters.indexOf(word); at >= 0; at = letters.indexOf(word, at + 1)) {
    const begins = !isLetter(letters[at - 1]);
    const ends = !isLetter(letters[at + word.length]);
    // D-1 is not the beginning of D-12.
    if (/\d$/.test(word) && /\d/.test(letters[at + word.length] ?? '')) continue;
    best = Math.max(best, begins && ends ? 3 : begins ? 2 : 1);
    if (best === 3) break;
  }
  return best;
}

const isLetter = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

interface Folded {
  readonly letters: string;
  /** Where in the text each letter stands. */
  readonly places: readonly number[];
}

/** Lower case without accents, letter by letter, so that what is found has its place in the text. */
function folded(text: string): Folded {
  let letters = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = letter.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
    letters += plain;
    for (let index = 0; index < plain.length; index += 1) places.push(at);
    at += letter.length;
  }
  return { letters, places };
}

const before = 60;
const longest = 180;

/** Of the text in which most of them occur; the statement where it is the number alone. */
function snippetOf(texts: readonly (Text & { folded: Folded })[], wanted: readonly string[]): string {
  const counted = texts.slice(1).map((text) => ({
    ...text,
    found: wanted.filter((word) => howWell(text.folded.letters, word) > 0),
  }));
  const best = counted.reduce((one, other) => (other.found.length > one.found.length ? other : one));
  if (best.found.length === 0) {
    const [title, statement] = counted;
    return clip(statement?.text || title?.text || '', longest);
  }
  const first = Math.min(...best.found.map((word) => best.folded.letters.indexOf(word)));
  return around(best.text, best.folded.places[first] ?? 0);
}

function around(text: string, place: number): string {
  if (place <= before) return clip(text, longest);
  const space = text.lastIndexOf(' ', place - before / 2);
  const start = space > place - before ? space + 1 : place - before / 2;
  return `…${clip(text.slice(start), longest)}`;
}
