import { Temporal } from 'temporal-polyfill';
import { mondayOf, weekAt, weekBefore } from '../kinds/calendar.ts';

export const zone = 'Europe/Berlin';
/** Weeks that are over when a visitor comes. */
export const pastWeeks = 6;
/** The team begins with decisions alone: of so many weeks there is no update. */
export const weeksBeforeUpdates = 2;

/** The weeks of the demo, oldest first; the last one is the present. */
export function weeksUpTo(now: Temporal.Instant): string[] {
  const present = weekAt(now, zone);
  return Array.from({ length: pastWeeks + 1 }, (_, index) => weekBefore(present, pastWeeks - index));
}

/** A local time of a week: "Fri 10:12". */
export function timeIn(week: string, said: string, timezone: string): Temporal.ZonedDateTime {
  const [day = '', time = ''] = said.split(' ');
  const index = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(day);
  if (index < 0) throw new RangeError(`"${said}" is not like "Fri 10:12"`);
  return mondayOf(week)
    .add({ days: index })
    .toZonedDateTime({
      timeZone: timezone,
      plainTime: Temporal.PlainTime.from(time),
    });
}
