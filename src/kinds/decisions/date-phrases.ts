import {
  countOf,
  dayAndMonth,
  dayOf,
  halfBehind,
  isDayAlone,
  may,
  sensesAt,
  skip,
  yearOf,
} from './date-senses.ts';
import type { Token } from './date-tokens.ts';
import { lastMinute, type Unit } from './date-words.ts';
import type { WrittenZone } from './date-zones.ts';

/** What one phrase says about time. */
export type Phrase =
  | {
      readonly says: 'date';
      readonly year: number | null;
      readonly month: number | null;
      readonly day: number;
    }
  | { readonly says: 'either'; readonly first: number; readonly second: number; readonly year: number | null }
  | { readonly says: 'pair'; readonly first: number; readonly second: number; readonly digits: number }
  | {
      readonly says: 'weekday';
      readonly weekday: number;
      readonly next: boolean;
      readonly later: number;
      readonly inWeek: number | null;
    }
  | { readonly says: 'in week'; readonly weeks: number }
  | { readonly says: 'relative'; readonly days: number }
  | {
      readonly says: 'ahead';
      readonly count: number;
      readonly unit: Unit;
      readonly from: boolean;
      readonly introduced: boolean;
    }
  | { readonly says: 'end'; readonly of: Unit; readonly ahead: number }
  | { readonly says: 'end of month'; readonly month: number; readonly year: number | null }
  /** Minutes of the day as written; `sure` where they cannot mean the other half of the day. */
  | { readonly says: 'time'; readonly minutes: number; readonly sure: boolean }
  | { readonly says: 'clock'; readonly minutes: number }
  | { readonly says: 'part'; readonly half: 'am' | 'pm'; readonly ends: number }
  | { readonly says: 'zone'; readonly zone: WrittenZone }
  | { readonly says: 'doubt' }
  | { readonly says: 'nothing' };

type Found = readonly [phrase: Phrase, length: number];

/** Every token belongs to a phrase, or nothing is understood: null. */
export function phrasesOf(tokens: readonly Token[]): Phrase[] | null {
  const phrases: Phrase[] = [];
  let at = 0;
  while (at < tokens.length) {
    const found = phraseAt(tokens, at);
    if (!found) return null;
    const [phrase, length] = found;
    if (phrase.says !== 'nothing') phrases.push(phrase);
    at += length;
  }
  return phrases;
}

function phraseAt(tokens: readonly Token[], at: number): Found | null {
  for (const read of [end, ahead, inWeek, weekday, date, time, named, nothing]) {
    const found = read(tokens, at);
    if (found) return found;
  }
  return null;
}

/** "end of the month", "Ende nächster Woche", "fin novembre", "end of Friday", "EOW". */
function end(tokens: readonly Token[], start: number): Found | null {
  const senses = sensesAt(tokens, start);
  if (senses?.endOf) return [{ says: 'end', of: senses.endOf, ahead: 0 }, 1];
  if (!may(senses, 'end')) return null;
  let at = skip(tokens, start + 1, 'filler', 'this');
  const nextBefore = may(sensesAt(tokens, at), 'next');
  if (nextBefore) at += 1;
  const { unit, month, weekday: day, relative, inWeek: week } = sensesAt(tokens, at) ?? {};
  if (unit) {
    const nextBehind = !nextBefore && may(sensesAt(tokens, at + 1), 'next');
    const weeks = nextBefore || nextBehind ? 1 : 0;
    const isDay = unit === 'day' || unit === 'working day';
    if (isDay && weeks === 0) return [{ says: 'clock', minutes: lastMinute }, at + 1 - start];
    return [{ says: 'end', of: unit, ahead: weeks }, at + (nextBehind ? 2 : 1) - start];
  }
  if (week !== undefined && day === undefined)
    return [{ says: 'end', of: 'week', ahead: week }, at + 1 - start];
  if (month !== undefined && !nextBefore) {
    const yearAt = skip(tokens, at + 1, 'filler');
    const year = yearOf(tokens[yearAt]);
    return [{ says: 'end of month', month, year }, (year === null ? at : yearAt) + 1 - start];
  }
  if (day !== undefined || relative !== undefined)
    return [{ says: 'clock', minutes: lastMinute }, (nextBefore ? at - 1 : at) - start];
  return null;
}

