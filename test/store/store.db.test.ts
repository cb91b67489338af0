import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { append } from '../../src/store/append.ts';
import { verify } from '../../src/store/chain.ts';
import { readBytes, readFacts } from '../../src/store/read.ts';
import { freshDatabase } from '../support/database.ts';

const now = new Date('2026-11-20T09:00:00Z');

describe('the store', () => {
  let database: Database;
  const store = (raw: Buffer, receivedAt = now) =>
    transact(database.db, (tx) =>
      append(tx, {
        raw,
        direction: 'in',
        source: 'smtp',
        receivedAt,
        now,
        arrival: { mailFrom: '', rcptTo: ['a@example.com'] },
      }),
    );

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  it('gives back exactly the bytes that came, with NUL and bare CR and LF', async () => {
    const raw = Buffer.from([0x46, 0x00, 0x0d, 0x0a, 0x0a, 0x0d, 0xff, 0xfe]);
    const { position } = await store(raw);
    expect((await readBytes(database.db, position))?.equals(raw)).toBe(true);
  });

  it('keeps identical bytes once', async () => {
    const first = await store(Buffer.from('twice'));
    const second = await store(Buffer.from('twice'));
    expect(first.isNew).toBe(true);
    expect(second).toMatchObject({ isNew: false, position: first.position });
  });

  it('never believes in an arrival later than the clock', async () => {
    const { position } = await store(Buffer.from('from tomorrow'), new Date('2026-11-21T09:00:00Z'));
    expect((await readFacts(database.db, position)).received_at).toEqual(now);
  });

  it('leaves no gap in positions when a transaction fails', async () => {
    const before = await store(Buffer.from('before'));
    await expect(
      transact(database.db, async (tx) => {
        await append(tx, {
          raw: Buffer.from('lost'),
          direction: 'in',
          source: 'smtp',
          receivedAt: now,
          now,
          arrival: {},
        });
        throw new Error('disk full');
      }),
    ).rejects.toThrow('disk full');
    expect((await store(Buffer.from('after'))).position).toBe(before.position + 1);
  });

  it('gives positions without gaps to many at once', async () => {
    const stored = await Promise.all(
      Array.from({ length: 20 }, (_, n) => store(Buffer.from(`at once ${n}`))),
    );
    const positions = stored.map((one) => one.position).sort((a, b) => a - b);
    expect(new Set(positions).size).toBe(20);
    expect((positions.at(-1) ?? 0) - (positions[0] ?? 0)).toBe(19);
  });

  it('refuses to change or delete what is stored', async () => {
    const { db } = database;
    await expect(
      db
        .updateTable('mail.bytes')
        .set({ raw: Buffer.from('x') })
        .execute(),
    ).rejects.toThrow('never changed');
    await expect(db.deleteFrom('mail.messages').execute()).rejects.toThrow('never changed');
    await expect(sql`truncate mail.messages cascade`.execute(db)).rejects.toThrow('never changed');
  });

  it('proves itself whole, and names the first message that was tampered with', async () => {
    const { db } = database;
    const sound = await verify(db);
    expect(sound).toMatchObject({ sound: true });
    if (sound.sound) expect(await verify(db, sound.head)).toMatchObject({ sound: true });
    expect(await verify(db, 'ab'.repeat(32))).toMatchObject({ sound: false });

    await sql`alter table mail.bytes disable trigger bytes_are_kept`.execute(db);
    await db
      .updateTable('mail.bytes')
      .set({ raw: Buffer.from('forged') })
      .where('position', '=', 2)
      .execute();
    expect(await verify(db)).toMatchObject({ sound: false, position: 2 });
  });
});
