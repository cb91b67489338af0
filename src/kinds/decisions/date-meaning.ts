import { Temporal } from 'temporal-polyfill';
import { endOf, inWeek, isFar, lastOf, nextSuch, spanFrom } from './date-counting.ts';
import type { Phrase } from './date-phrases.ts';
import { fullDay, weekdayName } from './date-text.ts';
import type { Understood } from './date-understood.ts';
import { lastMinute } from './date-words.ts';

export type Found =
  | {
      readonly day: Temporal.PlainDate;
      readonly minutes: number;
      readonly exact: null;
      readonly unsure: boolean;
    }
  /** Hours or minutes from when it was sent. */
  | { readonly exact: Temporal.ZonedDateTime; readonly unsure: boolean }
  /** It can be more than one day. */
  | { readonly days: readonly Temporal.PlainDate[] }
  /** It is no day; null where there is no more to say. */
  | { readonly why: string | null };

type Says<S extends Phrase['says']> = Extract<Phrase, { says: S }>;
type Day = { readonly day: Temporal.PlainDate; readonly unsure?: boolean };
type NoDay = Exclude<Found, { exact: unknown }>;

const unclear: NoDay = { why: null };

/** From when it counts, by the writer's clock; the zone of the times that are named; the team's holidays. */
export interface Counting {
  readonly sent: Temporal.ZonedDateTime;
  readonly zone: string;
  readonly holidays: readonly string[];
}

/** Which day and time is meant. */
export function dayAndTime(understood: Understood, counting: Counting): Found {
  const { sent } = counting;
  const phrases = resolvePairs(understood.phrases, sent.toPlainDate());
  const time = timeOf(phrases);
  if (!time) return unclear;
  const unsure = understood.remark || time.unsure || phrases.some(({ says }) => says === 'doubt');
  const [span] = only(phrases, 'ahead');
  if (span && (span.unit === 'hour' || span.unit === 'minute')) {
    if (phrases.some(({ says }) => says !== 'ahead' && says !== 'doubt')) return unclear;
    return {
      exact: sent.add(span.unit === 'hour' ? { hours: span.count } : { minutes: span.count }),
      unsure,
    };
  }
  const found = dayOf(phrases, time.minutes, counting);
  if (!('day' in found)) return found;
  return {
    day: found.day,
    minutes: time.minutes ?? lastMinute,
    exact: null,
    unsure: unsure || (found.unsure ?? false),
  };
}

/** A time that DST skips is the same distance later; one that it repeats is the first. */
export function onTheClock(day: Temporal.PlainDate, minutes: number, zone: string): Temporal.ZonedDateTime {
  const plainTime = { hour: Math.floor(minutes / 60), minute: minutes % 60 };
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(plainTime) });
}

/** "27.11" is a day and "17.00" a time; "10.12" is what is still missing, "Thu 10.12" the day if that is a Thursday. */
function resolvePairs(phrases: readonly Phrase[], today: Temporal.PlainDate): Phrase[] {
  const resolved: Phrase[] = [];
  for (const [index, phrase] of phrases.entries()) {
    const others = [...resolved, ...phrases.slice(index + 1)];
    resolved.push(phrase.says === 'pair' ? dayOrTime(phrase, others, today) : phrase);
  }
  return resolved;
}

function dayOrTime(pair: Says<'pair'>, others: readonly Phrase[], today: Temporal.PlainDate): Phrase {
  const { first, second } = pair;
  const day = nextSuch(today, null, second, first);
  const isTime = first <= 24 && second <= 59 && pair.digits === 2;
  const dayIsNamed = others.some(({ says }) => says === 'date' || says === 'either' || says === 'relative');
  const timeIsNamed = others.some(({ says }) => says === 'time' || says === 'clock' || says === 'pair');
  const [weekday] = only(others, 'weekday');
  const fits = !weekday || day?.dayOfWeek === weekday.weekday;
  if (day && (!isTime || timeIsNamed || (!dayIsNamed && fits)))
    return { says: 'date', year: null, month: second, day: first };
  const minutes = Math.min(first * 60 + second, lastMinute);
  // What is neither stays, and is no day.
  return isTime ? { says: 'time', minutes, sure: first > 6 && !day } : pair;
}

/** The time of day that is named, if one is; null where there are two. */
function timeOf(phrases: readonly Phrase[]): { minutes: number | null; unsure: boolean } | null {
  const [time, ...times] = only(phrases, 'time');
  const [clock, ...clocks] = only(phrases, 'clock');
  const [part, ...parts] = only(phrases, 'part');
  const two = times.some(({ minutes }) => minutes !== time?.minutes);
  if (two || clocks.some(({ minutes }) => minutes !== clock?.minutes) || parts.length > 0) return null;
  if (!time) {
    if (clock) return { minutes: clock.minutes, unsure: part !== undefined };
    return { minutes: part?.ends ?? null, unsure: part !== undefined };
  }
  // "EOD, 17:00" says when the day ends; "noon 17:00" says two things.
  if (clock && clock.minutes !== lastMinute && clock.minutes !== time.minutes) return null;
  if (part) {
    const later = part.half === 'pm' && time.minutes < 720;
    return { minutes: time.minutes + (later ? 720 : 0), unsure: part.half === 'am' && time.minutes >= 720 };
  }
  // Nobody sets "Friday at 5" for the small hours.
  const likelyLater = !time.sure && time.minutes >= 60 && time.minutes < 7 * 60;
  return { minutes: time.minutes + (likelyLater ? 720 : 0), unsure: !time.sure };
}