/** "in two weeks", "3 working days", "within the next 48 hours", "a week from" Friday, "二週間後". */
function ahead(tokens: readonly Token[], start: number): Found | null {
  const span = sensesAt(tokens, start)?.ahead;
  if (span) return [{ says: 'ahead', ...span, from: false, introduced: true }, 1];
  const introduced = may(sensesAt(tokens, start), 'in');
  const at = introduced ? skip(tokens, start + 1, 'filler', 'next', 'this') : start;
  const [countAt, unitAt] =
    countOf(tokens[at]) === null && introduced ? [start + 1, start + 2] : [at, at + 1];
  const count = countOf(tokens[countAt]);
  const unit = sensesAt(tokens, unitAt)?.unit;
  if (count === null || !unit) return null;
  const behind = sensesAt(tokens, unitAt + 1);
  const hence = may(behind, 'hence');
  const from = !hence && may(behind, 'from');
  // "17 heures" and "om 5 uur" are times of the day, "48 heures" is not.
  const atHour = !introduced || may(sensesAt(tokens, start), 'at');
  if (atHour && !hence && count < 24 && may(sensesAt(tokens, unitAt), 'hour mark')) return null;
  const length = unitAt + (hence || from ? 2 : 1) - start;
  return [{ says: 'ahead', count, unit, from, introduced: introduced || hence }, length];
}

/** "next week", "semaine prochaine", "this week", "下周". */
function inWeek(tokens: readonly Token[], at: number): Found | null {
  const [one, two] = [sensesAt(tokens, at), sensesAt(tokens, at + 1)];
  if (one?.inWeek !== undefined && one.weekday === undefined)
    return [{ says: 'in week', weeks: one.inWeek }, 1];
  if (may(one, 'next') && two?.unit === 'week') return [{ says: 'in week', weeks: 1 }, 2];
  if (one?.unit === 'week' && may(two, 'next')) return [{ says: 'in week', weeks: 1 }, 2];
  if (may(one, 'this') && two?.unit === 'week') return [{ says: 'in week', weeks: 0 }, 2];
  return null;
}

/** "Friday", "this Friday", "next Wednesday", "mercredi prochain", "Friday week". */
function weekday(tokens: readonly Token[], start: number): Found | null {
  const nextBefore = may(sensesAt(tokens, start), 'next');
  const at = nextBefore || may(sensesAt(tokens, start), 'this') ? start + 1 : start;
  const senses = sensesAt(tokens, at);
  if (senses?.weekday === undefined || dayAndMonth(tokens, at)) return null;
  const behind = sensesAt(tokens, at + 1);
  // The Italian "di venerdì" has no Dienstag in it.
  if (may(senses, 'filler') && behind?.weekday !== undefined) return null;
  // "miércoles próxima semana" names the week, not the next Wednesday.
  const nextBehind = may(behind, 'next') && sensesAt(tokens, at + 2)?.unit !== 'week';
  const weekBehind = behind?.unit === 'week' && !may(sensesAt(tokens, at + 2), 'next');
  const phrase: Phrase = {
    says: 'weekday',
    weekday: senses.weekday,
    next: nextBefore || nextBehind,
    later: weekBehind ? 1 : 0,
    inWeek: senses.inWeek ?? null,
  };
  return [phrase, at + (nextBehind || weekBehind ? 2 : 1) - start];
}

/** "27 November 2026", "1. Dezember", "December 1st", "27 de noviembre de 2026", "the 27th". */
function date(tokens: readonly Token[], at: number): Found | null {
  const token = tokens[at];
  if (token?.is === 'date')
    return [{ says: 'date', year: token.year, month: token.month, day: token.day }, 1];
  if (token?.is === 'either')
    return [{ says: 'either', first: token.first, second: token.second, year: token.year }, 1];
  const found = dayAndMonth(tokens, at);
  if (found) {
    const yearAt = skip(tokens, at + found.length, 'filler');
    const year = yearOf(tokens[yearAt]);
    const length = year === null ? found.length : yearAt + 1 - at;
    return [{ says: 'date', year, month: found.month, day: found.day }, length];
  }
  if (may(sensesAt(tokens, at), 'day mark') && isDayAlone(tokens, at + 1))
    return dayOfMonth(tokens[at + 1], 2);
  return token?.is === 'number' && token.ordinal ? dayOfMonth(token, 1) : null;
}

