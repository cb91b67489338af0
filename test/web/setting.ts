import type { FastifyInstance } from 'fastify';
import { Temporal } from 'temporal-polyfill';
import type { Database } from '../../src/db/database.ts';
import { buildApp } from '../../src/web/app.ts';
import type { AppOptions } from '../../src/web/options.ts';
import { freshDatabase } from '../support/database.ts';
import { now, tell } from './story.ts';

export interface Setting {
  readonly database: Database;
  readonly options: AppOptions;
  /** An app over the same database, with other options. */
  readonly app: (changes?: Partial<AppOptions>) => Promise<FastifyInstance>;
  readonly close: () => Promise<void>;
}

/** The story in a fresh database, at its own time. */
export async function setting(): Promise<Setting> {
  const database = await freshDatabase();
  await tell(database.db);
  const quiet = () => {};
  const options: AppOptions = {
    db: database.db,
    now: () => Temporal.Instant.from(now),
    publicUrl: 'http://localhost:3000',
    mailAddress: 'onrecord@example.com',
    open: false,
    readiness: () => ({ problems: [] }),
    log: { info: quiet, warn: quiet, error: (facts) => console.error(facts) },
  };
  const apps: FastifyInstance[] = [];
  return {
    database,
    options,
    app: async (changes = {}) => {
      const app = await buildApp({ ...options, ...changes });
      apps.push(app);
      return app;
    },
    close: async () => {
      for (const app of apps) await app.close();
      await database.close();
    },
  };
}
