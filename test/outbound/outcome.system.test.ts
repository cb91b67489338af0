import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, type Db, openDatabase, transact } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { decisionsOf } from '../../src/kinds/decisions/queries.ts';
import { currentPlan } from '../../src/kinds/plan/queries.ts';
import { enqueueOutcome, lapsedDecisions } from '../../src/outbound/outcome.ts';
import { loadTemplates } from '../../src/outbound/render.ts';
import { type PostgresServer, startPostgresServer } from '../support/servers.ts';
import { apply, arrive, readAll, settings, trusted } from '../support/stages.ts';
import { team } from '../support/team.ts';
import { letter, log, receive } from './letters.ts';

let server: PostgresServer;
/** Two instances of the service on one database, each with its own connections. */
let instances: readonly [Database, Database];
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

it('an objection that races two instances is in time, or late, by the order of storing alone; and there is one outcome', async () => {
  const [{ db }, other] = instances;
  const templates = await loadTemplates();
  await transact(db, async (tx) => {
    await apply(tx, team, '2026-11-13T20:00:00Z');
    await readAll(tx, { policy: trusted });
  });
  const thursday = '2026-11-19T10:00:00Z';
  const now = Temporal.Instant.from(thursday);
  const plan = await currentPlan(db, 'reliability');
  if (!plan) throw new Error('no plan');
  const close = async (on: Db) => {
    for (const key of await lapsedDecisions(on, plan.team, now))
      await transact(on, (tx) =>
        enqueueOutcome(tx, key, plan, { team: plan.team, now, templates, settings }),
      );
  };
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  for (let n = 0; n < 12; n += 1) {
    const proposal = {
      id: `p${n}`,
      from: 'ana',
      to: log,
      subject: `[PROPOSAL] Number ${n}`,
      text: `Proposal: do it ${n} times`,
    };
    await receive(db, proposal, '2026-11-16T10:00:00Z');
    const objection = letter(
      {
        id: `no${n}`,
        from: 'tom',
        subject: `Re: Number ${n}`,
        text: '-1 because it is dear',
        answers: `p${n}@mail.example.com`,
      },
      thursday,
    );
    const object = async () => {
      await pause((n % 4) * 4);
      await transact(db, (tx) => arrive(tx, objection, thursday));
    };
    const closeLater = async (on: Db) => {
      await pause(((n * 3) % 4) * 4);
      await close(on);
    };
    // The first comes in time for certain, the second late.
    if (n === 0) await object();
    await Promise.all([closeLater(db), closeLater(other.db), ...(n > 1 ? [object()] : [])]);
    if (n === 1) await object();
    await transact(db, (tx) => readAll(tx, { policy: trusted }));
    await close(db);
    await transact(db, (tx) => readAll(tx, { policy: trusted }));
  }

  const closings = await db
    .selectFrom('mail.outbox')
    .select(['key', 'position'])
    .where('kind', 'in', ['outcome', 'contested'])
    .execute();
  const decisions = await decisionsOf(db, plan.team);
  expect(closings).toHaveLength(12);
  const states = decisions.map(({ number, state, answers }) => {
    const closing = closings.find(({ key }) => key.endsWith(`/D-${number}`));
    const [objection] = answers;
    const wasInTime = (objection?.position ?? 0) < (closing?.position ?? 0);
    expect([state, objection?.late]).toEqual(wasInTime ? ['contested', false] : ['decided', true]);
    return state;
  });
  expect(new Set(states)).toEqual(new Set(['contested', 'decided']));
});