function dayOfMonth(token: Token | undefined, length: number): Found | null {
  const day = dayOf(token);
  return day === null ? null : [{ says: 'date', year: null, month: null, day }, length];
}

/** "17:00", "5 pm", "17 Uhr 30", "à 17h", "at 17.00", "kl 17", "下午5点". */
function time(tokens: readonly Token[], start: number): Found | null {
  const atWord = may(sensesAt(tokens, start), 'at');
  let at = atWord ? skip(tokens, start + 1, 'filler', 'at', 'hour mark') : start;
  // "午後5時"; the German "am" in front of a day is none of these.
  const halfBefore = sensesAt(tokens, at)?.partEnds ? sensesAt(tokens, at)?.half : undefined;
  if (halfBefore) at += 1;
  if (dayAndMonth(tokens, at)) return null;
  const token = tokens[at];
  at += 1;
  const marked = may(sensesAt(tokens, at), 'hour mark');
  if (marked) at += 1;
  const isHour = atWord || marked || halfBefore !== undefined || halfBehind(tokens, at) !== undefined;
  let [hour, minute, sure] = [-1, 0, false];
  if (token?.is === 'clock') {
    [hour, minute, sure] = [token.hour, token.minute, token.padded || token.hour > 6];
    // 00:00 is the beginning of a day, and often meant as its end.
    sure &&= hour + minute > 0;
  } else if (token?.is === 'pair' && token.digits === 2 && isHour) {
    [hour, minute, sure] = [token.first, token.second, token.first > 6];
  } else if (token?.is === 'number' && !token.ordinal && isHour) {
    [hour, sure] = [token.value, token.value > (marked ? 6 : 11)];
    const more = tokens[at];
    if (marked && more?.is === 'number' && more.digits === 2) {
      minute = more.value;
      at += sensesAt(tokens, at + 1)?.unit === 'minute' ? 2 : 1;
    }
  }
  if (hour < 0 || hour > 24 || minute > 59) return null;
  const half = halfBefore ?? (hour <= 12 ? halfBehind(tokens, at) : undefined);
  if (half && !halfBefore) at += 1;
  if (!half || hour > 12)
    return [{ says: 'time', minutes: Math.min(hour * 60 + minute, lastMinute), sure }, at - start];
  const minutes = (hour % 12) * 60 + minute + (half === 'pm' ? 720 : 0);
  return [{ says: 'time', minutes, sure: minutes >= 60 }, at - start];
}

/** Words that say it by themselves: "tomorrow", "noon", "afternoon", a zone, a question mark. */
function named(tokens: readonly Token[], at: number): Found | null {
  const token = tokens[at];
  if (token?.is === 'zone') return [{ says: 'zone', zone: token.zone }, 1];
  if (token?.is === 'doubt') return [{ says: 'doubt' }, 1];
  if (token?.is === 'pair')
    return [{ says: 'pair', first: token.first, second: token.second, digits: token.digits }, 1];
  const senses = sensesAt(tokens, at);
  if (senses?.relative !== undefined) return [{ says: 'relative', days: senses.relative }, 1];
  if (senses?.clock !== undefined) return [{ says: 'clock', minutes: senses.clock }, 1];
  if (senses?.half && senses.partEnds) return [{ says: 'part', half: senses.half, ends: senses.partEnds }, 1];
  return may(senses, 'doubt') ? [{ says: 'doubt' }, 1] : null;
}

function nothing(tokens: readonly Token[], at: number): Found | null {
  const senses = sensesAt(tokens, at);
  return may(senses, 'filler') || may(senses, 'in') || may(senses, 'at') ? [{ says: 'nothing' }, 1] : null;
}
