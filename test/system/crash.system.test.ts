import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import type { OutboxRow } from '../../src/db/tables.ts';
import { eventually } from '../support/mail.ts';
import { deliver, messagesIn, rawIn } from '../support/mailbox.ts';
import { type Env, launchServe, serve, succeed, tick } from '../support/program.ts';
import { randomFrom } from '../support/random.ts';
import type { User } from '../support/servers.ts';
import { team } from '../support/team.ts';
import { type Asked, type Delivery, mixture, type Sort } from './mixture.ts';
import { addressOf, service, surroundings } from './surroundings.ts';

// The service dies at any moment, twenty times, while mail comes in and goes out. SEED=… repeats a run.

const around = surroundings();
const random = randomFrom();
const deaths = 20;
const counts = { reply: 270, fresh: 120, automatic: 80, malformed: 30 };
const total = 500;

const people = [
  { user: 'ana', name: 'Ana Ruiz', client: 'gmail' },
  { user: 'ben', name: 'Ben Carvalho', client: 'gmail' },
  { user: 'kofi', name: 'Kofi Mensah', client: 'apple' },
  { user: 'mei', name: 'Mei Tanaka', client: 'outlook' },
  { user: 'tom', name: 'Tom Becker', client: 'thunderbird' },
  { user: 'sara', name: 'Sara Lindholm', client: 'apple' },
] as const;
const everybody: readonly User[] = [...people.map(({ user }) => user), 'luis'];

