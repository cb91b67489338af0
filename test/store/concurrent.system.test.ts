import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase, transact } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { append } from '../../src/store/append.ts';
import { verify } from '../../src/store/chain.ts';
import { type PostgresServer, startPostgresServer } from '../support/servers.ts';

let server: PostgresServer;
/** Two instances of the service on one database, each with its own connections. */
let instances: Database[] = [];
beforeAll(async () => {
  server = await startPostgresServer();
  const url = await server.createDatabase();
  instances = [await openDatabase(url), await openDatabase(url)];
  for (const { db } of instances) await migrate(db);
}, 120_000);
afterAll(async () => {
  for (const instance of instances) await instance.close();
  await server?.dispose(false);
});

it('gives positions without gap or repetition to two instances that store at once, twice the same and now and then in vain', async () => {
  const now = new Date();
  const store = (database: Database, n: number) =>
    transact(database.db, async (tx) => {
      const stored = await append(tx, {
        raw: Buffer.from(`message ${n % 150}`),
        direction: 'in',
        source: 'smtp',
        receivedAt: now,
        now,
        arrival: { rcptTo: [`${n}@example.com`] },
      });
      if (n % 7 === 0) throw new Error('the connection broke before the commit');
      return stored;
    });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 300 }, (_, n) => instances.map((database) => store(database, n))).flat(),
  );
  const stored = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const isNew = stored.filter((one) => one.isNew);
  expect(isNew.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 150 }, (_, index) => index + 1),
  );
  const [first] = instances;
  expect(first && (await verify(first.db))).toMatchObject({ sound: true, messages: 150 });
});
