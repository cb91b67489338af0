import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { DatabaseProblem, type Db } from './database.ts';
import { inWords } from './trouble.ts';

const folder = new URL('../../migrations/', import.meta.url);

/**
 * Brings the schema up to date, forward only; several instances may start at once (Kysely takes a lock).
 * @returns the names of the migrations that ran now
 * @throws DatabaseProblem where its user may not, or a newer Onrecord was here
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: readMigrations },
    migrationTableSchema: 'public',
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw explain(error);
  return (results ?? []).map((result) => result.migrationName);
}

function explain(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const said = inWords(error);
  // insufficient_privilege.
  if (code === '42501')
    return new DatabaseProblem(
      `cannot make the tables: ${said}. Let the user in DATABASE_URL own the database`,
    );
  if (/previously executed migration .* is missing/.test(said))
    return new DatabaseProblem(
      `the database was made by a newer version of Onrecord (${said}). Update this one, or use another database`,
    );
  return error;
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {};
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()) {
    const text = await readFile(new URL(file, folder), 'utf8');
    migrations[file.slice(0, -'.sql'.length)] = {
      // Without parameters the text goes out as one simple query, which may hold several statements.
      up: async (db) => {
        await sql.raw(text).execute(db);
      },
    };
  }
  return migrations;
}
