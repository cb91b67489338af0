import type { Database } from './database.ts';

/** Any 64-bit number will do, as long as every version of Onrecord uses the same one. */
const READING_AND_DUE = 7_041_966_004;

export interface Leadership {
  /** False once the connection that holds the lock is gone: stop reading, and ask again. */
  held: () => boolean;
  release: () => Promise<void>;
}

/**
 * Takes the advisory lock that makes this instance the one that reads and decides what is due.
 * @returns null where another instance holds it. PGlite has one process only, which always leads.
 */
export async function tryToLead(database: Database): Promise<Leadership | null> {
  if (!database.ownConnection) return { held: () => true, release: async () => {} };
  const client = await database.ownConnection();
  let held = true;
  client.on('error', () => {
    held = false;
  });
  client.on('end', () => {
    held = false;
  });
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
    READING_AND_DUE,
  ]);
  if (!rows[0]?.got) {
    await client.end();
    return null;
  }
  return { held: () => held, release: () => client.end() };
}
