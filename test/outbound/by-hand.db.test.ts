import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { type ByHand, sendByHand } from '../../src/outbound/enqueue-due.ts';
import { loadTemplates } from '../../src/outbound/render.ts';
import { freshDatabase } from '../support/database.ts';
import { team } from '../support/fixtures.ts';
import { apply, readAll, settings } from '../support/stages.ts';

describe('a mail sent by hand', () => {
  let database: Database;
  const templates = loadTemplates();
  beforeAll(async () => {
    database = await freshDatabase();
    await transact(database.db, async (tx) => {
      await apply(tx, team, '2026-11-09T08:00:00Z');
      await readAll(tx);
    });
  });
  afterAll(() => database.close());

  const send = async (kind: ByHand['kind'], more: Partial<ByHand> = {}) =>
    sendByHand(database.db, {
      team: 'reliability',
      kind,
      week: '2026-W47',
      to: null,
      dryRun: false,
      now: Temporal.Instant.from('2026-11-20T09:00:00Z'),
      templates: await templates,
      settings,
      ...more,
    });
  const names = (done: { queued: readonly { recipient: string }[] }) =>
    done.queued.map(({ recipient }) => recipient.split('@')[0]);
  const stored = async () => (await database.db.selectFrom('mail.outbox').select('key').execute()).length;

  it('is only shown in a dry run: nothing is stored', async () => {
    const done = await send('request', { dryRun: true });
    expect(names(done)).toEqual(['ana', 'ben', 'kofi', 'mei']);
    expect(done.preview?.text).toContain('1. What goal did I work toward?');
    expect(await stored()).toBe(0);
  });

  it('goes to leads and members, not to observers, nor to who has left', async () => {
    expect(names(await send('request'))).toEqual(['ana', 'ben', 'kofi', 'mei']);
    expect(names(await send('review'))).toEqual(['ana', 'ben', 'kofi', 'mei', 'luis']);
  });

  it('goes to nobody twice for a week', async () => {
    const before = await stored();
    const again = await send('request');
    expect(again.queued).toEqual([]);
    expect(again.already).toHaveLength(4);
    expect(await stored()).toBe(before);
  });

  it('goes to one person by any of their addresses', async () => {
    const done = await send('planning', { to: 'ben.carvalho@home.example' });
    expect(done.queued.map(({ recipient }) => recipient)).toEqual(['ben@example.com']);
  });
});
