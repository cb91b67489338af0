import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { parseMessage } from '../../src/message/parse.ts';
import { proveNext } from '../../src/proof/prove.ts';
import { createReader } from '../../src/reading/read-next.ts';
import { append } from '../../src/store/append.ts';
import { freshDatabase } from '../support/database.ts';
import { message, service } from '../support/mail.ts';

const now = new Date('2026-11-20T09:00:00Z');
const policy = { senderPolicy: 'trusted-network' as const, mailAddress: service };

describe('what is still to be read', () => {
  let database: Database;
  const reader = createReader(parseMessage, service);
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  const store = (count: number) =>
    transact(database.db, async (tx) => {
      for (let n = 0; n < count; n += 1) {
        const arriving = { raw: message(`number ${n}`), receivedAt: now, now, arrival: {} };
        await append(tx, { ...arriving, direction: 'in', source: 'smtp' });
      }
    });
  const drain = async (step: () => Promise<number>) => {
    const steps: number[] = [];
    for (let some = await step(); some > 0; some = await step()) steps.push(some);
    return steps;
  };
  const prove = () => drain(() => proveNext(database.db, policy, now));
  const read = () => drain(() => reader.next(database.db));
  const ordinals = async () => {
    const rows = await database.db.selectFrom('log.readings').select('ordinal').orderBy('ordinal').execute();
    return rows.map((row) => row.ordinal);
  };

  it('is taken in batches, each message once, in the order of its proofs', async () => {
    await store(70);
    expect(await prove()).toEqual([50, 20]);
    expect(await read()).toEqual([20, 20, 20, 10]);
    expect(await ordinals()).toEqual(Array.from({ length: 70 }, (_, n) => n + 1));
  });

  it('is what came since, where all before it was read', async () => {
    await store(3);
    expect(await prove()).toEqual([3]);
    expect(await read()).toEqual([3]);
    expect((await ordinals()).slice(-3)).toEqual([71, 72, 73]);
  });

  it('is found among what was read, where a row is missing', async () => {
    await database.db.deleteFrom('log.readings').where('ordinal', 'in', [7, 40]).execute();
    expect(await read()).toEqual([2]);
    expect(await ordinals()).toHaveLength(73);
  });

  it('is found behind a gap first, and then in it', async () => {
    await database.db.deleteFrom('log.readings').where('ordinal', '=', 9).execute();
    await store(1);
    await prove();
    expect(await read()).toEqual([1, 1]);
    expect(await ordinals()).toHaveLength(74);
  });

  it('is a message before one that was proven, where its own proof had to wait', async () => {
    // Two are stored, and the second has its proof first.
    await store(2);
    await database.db
      .insertInto('mail.proofs')
      .values({
        ordinal: 75,
        position: 76,
        grade: 'none',
        author: null,
        evidence: '{"why":"later"}',
        made_at: now,
      })
      .execute();
    expect(await prove()).toEqual([1]);
    const waited = await database.db
      .selectFrom('mail.proofs')
      .select('ordinal')
      .where('position', '=', 75)
      .execute();
    expect(waited).toEqual([{ ordinal: 76 }]);
  });
});
