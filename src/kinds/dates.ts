import { Temporal } from 'temporal-polyfill';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * A day as people write it: "2026-12-01", "1 Dec", "December 1st", "1 Dec 2026", "1.12.", "Tuesday", "today", "tomorrow".
 * A weekday is the next one after `today`; a day without a year is the next such day. What can mean two days ("12/1") is null.
 */
export function readDay(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, (dots) => (/\d\.$/.test(text.trim()) ? dots : ''));
  if (said === 'today') return today;
  if (said === 'tomorrow') return today.add({ days: 1 });
  if (/^\d{4}-\d\d-\d\d$/.test(said)) return date(said);
  return readWeekday(said, today) ?? readDayAndMonth(said, today);
}

function readWeekday(said: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const name = said.replace(/^(this|on)\s+/, '');
  if (name.length < 3) return null;
  const index = weekdays.findIndex((weekday) => weekday === name || weekday.slice(0, 3) === name);
  if (index < 0) return null;
  const ahead = (index + 1 - today.dayOfWeek + 7) % 7 || 7;
  return today.add({ days: ahead });
}

function readDayAndMonth(said: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const words = said.replaceAll(/(\d)(st|nd|rd|th)\b/g, '$1').replaceAll(',', ' ');
  const [, a, b, c, d, year] =
    /^(?:(\d{1,2})[\s.]+(?:of\s+)?([a-z]{3,9})|([a-z]{3,9})\.?\s+(\d{1,2}))(?:\s+(\d{4}))?$/.exec(words) ??
    [];
  const name = b ?? c;
  if (name !== undefined) {
    const month = months.findIndex(
      (full) => full === name || full.slice(0, 3) === name || (name === 'sept' && full === 'september'),
    );
    return month < 0 ? null : nextSuch(Number(a ?? d), month + 1, year, today);
  }
  const [, day, month, dottedYear] = /^(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?$/.exec(words) ?? [];
  return day ? nextSuch(Number(day), Number(month), dottedYear, today) : null;
}

function nextSuch(
  day: number,
  month: number,
  year: string | undefined,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  const iso = (inYear: number) =>
    `${inYear}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (year !== undefined) return date(iso(Number(year)));
  const thisYear = date(iso(today.year));
  return thisYear && Temporal.PlainDate.compare(thisYear, today) < 0 ? date(iso(today.year + 1)) : thisYear;
}

function date(iso: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(iso, { overflow: 'reject' });
  } catch {
    return null;
  }
}
