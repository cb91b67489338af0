import type { FastifyInstance } from 'fastify';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { sendByHand } from '../../src/outbound/enqueue-due.ts';
import { loadTemplates } from '../../src/outbound/render.ts';
import { buildApp } from '../../src/web/app.ts';
import { freshDatabase } from '../support/database.ts';
import { team } from '../support/fixtures.ts';
import { answer, apply, arrive, readAll, replyTo, settings } from '../support/stages.ts';

// RFC 8058, one story: each test goes on where the one before ended.

let database: Database;
let app: FastifyInstance;
let woken = 0;
const templates = loadTemplates();
const monday = '2026-11-16T09:00:00Z';
const later = '2026-11-16T10:00:00Z';

const plan = async (week: string, at: string) => {
  const done = await sendByHand(database.db, {
    team: 'reliability',
    kind: 'planning',
    week,
    to: null,
    dryRun: false,
    now: Temporal.Instant.from(at),
    templates: await templates,
    settings,
  });
  return done.queued.map((one) => one.recipient.split('@')[0]);
};
const bens = (column: 'reply_token' | 'message_id', week = '2026-W47') =>
  database.db
    .selectFrom('mail.outbox')
    .select(column)
    .where('key', '=', `reliability/planning/${week}/ben@example.com`)
    .executeTakeFirstOrThrow()
    .then((row) => row[column] ?? '');
const stored = async () =>
  (await database.db.selectFrom('mail.messages').select('position').execute()).length;
const press = async (method: 'GET' | 'POST', token: string) =>
  app.inject({
    method,
    url: `/unsubscribe/${token}`,
    ...(method === 'POST' && {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    }),
  });

beforeAll(async () => {
  database = await freshDatabase();
  await transact(database.db, async (tx) => {
    await apply(tx, team, '2026-11-09T08:00:00Z');
    await readAll(tx);
  });
  expect(await plan('2026-W47', monday)).toEqual(['ana', 'ben', 'kofi', 'mei']);
  app = await buildApp({
    db: database.db,
    now: () => Temporal.Instant.from(later),
    publicUrl: settings.publicUrl,
    mailAddress: settings.mailAddress,
    open: false,
    readiness: () => ({ problems: [] }),
    log: { info: () => {}, warn: () => {}, error: (facts) => console.error(facts) },
    onStored: () => {
      woken += 1;
    },
  });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

it('a look at the link stops nothing', async () => {
  const before = await stored();
  const page = await press('GET', await bens('reply_token'));
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Stop the planning mails?');
  expect(await stored()).toBe(before);
});

it('a press, without any cookie, is a message, and the mail comes no more to that person alone', async () => {
  const page = await press('POST', await bens('reply_token'));
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('No more planning mails');
  expect(woken).toBe(1);
  await transact(database.db, (tx) => readAll(tx));
  expect(await plan('2026-W48', '2026-11-23T09:00:00Z')).toEqual(['ana', 'kofi', 'mei']);
});

it('who pressed gets a receipt that says how to have it back, and the lead reads it on Monday', async () => {
  const receipts = await transact(database.db, async (tx) => answer(tx, later, await templates));
  expect(receipts.map((one) => [one.recipient, one.kind])).toEqual([['ben@example.com', 'receipt']]);
  expect(receipts[0]?.text).toContain('the planning; "subscribe" in reply to one brings it back');
  const { raw } = await database.db
    .selectFrom('mail.bytes as b')
    .innerJoin('mail.outbox as o', 'o.position', 'b.position')
    .select('b.raw')
    .where('o.key', '=', 'reliability/planning/2026-W48/ana@example.com')
    .executeTakeFirstOrThrow();
  expect(raw.toString()).toContain('Ben gets no planning: unsubscribed.');
});

it('"subscribe" in reply to an old one brings it back', async () => {
  const mail = {
    recipient: 'ben@example.com',
    messageId: await bens('message_id'),
    replyTo: `onrecord+r.${await bens('reply_token')}@example.com`,
  };
  await transact(database.db, async (tx) => {
    await arrive(tx, replyTo(mail, '2026-11-24T09:00:00Z', 'Subscribe'), '2026-11-24T09:00:00Z');
    await readAll(tx);
  });
  expect(await plan('2026-W49', '2026-11-30T09:00:00Z')).toEqual(['ana', 'ben', 'kofi', 'mei']);
});

it('a link that belongs to nothing stores nothing, and says what to do', async () => {
  const before = await stored();
  const page = await press('POST', 'abcdefghijklmnopqrstuvwxyz');
  expect(page.statusCode).toBe(410);
  expect(page.body).toContain('Use the one in a newer mail');
  expect(await stored()).toBe(before);
});
