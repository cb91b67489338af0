import { type Config, readConfig } from '../config.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import type { Io } from './command.ts';

/** The settings, from the environment and `.env`. @throws BadSettings */
export function settings(io: Io): Config {
  return readConfig(io.env);
}

/** The database that the settings name, migrated; `work` has it until it ends. */
export async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url);
  try {
    await migrate(database.db);
    return await work(database);
  } finally {
    await database.close();
  }
}
