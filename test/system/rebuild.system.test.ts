import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { dumpOf } from '../support/dump.ts';
import { messagesIn } from '../support/mailbox.ts';
import { type Env, onrecord, succeed, tick } from '../support/program.ts';
import { randomFrom } from '../support/random.ts';
import { type User, users } from '../support/servers.ts';
import { team } from '../support/team.ts';
import { type Asked, mixture, replyAddressIn } from './mixture.ts';
import { addressOf, service, surroundings } from './surroundings.ts';

// Everything but the messages can be thrown away. SEED=… repeats a run.

const around = surroundings();
const random = randomFrom();
const now = '2026-11-12T10:00:00Z';
const people = [
  { user: 'ben', name: 'Ben Carvalho', client: 'gmail' },
  { user: 'kofi', name: 'Kofi Mensah', client: 'apple' },
  { user: 'mei', name: 'Mei Tanaka', client: 'outlook' },
  { user: 'tom', name: 'Tom Becker', client: 'thunderbird' },
] as const;

describe(`the log of a week of mail (seed ${random.seed})`, () => {
  let env: Env;
  let database: Database;
  let before: { log: string; mail: string; mailboxes: string[] };

  beforeAll(async () => {
    env = await around.env();
    await succeed(['plan', 'apply', around.file('team.yaml', team), '--at', now], env);
    for (const kind of ['planning', 'request'])
      await succeed(['send', kind, '--team', 'reliability', '--at', now], env);
    const counts = { reply: 16, fresh: 4, automatic: 4, malformed: 10 };
    await around.arrive(
      await mixture({ asked: await Promise.all(people.map(asked)), service, counts, random }),
    );
    await tick(now, env);
    database = await openDatabase(env.DATABASE_URL ?? '');
    await around.arrive([
      await note(
        'ana',
        'planning',
        'KR1: 31, confidence 6',
        'Sprint goal: Fewer retries (KR2)',
        'We met on Monday.',
      ),
      await note('sara', 'request', 'away until 2027-01-15'),
      await note('tom', 'receipt', '3 none'),
      await note('kofi', 'request', `3. R-${await riskOf('kofi')} is still there`),
      await note('ben', 'request', `over R-${await riskOf('ben')}`, '', 'Risk: The vendor has not answered'),
    ]);
    await tick(now, env);
    before = await everything();
  }, 180_000);

  afterAll(async () => {
    await database?.close();
  });

  const everything = async () => ({
    log: await dumpOf(database.db, 'log'),
    mail: await dumpOf(database.db, 'mail'),
    mailboxes: await mailboxes(),
  });
  const mailboxes = async () => {
    const boxes = await Promise.all(users.map((user) => messagesIn(around.mail.imapUrl(user))));
    return boxes.map(
      (mails, index) => `${users[index]} ${mails.map(({ mail }) => mail.messageId).join(' ')}`,
    );
  };

  test('has something in every table', () => {
    const tables = new Set(before.log.split('\n').map((line) => line.split(' ')[0]));
    expect([...tables].sort()).toEqual([
      'log.mentions',
      'log.messages',
      'log.notes',
      'log.plan_values',
      'log.plans',
      'log.readings',
      'log.risks',
      'log.updates',
    ]);
  });

  test('is the same after a rebuild, which adds nothing to what is kept and sends no mail', async () => {
    const { read, seconds } = JSON.parse(await succeed(['rebuild', '--json'], env));
    const after = await everything();
    expect(after.log).toBe(before.log);
    expect(after.mail).toBe(before.mail);
    expect(after.mailboxes).toEqual(before.mailboxes);
    console.log(
      `seed ${random.seed}: ${read} messages read anew in ${seconds} s; ${before.log.split('\n').length} rows of log.*, ` +
        `${before.log.length} octets, are identical`,
    );
  }, 60_000);

  test('owes nobody a mail afterwards either', async () => {
    const next = await tick(now, env);
    expect(next).toMatchObject({ fetched: 0, read: 0, sent: 0, deferred: 0, failed: 0, queued: [] });
    expect(await mailboxes()).toEqual(before.mailboxes);
  }, 60_000);

  describe('and its messages', () => {
    test('are sound', async () => {
      const rows = await database.db.selectFrom('mail.messages').select('position').execute();
      expect(await succeed(['verify'], env)).toMatch(`${rows.length} messages, all sound`);
    });

    test('are named where one byte of theirs is another, and are sound again when it is put right', async () => {
      const position = await anyReply();
      await flip(position);
      const { code, out } = await onrecord(['verify'], env);
      expect(out).toMatch(new RegExp(`position ${position} does not fit.*sha256`));
      expect(code).toBe(1);
      await flip(position);
      expect((await onrecord(['verify'], env)).code).toBe(0);
    }, 60_000);

    test('refuse that change to whoever has not switched their triggers off', async () => {
      const position = await anyReply();
      await expect(
        database.db
          .updateTable('mail.bytes')
          .set({ raw: Buffer.from('x') })
          .where('position', '=', position)
          .execute(),
      ).rejects.toThrow(/refused/);
    });
  });

  async function asked({ user, name, client }: (typeof people)[number]): Promise<Asked> {
    return { name, client, address: addressOf(user), request: await mailTo(user, 'request') };
  }

  async function mailTo(user: User, kind: string): Promise<Buffer> {
    const found = (await messagesIn(around.mail.imapUrl(user))).find((mail) => mail.kind === kind);
    if (!found) throw new Error(`${user} got no ${kind}`);
    return found.raw;
  }

  /** A few lines in answer to a mail of ours, without a quote. */
  async function note(user: User, kind: string, ...lines: string[]) {
    const original = await mailTo(user, kind);
    const to = replyAddressIn(original);
    const answered = /^Message-ID: *(<[^>]+>)/im.exec(original.toString('latin1'))?.[1] ?? '';
    const head = [
      `From: ${addressOf(user)}`,
      `To: ${to}`,
      'Subject: Re: yours',
      `Message-ID: <${random.whole(1e9)}@example.com>`,
      `In-Reply-To: ${answered}`,
    ];
    return { from: addressOf(user), to, raw: Buffer.from([...head, '', ...lines, ''].join('\r\n')) };
  }

  async function riskOf(user: User): Promise<number> {
    const row = await database.db
      .selectFrom('log.risks')
      .select('number')
      .where('member', '=', addressOf(user))
      .where('replaced', '=', false)
      .executeTakeFirstOrThrow();
    return row.number;
  }

  async function anyReply(): Promise<number> {
    const row = await database.db
      .selectFrom('log.updates')
      .select('position')
      .orderBy('position')
      .executeTakeFirstOrThrow();
    return row.position;
  }

  /** What nobody can do by mistake: as the superuser, with the triggers off. */
  async function flip(position: number): Promise<void> {
    const client = new pg.Client({ connectionString: env.DATABASE_URL });
    await client.connect();
    await client.query('alter table mail.bytes disable trigger user');
    await client.query(
      'update mail.bytes set raw = set_byte(raw, 100, get_byte(raw, 100) # 1) where position = $1',
      [position],
    );
    await client.query('alter table mail.bytes enable trigger user');
    await client.end();
  }
});
