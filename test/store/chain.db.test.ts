import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, type Tx, transact } from '../../src/db/database.ts';
import { append } from '../../src/store/append.ts';
import { link, verify } from '../../src/store/chain.ts';
import { readFacts } from '../../src/store/read.ts';
import { freshDatabase } from '../support/database.ts';
import { undone } from '../support/stages.ts';

const now = new Date('2026-11-20T09:00:00Z');
/** More than one page of the walk. */
const count = 130;

describe('the hash chain', () => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase();
    await transact(database.db, async (tx) => {
      for (let n = 1; n <= count; n += 1) {
        await append(tx, {
          raw: Buffer.from(`message ${n}`),
          direction: n % 2 === 0 ? 'out' : 'in',
          source: n % 2 === 0 ? 'outbound' : 'smtp',
          receivedAt: now,
          now,
          arrival: {
            rcptTo: ['a@example.com', 'b@example.com'],
            mailFrom: '',
            client: { address: '192.0.2.1' },
          },
        });
      }
    });
  });
  afterAll(() => database.close());

  const headAfter = async (tx: Tx, position: number) => (await readFacts(tx, position)).hash.toString('hex');

  it('is sound, and passes through every head that it had', async () => {
    await undone(database.db, async (tx) => {
      const last = await headAfter(tx, count);
      expect(await verify(tx)).toEqual({ sound: true, messages: count, head: last });
      for (const position of [1, 77, count]) {
        expect(await verify(tx, await headAfter(tx, position))).toMatchObject({ sound: true });
      }
      expect(await verify(tx, 'ab'.repeat(32))).toMatchObject({
        sound: false,
        problem: `the chain never had the hash ${'ab'.repeat(32)}`,
      });
      return 'seen';
    });
  });

  const tampers: [string, (tx: Tx) => Promise<unknown>, number, RegExp][] = [
    [
      'other bytes',
      (tx) =>
        tx
          .updateTable('mail.bytes')
          .set({ raw: Buffer.from('forged') })
          .where('position', '=', 40)
          .execute(),
      40,
      /sha256/,
    ],
    [
      'bytes that are gone',
      (tx) => tx.deleteFrom('mail.bytes').where('position', '=', 41).execute(),
      41,
      /gone/,
    ],
    [
      'an earlier arrival',
      (tx) =>
        tx
          .updateTable('mail.messages')
          .set({ received_at: new Date('2026-11-19T09:00:00Z') })
          .where('position', '=', 42)
          .execute(),
      42,
      /does not follow/,
    ],
    [
      'another client',
      (tx) =>
        tx
          .updateTable('mail.messages')
          .set({ arrival: JSON.stringify({ client: { address: '192.0.2.2' } }) })
          .where('position', '=', 43)
          .execute(),
      43,
      /does not follow/,
    ],
    [
      'the other direction',
      (tx) => tx.updateTable('mail.messages').set({ direction: 'in' }).where('position', '=', 44).execute(),
      44,
      /does not follow/,
    ],
    ['a message that is gone', (tx) => remove(tx, 45), 45, /position 45 is missing/],
    ['the first message gone', (tx) => remove(tx, 1), 1, /position 1 is missing/],
    ['the last ones gone', (tx) => removeFrom(tx, 120), 120, /missing at the end/],
  ];

  it.each(tampers)('names the first place that does not fit: %s', async (_, tamper, position, problem) => {
    await undone(database.db, async (tx) => {
      await withoutGuard(tx);
      await tamper(tx);
      // A second one further on: the first is named.
      await tx
        .updateTable('mail.bytes')
        .set({ raw: Buffer.from('too') })
        .where('position', '=', 129)
        .execute();
      expect(await verify(tx)).toEqual({ sound: false, position, problem: expect.stringMatching(problem) });
      return 'seen';
    });
  });

  it('that somebody computed anew does not pass through the head that was noted', async () => {
    await undone(database.db, async (tx) => {
      const noted = await headAfter(tx, count);
      await withoutGuard(tx);
      await tx
        .updateTable('mail.messages')
        .set({ received_at: new Date('2026-11-19T09:00:00Z') })
        .where('position', '=', 42)
        .execute();
      await computeAnew(tx, 42);
      expect(await verify(tx)).toMatchObject({ sound: true });
      expect(await verify(tx, noted)).toMatchObject({ sound: false });
      return 'seen';
    });
  });
});

/** As whoever owns the database can. */
async function withoutGuard(tx: Tx): Promise<void> {
  for (const table of ['messages', 'bytes']) {
    await sql`alter table ${sql.table(`mail.${table}`)} disable trigger user`.execute(tx);
  }
}

async function remove(tx: Tx, position: number): Promise<void> {
  await tx.deleteFrom('mail.bytes').where('position', '=', position).execute();
  await tx.deleteFrom('mail.messages').where('position', '=', position).execute();
}

async function removeFrom(tx: Tx, first: number): Promise<void> {
  for (let position = count; position >= first; position -= 1) await remove(tx, position);
}

async function computeAnew(tx: Tx, from: number): Promise<void> {
  let previous = (await readFacts(tx, from - 1)).hash;
  for (let position = from; position <= count; position += 1) {
    const facts = await readFacts(tx, position);
    const hash = link(previous, facts.sha256, facts);
    await tx
      .updateTable('mail.messages')
      .set({ previous_hash: previous, hash })
      .where('position', '=', position)
      .execute();
    previous = hash;
  }
  await tx.updateTable('mail.head').set({ hash: previous }).execute();
}
