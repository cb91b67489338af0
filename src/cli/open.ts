import { type Config, readConfig, readDatabaseUrl } from '../config.ts';
import { type Database, DatabaseProblem, openDatabase } from '../db/database.ts';
import { createLead } from '../db/leader.ts';
import { migrate } from '../db/migrate.ts';
import { parseMessage } from '../message/parse.ts';
import { proveNext } from '../proof/prove.ts';
import { createReader } from '../reading/read-next.ts';
import type { Io } from './command.ts';
import { refuseWhileDemo } from './running-demo.ts';

/** The database that DATABASE_URL names, migrated, until `work` ends. @throws BadSettings, DatabaseProblem, DirectoryInUse */
export async function withDatabase<T>(io: Io, work: (database: Database) => Promise<T>): Promise<T> {
  await refuseWhileDemo(io);
  const database = await openDatabase(readDatabaseUrl(io.env));
  try {
    await migrate(database.db);
    return await work(database);
  } finally {
    await database.close();
  }
}

/** The same, for commands that need the settings of mail as well; those are checked before the database is opened. */
export async function withSettings<T>(
  io: Io,
  work: (database: Database, config: Config) => Promise<T>,
): Promise<T> {
  await refuseWhileDemo(io);
  const config = readConfig(io.env);
  return withDatabase(io, (database) => work(database, config));
}

/** How long a command waits for a running service to finish its pass. */
const patience = 60_000;

/** Does `work` as the one instance that reads and decides what is due. @throws where another one keeps that right for a minute */
export async function leading<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const lead = createLead(database);
  try {
    const led = await lead.hold(work, patience);
    if (!led)
      throw new DatabaseProblem('another instance has been reading for a minute; try again when it is done');
    return led.done;
  } finally {
    await lead.close();
  }
}

/** Proves and reads whatever is stored and not read; nothing is due by it, nothing is sent. @returns how many messages were read */
export function readPending(database: Database, config: Config, now: Date): Promise<number> {
  const reader = createReader(parseMessage, config.MAIL_ADDRESS);
  const policy = { senderPolicy: config.SENDER_POLICY, mailAddress: config.MAIL_ADDRESS };
  return leading(database, async () => {
    let read = 0;
    for (;;) {
      const proved = await proveNext(database.db, policy, now);
      const some = await reader.next(database.db);
      if (proved + some === 0) return read;
      read += some;
    }
  });
}
