import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database.ts';

/** Any 64-bit number will do, as long as every version of Onrecord uses the same one. */
const readingAndDue = 7_041_966_004;
/** What a trigger on mail.messages notifies: something new is stored. */
const channel = 'onrecord_stored';

/** The right to read and to decide what is due, which one instance has at a time (architecture.md rule 11). */
export interface Lead {
  /**
   * Does `work` while holding the advisory lock.
   * @param wait milliseconds to wait where another instance holds it; 0 asks once
   * @returns null where the other one kept it
   */
  readonly hold: <T>(work: () => Promise<T>, wait: number) => Promise<{ done: T } | null>;
  readonly close: () => Promise<void>;
}

/**
 * @param onStored called whenever any instance has stored a message, and where the connection that hears of it broke: something may have
 * been missed. PGlite has this instance only, which knows itself
 */
export function createLead(database: Database, onStored?: () => void): Lead {
  const { ownConnection } = database;
  // The embedded database has one process, which always leads.
  if (!ownConnection) return { hold: async (work) => ({ done: await work() }), close: async () => {} };

  let client: pg.Client | null = null;
  const connect = async (): Promise<pg.Client> => {
    if (client) return client;
    const fresh = await ownConnection();
    const forget = () => {
      if (client !== fresh) return;
      client = null;
      onStored?.();
    };
    fresh.on('error', forget);
    fresh.on('end', forget);
    if (onStored) {
      fresh.on('notification', onStored);
      await fresh.query(`listen ${channel}`);
    }
    client = fresh;
    return fresh;
  };
  return {
    hold: async (work, wait) => {
      const connection = await connect();
      if (!(await lock(connection, wait))) return null;
      try {
        return { done: await work() };
      } finally {
        // A connection that broke has given the lock back by itself.
        await connection.query('select pg_advisory_unlock($1)', [readingAndDue]).catch(() => {});
      }
    },
    close: async () => {
      const open = client;
      client = null;
      await open?.end();
    },
  };
}

async function lock(connection: pg.Client, wait: number): Promise<boolean> {
  const until = performance.now() + wait;
  for (;;) {
    const { rows } = await connection.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
      readingAndDue,
    ]);
    if (rows[0]?.got) return true;
    if (performance.now() >= until) return false;
    await sleep(100);
  }
}