describe(`kill -9 at ${deaths} random moments during ${total} deliveries (seed ${random.seed})`, () => {
  let env: Env;
  let database: Database;
  let deliveries: Delivery[];
  const moments: string[] = [];

  beforeAll(async () => {
    env = await around.env({ LOG_LEVEL: 'warn' });
    await succeed(['plan', 'apply', around.file('team.yaml', team)], env);
    await succeed(['send', 'request', '--team', 'reliability'], env);
    database = await openDatabase(env.DATABASE_URL ?? '');
    deliveries = await mixture({ asked: await Promise.all(people.map(asked)), service, counts, random });
    await dieAndLiveAgain();
    await finish();
  }, 300_000);

  afterAll(async () => {
    await database?.close();
  });

  const inbound = () =>
    database.db.selectFrom('mail.messages').selectAll().where('source', '=', 'imap').execute();
  const outbox = () => database.db.selectFrom('mail.outbox').selectAll().execute();
  const numberOf = async (rows: string) => {
    const found = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(rows)}`.execute(
      database.db,
    );
    return found.rows[0]?.n ?? 0;
  };

  test('all are stored, byte for byte as the mailbox holds them, and none twice', async () => {
    const held = (await rawIn(around.mail.imapUrl('onrecord'))).map(({ raw }) => hashOf(raw));
    expect(held).toHaveLength(total);
    const rows = await database.db
      .selectFrom('mail.messages as m')
      .innerJoin('mail.bytes as b', 'b.position', 'm.position')
      .select('b.raw')
      .where('m.source', '=', 'imap')
      .execute();
    expect(rows.map(({ raw }) => hashOf(raw)).sort()).toEqual(held.sort());
  });

  test('the chain is whole', async () => {
    const said = await succeed(['verify'], env);
    const { length } = await database.db.selectFrom('mail.messages').select('position').execute();
    expect(said).toMatch(`${length} messages, all sound`);
  });

  test('each is proven once and read once, and nothing is pending', async () => {
    const stored = (await inbound()).map(({ position }) => position).sort();
    for (const table of ['mail.proofs', 'log.readings'] as const) {
      const rows = await database.db.selectFrom(table).select('position').execute();
      const positions = new Set(stored);
      expect(
        rows
          .map(({ position }) => position)
          .filter((position) => positions.has(position))
          .sort(),
      ).toEqual(stored);
    }
    const states = new Set((await outbox()).map(({ state }) => state));
    expect([...states]).toEqual(['sent']);
  });

  test('each reply is one version of its author’s update, and no other version but of what is malformed', async () => {
    const updates = await database.db
      .selectFrom('log.updates as u')
      .innerJoin('log.messages as m', 'm.position', 'u.position')
      .select(['u.member', 'u.version', 'm.message_id'])
      .orderBy('u.member')
      .orderBy('u.version')
      .execute();
    const idsOf = (sort: Sort) =>
      deliveries.filter((one) => one.sort === sort).flatMap(({ messageId }) => messageId ?? []);
    const known = new Set([...idsOf('reply'), ...idsOf('fresh'), ...idsOf('automatic')]);
    const made = updates.map(({ message_id }) => message_id).filter((id) => known.has(id));
    expect(made.sort()).toEqual(idsOf('reply').sort());
    for (const { user } of people) {
      const versions = updates
        .filter(({ member }) => member === addressOf(user))
        .map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, index) => index + 1));
    }
    expect(await numberOf(`log.readings where outcome = 'failed'`)).toBe(0);
  });

  test('each message is answered at most once, and machines never', async () => {
    const answers = (await outbox()).flatMap(({ answers }) => answers ?? []);
    expect(answers.length).toBeGreaterThan(0);
    expect(new Set(answers).size).toBe(answers.length);
    const readings = await database.db
      .selectFrom('log.readings')
      .select(['position', 'kinds'])
      .where('position', 'in', answers)
      .execute();
    expect(readings.filter(({ kinds }) => kinds.includes('automatic'))).toEqual([]);
  });

  test('every mail of ours reached its mailbox, once; twice at most where a kill left it in doubt', async () => {
    const rows = await outbox();
    let copies = 0;
    for (const user of everybody) {
      const got = (await messagesIn(around.mail.imapUrl(user))).map(({ mail }) => mail.messageId ?? '');
      const ours = rows.filter((row) => row.recipient === addressOf(user));
      expect([...new Set(got)].sort()).toEqual(ours.map((row) => `<${row.message_id}>`).sort());
      copies += got.length - new Set(got).size;
      expect(copiesBeyondDoubt(got, ours)).toEqual([]);
    }
    const kinds = Object.groupBy(rows, ({ kind }) => kind);
    expect(kinds.welcome).toHaveLength(everybody.length);
    expect(kinds.request).toHaveLength(people.length);
    console.log(
      [
        `seed ${random.seed}; killed`,
        ...moments,
        `${total} delivered, ${await progress.storing()} stored; ${rows.length} mails of ours: ` +
          Object.entries(kinds)
            .map(([kind, some]) => `${some?.length} ${kind}`)
            .join(', '),
        `${rows.filter((row) => row.attempts > 1).length} were in doubt after a kill, ${copies} of these arrived twice under one Message-ID`,
      ].join('\n'),
    );
  });

  async function asked({ user, name, client }: (typeof people)[number]): Promise<Asked> {
    const mails = await messagesIn(around.mail.imapUrl(user));
    const request = mails.find(({ kind }) => kind === 'request');
    if (!request) throw new Error(`${user} got no request`);
    return { name, client, address: addressOf(user), request: request.raw };
  }

  /** How far each stage has come. */
  const progress = {
    storing: () => numberOf(`mail.messages where source = 'imap'`),
    reading: () => numberOf('log.readings'),
    sending: () => numberOf(`mail.outbox where state in ('claimed', 'sent')`),
  };

  /** Dies while it starts, or as soon as a stage has done some more, and a moment later: in the middle of the next thing. */
  async function dieAndLiveAgain(): Promise<void> {
    for (let n = 0; n < deaths; n += 1) {
      const some = deliveries.slice((n * total) / deaths, ((n + 1) * total) / deaths);
      const stage = random.oneOf(['starting', 'storing', 'reading', 'sending'] as const);
      const more = 1 + random.whole(15);
      const milliseconds = random.whole(stage === 'starting' ? 1_000 : 150);
      const before = stage === 'starting' ? 0 : await progress[stage]();
      const serving = launchServe(env);
      const death = async () => {
        if (stage !== 'starting')
          await eventually(async () => (await progress[stage]()) >= before + more, 60_000);
        await sleep(milliseconds);
        await serving.kill();
      };
      // What comes one by one is fetched in many small steps: death may fall into any of them.
      if (stage !== 'starting') await serving.ready;
      await Promise.all([trickle(some), death()]);
      const reached = [await progress.storing(), await progress.reading()];
      moments.push(
        `${stage} ${stage === 'starting' ? '' : `${more} more `}+ ${milliseconds} ms: ` +
          `${((n + 1) * total) / deaths} delivered, ${reached[0]} stored, ${reached[1]} read`,
      );
    }
  }

  async function trickle(some: readonly Delivery[]): Promise<void> {
    for (const one of some) {
      await deliver(around.mail.smtpUrl, [one]);
      await sleep(random.whole(40));
    }
  }

  /** In peace until all is read and answered; and once more when the leases of the dead have run out. */
  async function finish(): Promise<void> {
    const serving = await serve(env);
    await eventually(async () => {
      const unread = await numberOf(
        'mail.messages m where not exists (select from log.readings r where r.position = m.position)',
      );
      const waiting = await numberOf(`mail.outbox where state in ('waiting', 'deferred')`);
      return (await progress.storing()) >= total && unread + waiting === 0;
    }, 60_000).catch(() => 'the tests say what is missing');
    expect(await serving.stop()).toBe(0);
    const later = new Date(Date.now() + 150_000).toISOString();
    await tick(later, env);
    const quiet = await tick(later, env);
    expect(quiet).toMatchObject({ fetched: 0, read: 0, sent: 0, deferred: 0, failed: 0, queued: [] });
  }
});

const hashOf = (raw: Buffer) => createHash('sha256').update(raw).digest('hex');

/**
 * Copies that nothing excuses. Where the service died between the server's yes and its own note of it, nobody can know: then the mail goes
 * out once more, under the same Message-ID, and no more than once (mail.md F29).
 */
function copiesBeyondDoubt(got: readonly string[], ours: readonly OutboxRow[]): string[] {
  return ours.flatMap(({ message_id, attempts, key }) => {
    const copies = got.filter((id) => id === `<${message_id}>`).length;
    return copies === 1 || (copies === 2 && attempts === 2) ? [] : [`${copies} copies of ${key}`];
  });
}
