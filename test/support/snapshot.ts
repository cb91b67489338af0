import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';

const folder = 'node_modules/.cache/onrecord';

/** Where the snapshot of a freshly migrated PGlite lies, made once for each state of migrations/: a cold start takes seconds, a snapshot less than one. */
export async function migratedSnapshot(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of readdirSync('migrations').sort()) hash.update(readFileSync(join('migrations', file)));
  const path = join(folder, `${hash.digest('hex').slice(0, 16)}.tar.gz`);
  if (existsSync(path)) return path;
  const database = await openDatabase('pglite:');
  try {
    await migrate(database.db);
    const snapshot = await database.dump?.();
    if (!snapshot) throw new Error('PGlite gave no snapshot');
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, Buffer.from(await snapshot.arrayBuffer()));
    renameSync(`${path}.${process.pid}`, path);
  } finally {
    await database.close();
  }
  return path;
}

/** Vitest's global setup: once, before the suites that need a database. */
export async function setup(): Promise<void> {
  await migratedSnapshot();
}
