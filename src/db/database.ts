import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  type PostgresPool,
  PostgresQueryCompiler,
  sql,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import { DirectoryInUse, openPglite } from './pglite.ts';
import { planningOnce } from './planned.ts';
import type { Tables } from './tables.ts';
import { inWords } from './trouble.ts';

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface Database {
  db: Db;
  /** One connection, one process: PGlite. */
  embedded: boolean;
  /** A connection of one's own, for session locks and LISTEN; null on PGlite, whose only connection is shared. */
  ownConnection: (() => Promise<pg.Client>) | null;
  /** A gzip snapshot of the whole database; null on PostgreSQL. */
  dump: (() => Promise<Blob>) | null;
  close: () => Promise<void>;
}

/** A database that cannot be used as asked; the message says what to do. */
export class DatabaseProblem extends Error {
  override name = 'DatabaseProblem';
}

/** int8 as number: positions and sizes stay far below 2^53. date as its text: a date has no zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8) return Number;
    if (oid === pg.types.builtins.DATE) return String;
    return pg.types.getTypeParser(oid, format ?? 'text');
  },
};

/**
 * Opens `postgres://…` or `pglite:DIR` (`pglite:` alone is in memory). Does not migrate.
 * @param snapshot what a new PGlite starts from
 * @throws DatabaseProblem where it cannot be reached; DirectoryInUse where another process holds the directory
 */
export async function openDatabase(url: string, snapshot?: Blob): Promise<Database> {
  if (url.startsWith('pglite:')) {
    const dir = url.slice('pglite:'.length);
    const embedded = await openPglite(dir, snapshot).catch((error: unknown) => {
      if (error instanceof DirectoryInUse) throw error;
      throw new DatabaseProblem(
        `cannot open the embedded database in ${dir}: ${inWords(error)}. Does DATABASE_URL name a directory that is new, or ` +
          'that Onrecord made, and may it be written?',
      );
    });
    const db = build(planningOnce(new pg.Pool({ ...embedded.config, max: 1, types })));
    return {
      db,
      embedded: true,
      ownConnection: null,
      dump: embedded.dump,
      close: async () => {
        await db.destroy();
        await embedded.close();
      },
    };
  }
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new DatabaseProblem(
      `DATABASE_URL is "${redacted(url)}": it has to start with postgres:// or pglite:, for example pglite:./var/db`,
    );
  }
  const pool = new pg.Pool({ connectionString: url, max: 10, types, connectionTimeoutMillis: 10_000 });
  // A connection may break while it lies in the pool, and between two queries of a transaction; without a listener either would end the
  // process. The pool replaces it, and the transaction's next query fails.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = build(pool);
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    await db.destroy();
    throw new DatabaseProblem(
      `cannot reach the database at ${redacted(url)}: ${inWords(error)}. ` +
        'Is PostgreSQL running there, and are user, password and database name in DATABASE_URL right?',
    );
  }
  const ownConnection = async () => {
    const client = new pg.Client({ connectionString: url, types });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  return { db, embedded: false, ownConnection, dump: null, close: () => db.destroy() };
}

const redacted = (url: string) => url.replace(/\/\/([^:@/]*):[^@]*@/, '//$1:…@');

/** True inside `transact`. A query on the pool from there would wait for ever on PGlite's only connection. */
const inTransaction = new AsyncLocalStorage<true>();

function build(pool: PostgresPool): Db {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => guarded(new PostgresDriver({ pool })),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** The same driver, but that it refuses a second connection to whoever holds an open transaction: on both databases, so that tests find it. */
function guarded(driver: Driver): Driver {
  const acquire = driver.acquireConnection.bind(driver);
  driver.acquireConnection = (...args: Parameters<typeof acquire>): Promise<DatabaseConnection> => {
    if (inTransaction.getStore()) {
      throw new Error(
        'a query outside the open transaction: use the transaction that was passed in, not the database',
      );
    }
    return acquire(...args);
  };
  return driver;
}

/** Runs `work` in one transaction; its queries go through the transaction it is given, and through nothing else. */
export function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute((tx) => inTransaction.run(true, () => work(tx)));
}

/** Undoes what `work` wrote where it throws, and rethrows; the transaction goes on. */
export async function savepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint step`.execute(tx);
  try {
    const result = await work();
    await sql`release savepoint step`.execute(tx);
    return result;
  } catch (error) {
    await sql`rollback to savepoint step`.execute(tx);
    await sql`release savepoint step`.execute(tx);
    throw error;
  }
}
