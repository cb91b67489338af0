import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { PostgresCursor, PostgresPool, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

const repeating = new AsyncLocalStorage<true>();

/**
 * Says that the statements of `work` are the same for every message: the embedded database then plans each of them once. They have to
 * find their rows by key, since a plan is kept while the tables grow.
 */
export const repeated = <T>(work: () => T): T => repeating.run(true, work);

/** A pool of the embedded database that gives names to statements within `repeated`: planning is half of what a small query costs there. */
export function planningOnce(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32);
    names.set(text, name);
    return name;
  };
  const connect = async () => {
    const client = await pool.connect();
    function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
    function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
    function query(text: unknown, values: readonly unknown[] = []): unknown {
      if (typeof text !== 'string') throw new Error('cursors are not used here');
      const isNamed = values.length > 0 && repeating.getStore() === true;
      return client.query({ text, values: [...values], ...(isNamed ? { name: nameOf(text) } : {}) });
    }
    return { query, release: (destroy?: boolean) => client.release(destroy) };
  };
  return { connect, end: () => pool.end(), options: pool.options };
}
