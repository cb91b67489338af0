import { type Db, type Tx, transact } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Reader } from './read-next.ts';
import { readerVersion } from './reader.ts';

const derived = [
  'log.readings',
  'log.messages',
  'log.plans',
  'log.plan_values',
  'log.updates',
  'log.risks',
  'log.notes',
  'log.mentions',
  'log.decisions',
  'log.waiting',
  'log.hidden',
] as const satisfies (keyof Tables)[];

/**
 * Derives `log.*` anew from the stored messages and their proofs; asks no network and sends nothing. One transaction: until it commits,
 * everybody else reads the old log, and a rebuild that is cut off leaves it as it was.
 * @returns how many messages were read
 */
export function rebuild(
  db: Db,
  reader: Reader,
  progress: (read: number) => void = () => {},
): Promise<number> {
  return transact(db, async (tx) => {
    for (const table of derived) await tx.deleteFrom(table).execute();
    return reader.anewIn(tx, progress);
  });
}

/** True where a reading was made by an older reader than the code's. */
export async function isOutdated(db: Db | Tx): Promise<boolean> {
  const older = await db
    .selectFrom('log.readings')
    .select('ordinal')
    .where('reader', '<', readerVersion)
    .limit(1)
    .executeTakeFirst();
  return older !== undefined;
}
