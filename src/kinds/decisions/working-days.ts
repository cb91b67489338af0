import type { Temporal } from 'temporal-polyfill';

export function isWorkingDay(day: Temporal.PlainDate, holidays: readonly string[]): boolean {
  return day.dayOfWeek <= 5 && !holidays.includes(day.toString());
}

/** The day itself, or the first working day behind it. */
export function workingDayFrom(day: Temporal.PlainDate, holidays: readonly string[]): Temporal.PlainDate {
  let found = day;
  while (!isWorkingDay(found, holidays)) found = found.add({ days: 1 });
  return found;
}

/** So many working days later; a free day counts from the next working day. */
export function addWorkingDays(
  day: Temporal.PlainDate,
  count: number,
  holidays: readonly string[],
): Temporal.PlainDate {
  let found = workingDayFrom(day, holidays);
  for (let left = count; left > 0; left -= 1) found = workingDayFrom(found.add({ days: 1 }), holidays);
  return found;
}

/** The same local time on a working day. A time that DST skips is the same distance later; one that it repeats is the first. */
export function atWorkingTime(
  at: Temporal.ZonedDateTime,
  holidays: readonly string[],
): Temporal.ZonedDateTime {
  const day = at.toPlainDate();
  if (isWorkingDay(day, holidays)) return at;
  return workingDayFrom(day, holidays).toZonedDateTime({
    timeZone: at.timeZoneId,
    plainTime: at.toPlainTime(),
  });
}