function dayOf(phrases: readonly Phrase[], minutes: number | null, counting: Counting): Day | NoDay {
  const today = counting.sent.toPlainDate();
  const [weekday, ...weekdays] = only(phrases, 'weekday');
  const [week, ...weeks] = only(phrases, 'in week');
  const [span, ...spans] = only(phrases, 'ahead');
  const [base, ...bases] = phrases.filter(isBase);
  if (weekdays.some((other) => other.weekday !== weekday?.weekday)) return unclear;
  if (spans.length + weeks.length + bases.length > 0 || phrases.some(({ says }) => says === 'pair'))
    return unclear;
  if (span) {
    if (week || (base && !span.from) || (base && weekday) || (weekday && !span.from && !span.introduced))
      return unclear;
    const start = weekday
      ? weekdayAfter(weekday, minutes, counting)
      : base
        ? baseDay(base, today)
        : { day: today };
    if (!('day' in start)) return start;
    const day = spanFrom(start.day, span.count, span.unit, counting.holidays);
    return day ? { day, unsure: start.unsure || (weekday !== undefined && !span.from) } : unclear;
  }
  if (base) {
    if (week) return unclear;
    return weekday ? onWeekday(base, weekday.weekday, today) : baseDay(base, today);
  }
  if (weekday)
    return week
      ? { day: inWeek(today, week.weeks, weekday.weekday) }
      : weekdayAfter(weekday, minutes, counting);
  if (week) return week.weeks === 0 ? { day: endOf('week', 0, today) ?? today, unsure: true } : unclear;
  // "17:00" alone is today's, but is asked; "end of day" is today's.
  return minutes === null ? unclear : { day: today, unsure: minutes !== lastMinute };
}

type Base = Says<'date' | 'either' | 'relative' | 'end' | 'end of month'>;

function isBase(phrase: Phrase): phrase is Base {
  return ['date', 'either', 'relative', 'end', 'end of month'].includes(phrase.says);
}

function baseDay(base: Base, today: Temporal.PlainDate): Day | NoDay {
  if (base.says === 'relative') return { day: today.add({ days: base.days }) };
  if (base.says === 'end') {
    const day = endOf(base.of, base.ahead, today);
    return day ? { day, unsure: base.of === 'week' && today.dayOfWeek > 5 } : unclear;
  }
  if (base.says === 'end of month') {
    const year = base.year ?? (base.month < today.month ? today.year + 1 : today.year);
    return { day: lastOf(Temporal.PlainDate.from({ year, month: base.month, day: 1 })) };
  }
  const days = daysOf(base, today);
  const [day, other] = days;
  if (!day) return unclear;
  // "20 Nov" on the 24th is next year's by the rule, and more likely a slip.
  return other ? { days } : { day, unsure: base.year === null && isFar(day, today) };
}

/** The days that "27 Nov" or "12/1" can be. */
function daysOf(base: Says<'date' | 'either'>, today: Temporal.PlainDate): Temporal.PlainDate[] {
  const ways =
    base.says === 'date'
      ? [nextSuch(today, base.year, base.month, base.day)]
      : [
          nextSuch(today, base.year, base.second, base.first),
          nextSuch(today, base.year, base.first, base.second),
        ];
  const days = ways.filter((day) => day !== null);
  return days
    .filter((day, index) => days.findIndex((one) => one.equals(day)) === index)
    .sort(Temporal.PlainDate.compare);
}

/** "Friday 27 November", "Friday 12/4", "tomorrow, Wednesday": both have to agree. */
function onWeekday(base: Base, weekday: number, today: Temporal.PlainDate): Day | NoDay {
  const found = baseDay(base, today);
  const days = 'day' in found ? [found.day] : 'days' in found ? found.days : [];
  const [day, ...others] = days.filter((one) => one.dayOfWeek === weekday);
  if (day) return 'day' in found || others.length > 0 ? found : { day };
  const [wrong] = days;
  return wrong ? { why: `${fullDay(wrong)} is not a ${weekdayName(weekday)}. Which day is it?` } : found;
}

function weekdayAfter(said: Says<'weekday'>, minutes: number | null, counting: Counting): Day | NoDay {
  const { sent, zone } = counting;
  const today = sent.toPlainDate();
  if (said.inWeek !== null) return { day: inWeek(today, said.inWeek, said.weekday) };
  const days = (said.weekday - today.dayOfWeek + 7) % 7;
  const stillToday =
    minutes !== null &&
    !said.next &&
    Temporal.Instant.compare(onTheClock(today, minutes, zone).toInstant(), sent.toInstant()) > 0;
  const day = today.add({ days: days === 0 && !stillToday ? 7 : days }).add({ weeks: said.later });
  // On a Tuesday "next Wednesday" is tomorrow for some, and in eight days for others; "next Monday" is one day for all.
  const nextWeeks = inWeek(today, 1, said.weekday);
  return said.next && !nextWeeks.equals(day) ? { days: [day, nextWeeks] } : { day };
}

function only<S extends Phrase['says']>(phrases: readonly Phrase[], says: S): Says<S>[] {
  return phrases.filter((phrase): phrase is Says<S> => phrase.says === says);
}
