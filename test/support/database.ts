import { readFileSync } from 'node:fs';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { migratedSnapshot } from './snapshot.ts';

/** An empty, migrated PGlite in memory; the test closes it. */
export async function freshDatabase(): Promise<Database> {
  const snapshot = new Blob([readFileSync(await migratedSnapshot())]);
  return openDatabase('pglite:', snapshot);
}
