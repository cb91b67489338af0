import type { Temporal } from 'temporal-polyfill';
import { mondayOf, weekAt } from '../kinds/calendar.ts';
import { instantOf } from './team.ts';

/** Calendar weeks from the one in which a risk was raised to the one of `until`: 0 is this week. What the mails count too. */
export function weeksOpen(since: Date, until: Temporal.Instant, zone: string): number {
  const from = mondayOf(weekAt(instantOf(since), zone));
  const to = mondayOf(weekAt(until, zone));
  return Math.max(0, Math.round(from.until(to, { largestUnit: 'days' }).days / 7));
}
