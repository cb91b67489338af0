import {
  clocks,
  dayParts,
  endsOf,
  months,
  numbers,
  type Role,
  relatives,
  roles,
  spans,
  type Unit,
  units,
  weekdays,
  weekdayWords,
} from './date-words.ts';

/** All that a word can mean; the phrase that it stands in decides. */
export interface Senses {
  weekday?: number;
  month?: number;
  number?: number;
  /** "December first". */
  nth?: number;
  unit?: Unit;
  /** Days from today. */
  relative?: number;
  /** Minutes of the day, for a word that is a time: noon, EOD. */
  clock?: number;
  half?: 'am' | 'pm';
  /** Minutes of the day at which a vague part of it ends: "Friday afternoon". */
  partEnds?: number;
  /** The end of the current one: EOW. */
  endOf?: Unit;
  /** In which week from this one: "来週". */
  inWeek?: number;
  /** A span with its number in it: "через неделю". */
  ahead?: { count: number; unit: Unit };
  roles?: Set<Role>;
}

/** For looking words up: no case, no accents, one sort of apostrophe. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .replace(/[’‘ʼ`´]/g, "'");
}

/** The longest phrase of the lexicon, in words. */
export const longestPhrase = 4;

/** The senses of a folded word or phrase. */
export function sensesOf(phrase: string): Senses | undefined {
  return lexicon.get(phrase);
}

const unitNames: readonly Unit[] = [
  'minute',
  'hour',
  'day',
  'working day',
  'week',
  'fortnight',
  'month',
  'quarter',
  'year',
];
const roleNames: readonly Role[] = [
  'filler',
  'in',
  'hence',
  'from',
  'at',
  'hour mark',
  'this',
  'next',
  'end',
  'doubt',
  'day mark',
];
// Beginnings that are words of their own: German "die" and "mit", English "man".
const words = ['die', 'mit', 'man'];

const lexicon = makeLexicon();

function makeLexicon(): ReadonlyMap<string, Senses> {
  const made = new Map<string, Senses>();
  const add = (words: string, senses: Senses) => {
    for (const word of words.split(/[ /]/).filter((one) => one !== '' && one !== '_')) {
      const phrase = fold(word).replaceAll('_', ' ');
      const known = made.get(phrase) ?? {};
      const both = new Set([...(known.roles ?? []), ...(senses.roles ?? [])]);
      made.set(phrase, { ...known, ...senses, ...(both.size > 0 ? { roles: both } : {}) });
    }
  };
  // A full name comes after the beginnings, and wins over them.
  for (const [beginning, month] of beginnings(months)) add(beginning, { month });
  for (const [beginning, weekday] of beginnings(weekdays)) add(beginning, { weekday });
  eachInOrder(months, (word, month) => add(word, { month }));
  eachInOrder([...weekdays, ...weekdayWords], (word, weekday) => add(word, { weekday }));
  eachInOrder(numbers, (word, number) => add(word, { number }));
  add('first premier primero primeiro primo ersten erster erste forsta', { nth: 1 });
  for (const unit of unitNames) add(units[unit], { unit });
  for (const [relative, words] of relatives) add(words, { relative });
  for (const [clock, words] of clocks) add(words, { clock });
  for (const [half, partEnds, words] of dayParts) add(words, { half, partEnds });
  add('am', { half: 'am' });
  add('pm', { half: 'pm' });
  for (const [endOf, words] of endsOf) add(words, { endOf });
  for (const role of roleNames) add(roles[role], { roles: new Set([role]) });
  add('今週 本周 这周 本星期 这星期', { inWeek: 0 });
  add('来週 下周 下星期 下个星期 下礼拜', { inWeek: 1 });
  add('再来週', { inWeek: 2 });
  eachInOrder(['一 二 三 四 五 六 日/天'], (day, weekday) => {
    for (const week of ['周', '星期', '礼拜', '个星期']) add(`下${week}${day}`, { weekday, inWeek: 1 });
    for (const week of ['本周', '这周', '本星期', '这个星期']) add(`${week}${day}`, { weekday, inWeek: 0 });
  });
  for (const [span, unit] of spans) add(span, { ahead: { count: 1, unit } });
  return made;
}

/** "dec", "dez", "sept": the first three letters or more of a name, where they begin names of one value only. */
function beginnings(lines: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const unclear = new Set<string>();
  eachInOrder(lines, (word, value) => {
    for (let length = 3; length < word.length; length += 1) {
      const beginning = word.slice(0, length);
      if ((found.get(beginning) ?? value) !== value) unclear.add(beginning);
      found.set(beginning, value);
    }
  });
  for (const beginning of [...unclear, ...words]) found.delete(beginning);
  return found;
}

function eachInOrder(lines: readonly string[], visit: (word: string, place: number) => void): void {
  for (const line of lines) {
    line.split(' ').forEach((spellings, index) => {
      for (const word of spellings.split('/')) if (word !== '_') visit(word, index + 1);
    });
  }
}
