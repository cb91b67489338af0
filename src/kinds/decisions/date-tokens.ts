import { fold, longestPhrase, type Senses, sensesOf } from './date-lexicon.ts';
import { type WrittenZone, zoneNamed, zoneOfOffset } from './date-zones.ts';

export type Token =
  | { readonly is: 'word'; readonly senses: Senses }
  | { readonly is: 'number'; readonly value: number; readonly digits: number; readonly ordinal: boolean }
  /** A whole date; `month` is null for a day of the month alone. */
  | { readonly is: 'date'; readonly year: number | null; readonly month: number | null; readonly day: number }
  /** 12/1: which of the two is the day, nobody can say. */
  | { readonly is: 'either'; readonly first: number; readonly second: number; readonly year: number | null }
  /** 17.00 or 27.11: a time or a date. */
  | { readonly is: 'pair'; readonly first: number; readonly second: number; readonly digits: number }
  | {
      readonly is: 'clock';
      readonly hour: number;
      readonly minute: number;
      readonly padded: boolean;
    }
  | { readonly is: 'zone'; readonly zone: WrittenZone }
  /** A question mark, a tilde. */
  | { readonly is: 'doubt' }
  | { readonly is: 'unknown' };

/** What is written, piece by piece. `said` is short: whoever calls has cut it. */
export function tokensOf(said: string): Token[] {
  const text = fold(said)
    .replace(/\b([ap])\.\s?m\b\.?/g, '$1m')
    .replace(/(^|[^\p{L}])(l|d|dell|all)'(?!ici)(?=\p{L})/gu, "$1$2' ");
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const [, gap = ''] =
      take(
        /([\s.,;:!*_"'“”„«»<>#|/\\()[\]{}=、。・·\u2010-\u2015-]|\p{Extended_Pictographic}|\u200b|\u200c|\u200d|\ufe0f)/uy,
        text,
        at,
      ) ?? [];
    if (gap !== '' && !offsetBegins(text, at, tokens.at(-1))) {
      at += gap.length;
      continue;
    }
    const [token, length] = tokenAt(text, at, tokens.at(-1));
    tokens.push(token);
    at += length;
  }
  return tokens;
}

type Found = readonly [token: Token, length: number];

function tokenAt(text: string, at: number, before: Token | undefined): Found {
  for (const read of [
    isoDate,
    dottedDate,
    slashedDate,
    dashedDate,
    cjkDate,
    cjkClock,
    clock,
    pair,
    offset,
    utcOffset,
    number,
    namedZone,
    word,
  ]) {
    const found = read(text, at, before);
    if (found) return found;
  }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return [{ is: /[?~]/.test(character) ? 'doubt' : 'unknown' }, character.length];
}

function isoDate(text: string, at: number): Found | null {
  // RFC 3339 §5.6 joins date and time by T, and allows a space.
  const found = take(/(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(?:t(?=\d))?/y, text, at);
  return found && date(found, found[1], found[2], found[3]);
}

function dottedDate(text: string, at: number): Found | null {
  const found = take(/(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4})|(\d{2}))?(?!\d|[:h]\d|\.\d)/y, text, at);
  return found && date(found, found[3] ?? found[4], found[2], found[1]);
}

function slashedDate(text: string, at: number): Found | null {
  const found = take(/(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\d/])/y, text, at);
  return found && either(found);
}

function dashedDate(text: string, at: number): Found | null {
  const found = take(/(\d{1,2})-(\d{1,2})-(\d{4})(?!\d)/y, text, at);
  return found && either(found);
}

function cjkDate(text: string, at: number): Found | null {
  const found = take(/(?:(\d{4})\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]/y, text, at);
  if (found) return date(found, found[1], found[2], found[3]);
  const day = take(/(\d{1,2})\s?[日号號](?![間间以後后内])/y, text, at);
  return day && [{ is: 'date', year: null, month: null, day: Number(day[1]) }, day[0].length];
}

function cjkClock(text: string, at: number): Found | null {
  const found = take(/(\d{1,2})\s?[時时点點](?!間|间)(?:\s?(\d{1,2})\s?分|(半))?/y, text, at);
  return found && clockToken(found, found[1], found[3] ? '30' : found[2]);
}

function clock(text: string, at: number): Found | null {
  const found = take(/(\d{1,2})(?::(\d{2})(?::\d{2}(?:\.\d{1,9})?)?|[hu](\d{2}))(?!\d)/y, text, at);
  return found && clockToken(found, found[1], found[2] ?? found[3]);
}

function pair(text: string, at: number): Found | null {
  const found = take(/(\d{1,2})\.(\d{1,2})(?!\d)/y, text, at);
  if (!found) return null;
  const [whole, first = '', second = ''] = found;
  return [{ is: 'pair', first: Number(first), second: Number(second), digits: second.length }, whole.length];
}

