import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Database, openDatabase, transact } from '../../src/db/database.ts';
import { expectWords } from '../support/complaint.ts';
import { eventually } from '../support/mail.ts';
import { deliver, messagesIn, rawIn } from '../support/mailbox.ts';
import { type Env, onrecord, type Serving, serve, succeed } from '../support/program.ts';
import type { User } from '../support/servers.ts';
import { team } from '../support/team.ts';
import { addressOf, service, surroundings } from './surroundings.ts';

// The servers around the service stop and come back while it runs; nobody touches the service. One story.

const around = surroundings();
const patience = 90_000;
const everybody: readonly User[] = ['ana', 'ben', 'kofi', 'mei', 'tom', 'sara', 'luis'];
const asked = everybody.filter((user) => user !== 'luis');

describe('a service whose servers go away and come back', () => {
  let env: Env;
  let serving: Serving;
  let token: string;

  beforeAll(async () => {
    env = await around.env();
    await succeed(['plan', 'apply', around.file('team.yaml', team)], env);
    const made = ['token', 'create', '--team', 'reliability', '--name', 'test'];
    token = (await succeed(made, env)).trim();
    serving = await serve(env);
    await untilReady();
  }, 120_000);

  afterAll(async () => {
    await serving?.stop();
  });

  const readiness = async () => {
    const answer = await fetch(`${serving.url}/readyz`);
    const { problems } = z.object({ problems: z.array(z.string()) }).parse(await answer.json());
    return { status: answer.status, said: problems.join('\n') };
  };
  const untilReady = () => eventually(async () => (await readiness()).status === 200, patience);
  const untilItSays = (words: RegExp) =>
    eventually(async () => {
      const { status, said } = await readiness();
      return status === 503 && words.test(said) && said;
    }, patience);
  const withDatabase = async <T>(work: (database: Database) => Promise<T>) => {
    const database = await openDatabase(env.DATABASE_URL ?? '');
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };
  const stored = (subject: string) =>
    withDatabase(({ db }) =>
      db.selectFrom('log.messages').select(['position', 'subject']).where('subject', '=', subject).execute(),
    );
  const untilStored = (subject: string) =>
    eventually(async () => {
      const rows = await stored(subject).catch(() => []);
      return rows.length > 0 && rows;
    }, patience);
  const write = (subject: string): Promise<void> =>
    deliver(around.mail.smtpUrl, [
      {
        from: addressOf('ben'),
        to: service,
        raw: Buffer.from(
          `From: ${addressOf('ben')}\r\nTo: ${service}\r\nSubject: ${subject}\r\n\r\nBen was here.\r\n`,
        ),
      },
    ]);
  const got = async (kind: string) => {
    const counts = await Promise.all(
      everybody.map(async (user) => {
        const mails = (await messagesIn(around.mail.imapUrl(user))).filter((mail) => mail.kind === kind);
        return mails.length > 0 ? [`${user} ${mails.length}`] : [];
      }),
    );
    return counts.flat();
  };
  const untilAllGot = (kind: string, users: readonly User[]) =>
    eventually(async () => (await got(kind)).length >= users.length, patience);

  test(
    'reads and sends in peace',
    async () => {
      await write('before anything');
      await untilStored('before anything');
      await untilAllGot('welcome', everybody);
    },
    patience * 2,
  );

  test(
    'says that the mail server is gone; mail that is written meanwhile waits, and says why',
    async () => {
      await around.mail.stop();
      await untilItSays(/IMAP: /);
      const { code, out, err } = await onrecord(['send', 'request', '--team', 'reliability'], env);
      expect(code).toBe(0);
      expect(out).toMatch(/0 sent, \d+ deferred/);
      // Whoever is first takes them: the command, or the service that is told of them.
      expect(err).toMatch(/SMTP: cannot reach 127\.0\.0\.1:\d+.*SMTP_URL|the service .* has taken/);
      await untilItSays(/SMTP: cannot reach 127\.0\.0\.1:\d+.*SMTP_URL/);
      expect((await readiness()).said).toMatch(
        /IMAP: cannot read onrecord's mailbox.*ECONNREFUSED.*IMAP_URL/,
      );
    },
    patience * 2,
  );

  test(
    'picks up by itself when it is back: what arrives is read, what waited goes out, once',
    async () => {
      const began = performance.now();
      await around.mail.start();
      await write('after the mail server');
      await untilStored('after the mail server');
      const read = performance.now();
      await untilAllGot('request', asked);
      await untilReady();
      expect(await got('request')).toEqual(asked.map((user) => `${user} 1`));
      expect(await got('welcome')).toEqual(everybody.map((user) => `${user} 1`));
      const seconds = (until: number) => ((until - began) / 1000).toFixed(1);
      console.log(
        `mail server back: mail read after ${seconds(read)} s, requests out and ready after ${seconds(performance.now())} s`,
      );
    },
    patience * 3,
  );

  test(
    'says that the database is gone, leaves new mail on the server, and goes on answering',
    async () => {
      await around.postgres.stop();
      await write('while there was no database');
      const said = await untilItSays(/the database does not answer/);
      expect(said).not.toMatch(/undefined|Error:/);
      await untilItSays(/new mail stays on the server until the database answers/);
      await untilItSays(/nothing is read or sent until the database answers/);
      const held = await rawIn(around.mail.imapUrl('onrecord'));
      expect(held.filter(({ raw }) => raw.includes('while there was no database'))).toHaveLength(1);
      expect((await fetch(`${serving.url}/healthz`)).status).toBe(200);
      const answer = await fetch(`${serving.url}/api/teams/reliability/updates`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.status).toBe(503);
      expect(await answer.text()).toMatch(/database does not answer/);
    },
    patience * 2,
  );

  test(
    'picks up by itself when it is back, and has lost and doubled nothing',
    async () => {
      const began = performance.now();
      await around.postgres.start();
      expect(await untilStored('while there was no database')).toHaveLength(1);
      const read = performance.now();
      await untilReady();
      await write('after the database');
      expect(await untilStored('after the database')).toHaveLength(1);
      const held = await rawIn(around.mail.imapUrl('onrecord'));
      const rows = await withDatabase(({ db }) =>
        db.selectFrom('mail.messages').select('position').where('source', '=', 'imap').execute(),
      );
      expect(rows).toHaveLength(held.length);
      expect(await got('request')).toEqual(asked.map((user) => `${user} 1`));
      expect(await got('welcome')).toEqual(everybody.map((user) => `${user} 1`));
      console.log(`database back: mail read after ${((read - began) / 1000).toFixed(1)} s`);
    },
    patience * 3,
  );

  test(
    'loses and doubles nothing where the database goes in the middle of its work',
    async () => {
      const subjects = Array.from({ length: 60 }, (_, n) => `in the middle of its work, ${n}`);
      const count = async () => {
        const found = await Promise.all(subjects.map(stored).map((rows) => rows.catch(() => [])));
        return found.map((rows) => rows.length);
      };
      for (let n = 0; n < 3; n += 1) {
        const some = subjects.slice(n * 20, (n + 1) * 20);
        await Promise.all(some.map(write));
        await eventually(async () => (await stored(some[0] ?? '')).length > 0, patience);
        await around.postgres.stop();
        expect((await fetch(`${serving.url}/healthz`)).status).toBe(200);
        await around.postgres.start();
      }
      await eventually(async () => (await count()).every((found) => found > 0), patience);
      expect(await count()).toEqual(subjects.map(() => 1));
      const failed = await withDatabase(({ db }) =>
        db.selectFrom('log.readings').select('reason').where('outcome', '=', 'failed').execute(),
      );
      expect(failed).toEqual([]);
    },
    patience * 3,
  );

  test('fails what it cuts, and nothing else', async () => {
    await withDatabase(async ({ db }) => {
      const cut = transact(db, async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
        const other = new pg.Client({ connectionString: env.DATABASE_URL });
        await other.connect();
        await other.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        await other.end();
        // The connection ends while nothing is asked of it.
        await sleep(100);
        await sql`select 1`.execute(tx);
      });
      await expect(cut).rejects.toThrow(/connection/i);
      expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    });
  });

  test(
    'has ended no process, logged no stack, and ends in order',
    async () => {
      expectWords(serving.printed());
      expect(await serving.stop()).toBe(0);
      expect(await succeed(['verify'], env)).toMatch(/all sound/);
    },
    patience,
  );
});
