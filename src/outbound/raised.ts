import { Temporal } from 'temporal-polyfill';
import type { Db, Tx } from '../db/database.ts';
import type { Raised } from './due.ts';

/** The risks of the last three days that came by themselves and still stand open. Those of an update are read in the review. */
export async function raisedLately(db: Db | Tx, team: string, now: Date): Promise<Raised[]> {
  const rows = await db
    .selectFrom('log.risks')
    .select(['number', 'epic', 'member', 'since'])
    .where('team', '=', team)
    .where('week', 'is', null)
    .where('resolved_at', 'is', null)
    .where('since', '>', new Date(now.getTime() - 3 * 24 * 3600 * 1000))
    .orderBy('number')
    .execute();
  return rows.map(({ since, ...risk }) => ({
    ...risk,
    at: Temporal.Instant.fromEpochMilliseconds(since.getTime()),
  }));
}
