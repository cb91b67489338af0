import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Db } from '../../src/db/database.ts';
import type { EmbeddedMail } from '../../src/demo/mail/embedded-mail.ts';
import { type ImapOptions, type ImapSession, startImap } from '../../src/inbound/imap.ts';
import { freshDatabase } from '../support/database.ts';
import { clock, embeddedMail, eventually, message, service, silent } from '../support/mail.ts';
import { type Wire, wireTo } from '../support/wire.ts';

describe('following a mailbox', () => {
  let database: Database;
  let mail: EmbeddedMail;
  let session: ImapSession | null = null;
  let wire: Wire | null = null;

  const follow = (options: Partial<ImapOptions> = {}) => {
    session = startImap({
      db: database.db,
      url: new URL(mail.imapUrl(service)),
      now: clock,
      log: silent,
      pauseMilliseconds: 20,
      ...options,
    });
    return session;
  };
  /** Through a wire that a test can cut. */
  const through = async (pass?: Parameters<typeof wireTo>[1]) => {
    const url = new URL(mail.imapUrl(service));
    wire = await wireTo(Number(url.port), pass);
    url.port = String(wire.port);
    return { url, wire };
  };
  const isStored = (subject: string) =>
    database.db
      .selectFrom('mail.bytes')
      .select('position')
      .where(sql<boolean>`position(${Buffer.from(subject)} in raw) > 0`)
      .executeTakeFirst();
  const arrives = (subject: string) => eventually(() => isStored(subject));

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterEach(async () => {
    await session?.stop();
    await wire?.stop();
    await mail.stop();
    session = null;
    wire = null;
  });
  afterAll(() => database.close());

  it('stores what is there and what arrives, at once', async () => {
    mail = await embeddedMail();
    mail.mailbox(service).append(message('was there before'));
    let woken = 0;
    const { problem, lastRead } = follow({ onStored: () => (woken += 1) });
    await arrives('was there before');
    expect(woken).toBe(1);
    await eventually(() => lastRead());
    const began = performance.now();
    mail.mailbox(service).append(message('came just now'));
    await arrives('came just now');
    expect(performance.now() - began).toBeLessThan(1000);
    expect(problem()).toBeNull();
  });

  it('asks again and again where the server has no IDLE', async () => {
    mail = await embeddedMail({ without: ['IDLE', 'MOVE', 'UIDPLUS', 'ID', 'NAMESPACE'] });
    const { lastRead } = follow({ pollWithoutIdleMilliseconds: 50 });
    await eventually(() => lastRead());
    mail.mailbox(service).append(message('without idle'));
    await arrives('without idle');
  });

  it('finds by itself what IDLE did not tell', async () => {
    mail = await embeddedMail();
    const { url } = await through((chunk) =>
      /^\* \d+ EXISTS\r\n$/.test(chunk.toString()) ? Buffer.alloc(0) : chunk,
    );
    const { lastRead } = follow({ url, pollMilliseconds: 300 });
    await eventually(() => lastRead());
    mail.mailbox(service).append(message('idle died silently'));
    await arrives('idle died silently');
  });

  it('comes back by itself after the connection was cut, and goes on where it was', async () => {
    mail = await embeddedMail();
    const { url, wire } = await through();
    const { lastRead } = follow({ url });
    await eventually(() => lastRead());
    for (const subject of ['first after a cut', 'second after a cut', 'third after a cut']) {
      wire.cut();
      mail.mailbox(service).append(message(subject));
      await arrives(subject);
    }
    expect(wire.connections()).toBe(4);
  });

  it('stores each message once where the wire breaks in the middle of anything', async () => {
    mail = await embeddedMail();
    let chunks = 0;
    const { url, wire } = await through((chunk) => {
      chunks += 1;
      return chunks % 25 === 0 ? null : chunk;
    });
    for (let n = 0; n < 40; n += 1)
      mail.mailbox(service).append(message(`broken wire ${n} of`, 'x'.repeat(200_000)));
    follow({ url, pauseMilliseconds: 1 });
    await eventually(async () => {
      const { count } = await database.db
        .selectFrom('mail.messages')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('size', '>', 200_000)
        .executeTakeFirstOrThrow();
      return count >= 40;
    }, 15_000);
    for (let n = 0; n < 40; n += 1) expect(await isStored(`broken wire ${n} of`)).toBeDefined();
    expect(wire.connections()).toBeGreaterThan(3);
  });

  it('waits for a server that went away, says so, and reads on when it is back', async () => {
    mail = await embeddedMail();
    const url = new URL(mail.imapUrl(service));
    const { problem, lastRead } = follow({ url });
    await eventually(() => lastRead());
    await mail.stop();
    expect(await eventually(problem)).toMatch(/cut|cannot read/);
    await eventually(() => problem()?.includes('ECONNREFUSED'));
    mail = await embeddedMail({ imapPort: Number(url.port) });
    mail.mailbox(service).append(message('after the restart'));
    await arrives('after the restart');
    expect(await eventually(() => problem() === null)).toBe(true);
  });

  it('says what is wrong with a password, and reads once it is right', async () => {
    mail = await embeddedMail({ users: [{ address: service, password: 'not that one' }] });
    const url = new URL(mail.imapUrl(service));
    url.password = 'the right one';
    const { problem } = follow({ url, pauseMilliseconds: 2 });
    expect(await eventually(problem)).toMatch(/refuses the login.*IMAP_URL/);
    await mail.stop();
    mail = await embeddedMail({
      imapPort: Number(url.port),
      users: [{ address: service, password: 'the right one' }],
    });
    mail.mailbox(service).append(message('right password'));
    await arrives('right password');
  });

  it('leaves a message on the server while the database is down, and stores it afterwards', async () => {
    mail = await embeddedMail();
    let down = true;
    const db: Db = database.db.withPlugin({
      transformQuery: ({ node }) => {
        if (down && node.kind === 'InsertQueryNode') throw new Error('the database is down');
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    mail.mailbox(service).append(message('while it was down'));
    const { problem } = follow({ db });
    expect(await eventually(problem)).toMatch(/database is down/);
    expect(await isStored('while it was down')).toBeUndefined();
    down = false;
    await arrives('while it was down');
    expect(await eventually(() => problem() === null)).toBe(true);
  });

  it('stops at once, also while it waits for a server', async () => {
    mail = await embeddedMail();
    const url = new URL(mail.imapUrl(service));
    url.port = '9';
    const { stop } = follow({ url, pauseMilliseconds: 60_000 });
    await sleep(100);
    const began = performance.now();
    await stop();
    expect(performance.now() - began).toBeLessThan(500);
  });
});
