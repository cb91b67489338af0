import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { append } from '../../src/store/append.ts';
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

  it.each([
    ['nothing at all', Buffer.alloc(0)],
    ['every octet there is', Buffer.from(Array.from({ length: 256 }, (_, octet) => octet))],
    ['what looks like an escape of the database', Buffer.from("\\x00 \\000 \\\\ '; -- E'\\'")],
    ['text of no charset', Buffer.from('caf\xe9 \xed\xa0\x80 \xc0\x80', 'latin1')],
    ['some megabytes', Buffer.alloc(5_000_000, 'a\r\n\0')],
  ])('gives back %s', async (_, raw) => {
    const { position, sha256 } = await store(raw);
    expect((await readBytes(database.db, position))?.equals(raw)).toBe(true);
    expect(sha256.equals(createHash('sha256').update(raw).digest())).toBe(true);
    expect((await readFacts(database.db, position)).size).toBe(raw.length);
  });

  it('keeps identical bytes once, as they came first', async () => {
    const first = await store(Buffer.from('twice'));
    const second = await store(Buffer.from('twice'), new Date('2026-11-20T08:00:00Z'));
    expect(first.isNew).toBe(true);
    expect(second).toMatchObject({ isNew: false, position: first.position });
    expect((await readFacts(database.db, first.position)).received_at).toEqual(now);
  });

  it('keeps bytes that differ in one octet apart', async () => {
    const crlf = await store(Buffer.from('Subject: a\r\n\r\nb\r\n'));
    const lf = await store(Buffer.from('Subject: a\n\nb\n'));
    expect(lf).toMatchObject({ isNew: true, position: crlf.position + 1 });
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

  const kept = ['mail.messages', 'mail.bytes', 'mail.proofs'] as const;

  it.each(kept)('refuses to change, delete or empty %s', async (table) => {
    const { db } = database;
    const { position } = await store(Buffer.from(`kept in ${table}`));
    const proof = {
      grade: 'none',
      author: null,
      evidence: JSON.stringify({ why: '' }),
      made_at: now,
    } as const;
    await db
      .insertInto('mail.proofs')
      .values({ ordinal: position, position, ...proof })
      .execute();
    const before = await db.selectFrom(table).selectAll().where('position', '=', position).execute();
    expect(before).toHaveLength(1);
    const change = sql`update ${sql.table(table)} set position = position + 1000`;
    await expect(change.execute(db)).rejects.toThrow('never changed');
    await expect(db.deleteFrom(table).execute()).rejects.toThrow('never changed');
    await expect(sql`truncate ${sql.table(table)} cascade`.execute(db)).rejects.toThrow('never changed');
    expect(await db.selectFrom(table).selectAll().where('position', '=', position).execute()).toEqual(before);
  });
});
