import { Temporal } from 'temporal-polyfill';
import type { Unit } from './date-words.ts';
import { addWorkingDays } from './working-days.ts';

// Days counted from a day.

export function inWeek(today: Temporal.PlainDate, weeks: number, weekday: number): Temporal.PlainDate {
  return today.add({ days: weekday - today.dayOfWeek }).add({ weeks });
}

export function spanFrom(
  start: Temporal.PlainDate,
  count: number,
  unit: Unit,
  holidays: readonly string[],
): Temporal.PlainDate | null {
  // More is no deadline, and a loop of working days has to end.
  if (count > 1000) return null;
  if (unit === 'working day') return addWorkingDays(start, count, holidays);
  if (unit === 'day') return start.add({ days: count });
  if (unit === 'week') return start.add({ weeks: count });
  if (unit === 'fortnight') return start.add({ weeks: 2 * count });
  if (unit === 'month') return start.add({ months: count });
  if (unit === 'quarter') return start.add({ months: 3 * count });
  return unit === 'year' ? start.add({ years: count }) : null;
}

/** The end of this or the next week, a Friday, or of a month, a quarter, a year. */
export function endOf(unit: Unit, ahead: number, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (unit === 'day' || unit === 'working day') return today.add({ days: ahead });
  if (unit === 'week') {
    // On a weekend the week that ends is the one that comes.
    return today
      .add({ days: 5 - today.dayOfWeek })
      .add({ weeks: today.dayOfWeek > 5 ? Math.max(ahead, 1) : ahead });
  }
  const first = today.with({ day: 1 });
  if (unit === 'month') return lastOf(first.add({ months: ahead }));
  const left =
    (unit === 'quarter' ? 2 - ((today.month - 1) % 3) : 12 - today.month) +
    ahead * (unit === 'quarter' ? 3 : 12);
  return unit === 'quarter' || unit === 'year' ? lastOf(first.add({ months: left })) : null;
}

export function lastOf(month: Temporal.PlainDate): Temporal.PlainDate {
  return month.with({ day: month.daysInMonth });
}

/** The day of that year, or the next such day, today among them; null where there is none. */
export function nextSuch(
  today: Temporal.PlainDate,
  year: number | null,
  month: number | null,
  day: number,
): Temporal.PlainDate | null {
  if (year !== null) return month === null ? null : dateOrNull(year, month, day);
  // Eight years hold a 29 February even around 2100; twelve months a 31st.
  for (let step = 0; step <= 12; step += 1) {
    const near = month === null ? today.with({ day: 1 }).add({ months: step }) : null;
    const found = dateOrNull(near?.year ?? today.year + step, near?.month ?? month ?? 1, day);
    if (found && Temporal.PlainDate.compare(found, today) >= 0) return found;
  }
  return null;
}

function dateOrNull(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return null;
  }
}

export function isFar(day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return today.until(day, { largestUnit: 'days' }).days > 183;
}
