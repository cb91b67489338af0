import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { createSettler, type Outcome, settleAll } from '../../src/outbound/settle.ts';
import { append } from '../../src/store/append.ts';
import { freshDatabase } from '../support/database.ts';
import { ben, message } from '../support/mail.ts';

const now = new Date('2026-11-20T08:00:00Z');
const later = new Date('2026-11-20T08:05:00Z');

describe('what became of mails', () => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase();
    for (const key of ['first', 'second', 'third', 'fourth']) {
      await transact(database.db, async (tx) => {
        const arriving = { raw: message(key), receivedAt: now, now, arrival: {} };
        const { position } = await append(tx, { ...arriving, direction: 'out', source: 'outbound' });
        const nothing = {
          week: null,
          answers: null,
          reply_token: null,
          bounce_token: null,
          expires_at: null,
        };
        const row = { key, team: 'reliability', kind: 'request', recipient: ben, position, message_id: key };
        const times = { created_at: now, next_try_at: now, claimed_until: later };
        await tx
          .insertInto('mail.outbox')
          .values({ ...nothing, ...row, ...times, state: 'claimed', attempts: 1 })
          .execute();
      });
    }
  });
  afterAll(() => database.close());

  const sent: Outcome = { state: 'sent', last_answer: '250 taken', sent_at: later };
  const deferred: Outcome = { state: 'deferred', last_answer: '451 "later"', next_try_at: later };
  const of = (key: string) =>
    database.db
      .selectFrom('mail.outbox')
      .select(['state', 'last_answer', 'next_try_at', 'sent_at', 'claimed_until'])
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
  const wasSent = { ...sent, next_try_at: now, claimed_until: null };
  const wasDeferred = { ...deferred, sent_at: null, claimed_until: null };

  it('is written the same for one alone as for several at once', async () => {
    await settleAll(database.db, [{ key: 'first', outcome: sent }]);
    expect(await of('first')).toEqual(wasSent);
    expect(await of('second')).toMatchObject({ state: 'claimed', claimed_until: later });
    await settleAll(database.db, [
      { key: 'second', outcome: sent },
      { key: 'third', outcome: deferred },
    ]);
    expect(await of('second')).toEqual(wasSent);
    expect(await of('third')).toEqual(wasDeferred);
  });

  it('is written of every one, however they come', async () => {
    const settler = createSettler(database.db);
    settler.settle('first', deferred);
    settler.settle('second', deferred);
    settler.settle('fourth', sent);
    await settler.written();
    expect(await of('first')).toEqual({ ...wasDeferred, sent_at: later });
    expect(await of('second')).toEqual({ ...wasDeferred, sent_at: later });
    expect(await of('fourth')).toEqual(wasSent);
  });
});
