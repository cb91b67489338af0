import { Temporal } from 'temporal-polyfill';
import type { Db } from '../db/database.ts';
import { decisionsOf } from '../kinds/decisions/queries.ts';
import { team } from './people.ts';

const day = { hours: 24 };

/** The next moment after `now` at which a proposal closes, or those who have not answered are asked again; null where there is none until then. */
export async function nextDeadline(
  db: Db,
  now: Temporal.Instant,
  until: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const open = await decisionsOf(db, team, { states: ['proposed'] });
  const moments = open.flatMap(({ decideBy }) => {
    if (decideBy === null) return [];
    const closes = Temporal.Instant.from(decideBy);
    return [closes.subtract(day), closes];
  });
  const next = moments
    .filter((at) => Temporal.Instant.compare(at, now) > 0 && Temporal.Instant.compare(at, until) <= 0)
    .toSorted(Temporal.Instant.compare);
  return next[0] ?? null;
}