/** Behind a time alone, and not where it would be the end of a span: "10:00-12:00". */
function offset(text: string, at: number, before: Token | undefined): Found | null {
  if (!offsetBegins(text, at, before)) return null;
  const [whole, sign = '', hours = '', minutes] = take(/([+-])(\d{2}):?(\d{2})?(?!\d)/y, text, at) ?? [];
  const zone = whole ? zoneOfOffset(sign, hours, minutes) : null;
  return zone && whole ? [{ is: 'zone', zone }, whole.length] : null;
}

function offsetBegins(text: string, at: number, before: Token | undefined): boolean {
  if (before?.is !== 'clock' || !/[+-]/.test(text.charAt(at))) return false;
  const glued = /\d/.test(text.charAt(at - 1));
  return text.charAt(at) === '+' || !glued
    ? /[+-]\d{2}:?(?:\d{2})?(?!\d)/y.test(text.slice(at))
    : /t\d{2}:/.test(text);
}

function utcOffset(text: string, at: number): Found | null {
  const found = take(/(?:utc|gmt)\s?([+-])\s?(\d{1,2})(?::?(\d{2}))?(?!\d)/y, text, at);
  const zone = found && zoneOfOffset(found[1] ?? '+', found[2] ?? '', found[3]);
  return zone && found ? [{ is: 'zone', zone }, found[0].length] : null;
}

function number(text: string, at: number): Found | null {
  const found = take(/(\d{1,4})(?!\d)(?:-?(st|nd|rd|th|er|re|de|e|o|a|го|е)(?![\p{L}\d]))?/uy, text, at);
  if (!found) return null;
  const [whole, digits = '', suffix] = found;
  const token = {
    is: 'number',
    value: Number(digits),
    digits: digits.length,
    ordinal: suffix !== undefined,
  } as const;
  return [token, whole.length];
}

function namedZone(text: string, at: number): Found | null {
  const found = take(/\p{L}+\/[\p{L}_]+(?:\/[\p{L}_]+)?/uy, text, at);
  const zone = found && zoneNamed(found[0]);
  return zone ? [{ is: 'zone', zone }, found[0].length] : null;
}

/** The longest phrase that is known: of words, or of characters in writing without spaces. */
function word(text: string, at: number, before: Token | undefined): Found | null {
  for (const end of phraseEnds(text, at).reverse()) {
    const phrase = text.slice(at, end).replace(/[\s-]+/g, ' ');
    const senses = sensesOf(phrase);
    const zone = zoneNamed(phrase);
    if (zone && (!senses || endsTime(before) || !/[\p{L}\d]/u.test(text.slice(end))))
      return [{ is: 'zone', zone }, end - at];
    if (senses) return [{ is: 'word', senses }, end - at];
  }
  const [unknown] = take(/\p{L}+/uy, text, at) ?? [];
  return unknown ? [{ is: 'unknown' }, unknown.length] : null;
}

/** Behind a time, or last, "CET" and "ET" are zones, and not the French for "this" and "and". */
function endsTime(before: Token | undefined): boolean {
  if (before?.is !== 'word') return before !== undefined && before.is !== 'unknown' && before.is !== 'doubt';
  const { half, clock, roles } = before.senses;
  return half !== undefined || clock !== undefined || (roles?.has('hour mark') ?? false);
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/uy;
const longestUnspaced = 6;

function phraseEnds(text: string, at: number): number[] {
  const ends: number[] = [];
  if (take(unspaced, text, at)) {
    for (let end = at; end - at < longestUnspaced && take(unspaced, text, end); end += 1) ends.push(end + 1);
    return ends;
  }
  let end = at;
  while (ends.length < longestPhrase) {
    const [gap = ''] = ends.length > 0 ? (take(/(?:\s|-){1,3}/y, text, end) ?? []) : [];
    if (ends.length > 0 && gap === '') break;
    const [next] =
      take(
        /@|(?:(?!\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana})\p{L})+(?:'\p{L}+)*'?/uy,
        text,
        end + gap.length,
      ) ?? [];
    if (!next) break;
    end += gap.length + next.length;
    // An apostrophe at the end may close a quotation: 'Friday'.
    if (next.endsWith("'")) ends.push(end - 1);
    ends.push(end);
  }
  return ends;
}

function clockToken(found: RegExpExecArray, hour = '', minute = '00'): Found | null {
  if (Number(hour) > 24 || Number(minute) > 59) return null;
  const token = {
    is: 'clock',
    hour: Number(hour),
    minute: Number(minute),
    padded: hour.length > 1,
  } as const;
  return [token, found[0].length];
}

function date(found: RegExpExecArray, year: string | undefined, month = '', day = ''): Found | null {
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return [{ is: 'date', year: fullYear(year), month: Number(month), day: Number(day) }, found[0].length];
}

function either(found: RegExpExecArray): Found {
  const [whole, first, second, year] = found;
  return [{ is: 'either', first: Number(first), second: Number(second), year: fullYear(year) }, whole.length];
}

function fullYear(year: string | undefined): number | null {
  if (year === undefined) return null;
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
