import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { migratedSnapshot } from '../test/support/snapshot.ts';

/** A kind of database to measure on. */
export interface Ground {
  /** "PGlite", "PostgreSQL". */
  readonly name: string;
  /** Its version, and what else bears on its speed. */
  readonly about: string;
  /** An empty one, migrated; whoever asks closes it. */
  readonly fresh: () => Promise<Database>;
  /** Builds a state once; every run begins with a copy of it. */
  readonly prepare: (build: (database: Database) => Promise<void>) => Promise<Prepared>;
  readonly close: () => Promise<void>;
}

export interface Prepared {
  /** A database in that state, which whoever asks closes. */
  readonly copy: () => Promise<Database>;
}

/**
 * The embedded database, in memory: the demo's and the small installation's, without its disk.
 * @param once a prepared state is used up by its first copy, which then need not be one: that is seconds quicker
 */
export async function embeddedGround(once: boolean): Promise<Ground> {
  const migrated = new Blob([readFileSync(await migratedSnapshot())]);
  const first = await openDatabase('pglite:', migrated);
  const version = await versionOf(first);
  await first.close();
  const fresh = () => openDatabase('pglite:', migrated);
  return {
    name: 'PGlite',
    about: `PostgreSQL ${version} in WebAssembly, in memory, in the process that measures`,
    fresh,
    prepare: async (build) => {
      const database = await fresh();
      if (once) {
        await build(database);
        return { copy: async () => database };
      }
      try {
        await build(database);
        const snapshot = await database.dump?.();
        if (!snapshot) throw new Error('PGlite gave no snapshot');
        return { copy: () => openDatabase('pglite:', snapshot) };
      } finally {
        await database.close();
      }
    },
    close: async () => {},
  };
}

/** PostgreSQL at `url`, in databases of the bench's own; the one that the URL names is only where they are made from. */
export async function serverGround(url: string, about = ''): Promise<Ground> {
  const admin = await openDatabase(url);
  const made: string[] = [];
  const create = async (template: string) => {
    const name = `onrecord_bench_${randomBytes(6).toString('hex')}`;
    await sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(admin.db);
    made.push(name);
    return name;
  };
  const open = (name: string) => {
    const own = new URL(url);
    own.pathname = `/${name}`;
    return openDatabase(own.href);
  };
  const fresh = async (name: string) => {
    const database = await open(name);
    await migrate(database.db);
    return database;
  };
  const { rows } = await sql<{ fsync: string }>`select current_setting('fsync') as fsync`.execute(admin.db);
  return {
    name: 'PostgreSQL',
    about: `${await versionOf(admin)}, fsync ${rows[0]?.fsync}${about}`,
    fresh: async () => fresh(await create('template0')),
    prepare: async (build) => {
      const state = await create('template0');
      const database = await fresh(state);
      try {
        await build(database);
      } finally {
        await database.close();
      }
      return { copy: async () => open(await create(state)) };
    },
    close: async () => {
      for (const name of made)
        await sql`drop database if exists ${sql.id(name)} with (force)`.execute(admin.db);
      await admin.close();
    },
  };
}

async function versionOf({ db }: Database): Promise<string> {
  const { rows } = await sql<{
    version: string;
  }>`select current_setting('server_version') as version`.execute(db);
  return rows[0]?.version ?? 'of an unknown version';
}

/** Does `work` on a database, and closes it. */
export async function using<T>(
  open: () => Promise<Database>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await open();
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
