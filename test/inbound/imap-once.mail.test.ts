import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import type { EmbeddedMail } from '../../src/demo/mail/embedded-mail.ts';
import { readMailboxOnce } from '../../src/inbound/imap.ts';
import { readBytes } from '../../src/store/read.ts';
import { freshDatabase } from '../support/database.ts';
import { clock, embeddedMail, message, service, silent } from '../support/mail.ts';

describe('reading a mailbox once', () => {
  let database: Database;
  let mail: EmbeddedMail;
  const url = () => new URL(mail.imapUrl(service));
  const read = (given = url()) => readMailboxOnce({ db: database.db, url: given, now: clock, log: silent });
  const inbox = () => mail.mailbox(service);
  /** As in the cursor; each test has its own port. */
  const name = () => `${service}@127.0.0.1:${url().port}/INBOX`;
  const stored = async () => {
    const all = await database.db.selectFrom('mail.messages').selectAll().orderBy('position').execute();
    return all.filter((one) => one.arrival.mailbox === name());
  };
  const cursor = () =>
    database.db
      .selectFrom('mail.cursors')
      .selectAll()
      .where('mailbox', '=', name())
      .executeTakeFirstOrThrow();

  beforeAll(async () => {
    database = await freshDatabase();
  });
  beforeEach(async () => {
    mail = await embeddedMail();
  });
  afterEach(() => mail.stop());
  afterAll(() => database.close());

  it('stores each message once, byte for byte, with where and when it came', async () => {
    const odd = Buffer.from([
      ...Buffer.from('Subject: odd\r\n\r\n'),
      ...[0x00, 0x0a, 0x0d, 0x2e, 0x0d, 0x0a, 0xff],
    ]);
    const internalDate = new Date('2026-03-01T10:00:00Z');
    inbox().append(message('first'));
    inbox().append(odd, { internalDate });
    expect(await read()).toBe(2);
    expect(await read()).toBe(0);

    const [, second] = await stored();
    expect(second?.sha256).toEqual(createHash('sha256').update(odd).digest());
    expect(second).toMatchObject({ direction: 'in', source: 'imap', received_at: internalDate });
    expect(second?.arrival).toEqual({
      mailbox: name(),
      uidvalidity: inbox().uidValidity(),
      uid: 2,
      internalDate: '2026-03-01T10:00:00.000Z',
    });
  });

  it('goes on after the last message it stored, and is quiet when the mailbox is empty', async () => {
    expect(await read()).toBe(0);
    inbox().append(message('one'));
    expect(await read()).toBe(1);
    inbox().append(message('two'));
    inbox().append(message('three'));
    expect(await read()).toBe(2);
    expect(await cursor()).toMatchObject({ last_uid: 3, uidvalidity: inbox().uidValidity() });
  });

  it('reads everything again under a new UIDVALIDITY, stores nothing twice and misses nothing', async () => {
    inbox().append(message('one'));
    inbox().append(message('two'));
    await read();
    inbox().remove(1);
    inbox().renumber();
    inbox().append(message('three'));
    expect(await read()).toBe(1);
    expect(await stored()).toHaveLength(3);
    expect(await cursor()).toMatchObject({ last_uid: 2, uidvalidity: inbox().uidValidity() });
  });

  it('keeps what it has when messages are deleted or moved on the server', async () => {
    inbox().append(message('one'));
    inbox().append(message('two'));
    await read();
    inbox().remove(1);
    inbox().remove(2);
    expect(await read()).toBe(0);
    expect(await stored()).toHaveLength(2);
  });

  it('leaves the mailbox as it was: nothing is flagged as read', async () => {
    inbox().append(message('one'));
    await read();
    expect(inbox().list()[0]?.flags.size).toBe(0);
  });

  it('keeps headers, size and hash of a message that is too large', async () => {
    const large = Buffer.concat([message('large'), Buffer.alloc(31 * 1024 * 1024, 'abcdefgh\r\n')]);
    inbox().append(large);
    inbox().append(message('after'));
    expect(await read()).toBe(2);
    const [first] = await stored();
    const raw = await readBytes(database.db, first?.position ?? 0);
    expect(raw?.toString()).toMatch(/Subject: large\r\n.*\r\n\r\n$/s);
    expect(first?.arrival.truncated).toEqual({
      size: large.length,
      sha256: createHash('sha256').update(large).digest('hex'),
    });
  });

  it('stores a thousand in order', async () => {
    for (let n = 1; n <= 1000; n += 1) inbox().append(message(`number ${n}`));
    expect(await read()).toBe(1000);
    expect((await stored()).map((one) => one.arrival.uid)).toEqual(
      Array.from({ length: 1000 }, (_, n) => n + 1),
    );
  });

  it('passes over no message that the server does not give, and fetches none twice', async () => {
    for (let n = 1; n <= 150; n += 1) inbox().append(message(`number ${n}`));
    const folder = inbox();
    const fetched: number[] = [];
    const { read: give } = folder;
    const given = vi.spyOn(folder, 'read').mockImplementation((uid) => {
      if (uid === 50) throw new Error('the index is broken');
      fetched.push(uid);
      return give(uid);
    });
    await expect(read()).rejects.toThrow();
    expect((await stored()).map((one) => one.arrival.uid)).toEqual(
      Array.from({ length: 49 }, (_, n) => n + 1),
    );
    given.mockImplementation((uid) => {
      fetched.push(uid);
      return give(uid);
    });
    expect(await read()).toBe(101);
    expect(await read()).toBe(0);
    expect(fetched).toEqual(Array.from({ length: 150 }, (_, n) => n + 1));
  });

  it.each([
    ['a wrong password', (u: URL) => Object.assign(u, { password: 'wrong' }), /refuses the login.*IMAP_URL/],
    [
      'an unknown mailbox',
      (u: URL) => Object.assign(u, { pathname: '/Inbocks' }),
      /no mailbox "Inbocks".*INBOX/,
    ],
    ['nobody there', (u: URL) => Object.assign(u, { port: '9' }), /127.0.0.1:9.*ECONNREFUSED.*running/s],
  ])('says what to do about %s', async (_, change, words) => {
    await expect(read(change(url()))).rejects.toThrow(words);
  });

  it('works on a server that has no extension at all', async () => {
    await mail.stop();
    mail = await embeddedMail({ without: ['IDLE', 'MOVE', 'UIDPLUS', 'ID', 'NAMESPACE'] });
    inbox().append(message('one'));
    expect(await read()).toBe(1);
  });
});
