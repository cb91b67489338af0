import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/db/database.ts';
import type { EmbeddedMail } from '../../src/demo/mail/embedded-mail.ts';
import { complaint, expectWords, note } from '../support/complaint.ts';
import { embeddedMail, eventually, service } from '../support/mail.ts';
import { type Env, onrecord, type Serving, serve } from '../support/program.ts';
import { freePort } from '../support/servers/child.ts';
import { migratedSnapshot } from '../support/snapshot.ts';
import { team } from '../support/team.ts';

// What somebody reads who has set something up wrongly: what it is, and what to do. The exit codes are those of the README.

// Each starts the program, which takes its time where others work on the machine.
vi.setConfig({ testTimeout: 60_000 });

const dir = mkdtempSync(join(tmpdir(), 'onrecord-complaints-'));
const file = (name: string, text: string) => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
/** Nothing is wrong with these. */
const good: Env = {
  MAIL_ADDRESS: service,
  SECRET: 'thirty-two bytes that nobody else has',
  DATABASE_URL: `pglite:${join(dir, 'db')}`,
};

beforeAll(async () => {
  const snapshot = new Blob([readFileSync(await migratedSnapshot())]);
  await (await openDatabase(good.DATABASE_URL ?? '', snapshot)).close();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a bad plan', () => {
  it('with a mistake in its syntax is shown the line', async () => {
    const plan = file('syntax.yaml', team.replace('members:\n', 'members: [\n'));
    const { code, out } = await complaint(['plan', 'check', plan], good);
    expect(code).toBe(1);
    expect(out).toMatch(/syntax\.yaml:\d+:\d+ .+/);
  });

  it('with several mistakes is told all of them, each with line, place and remedy, and is not applied', async () => {
    const plan = file(
      'mistakes.yaml',
      team
        .replace('Europe/Berlin', 'Europe/Berln')
        .replace('address: kofi@example.com', 'address: kofi at example.com')
        .replace('role: observer', 'role: watcher'),
    );
    const { code, err } = await complaint(['plan', 'apply', plan], good);
    expect(code).toBe(1);
    expect(err).toMatch(/mistakes\.yaml:3:\d+ .*timezone.*like Europe\/Berlin/);
    expect(err).toMatch(/mistakes\.yaml:7:\d+ .*members\.2\.address.*like ana@example\.com/);
    expect(err).toMatch(/mistakes\.yaml:11:\d+ .*role.*observer/);
    expect(err).toMatch(/nothing changed/);
  });

  it('that is not there: how to begin one', async () => {
    const { code, err } = await complaint(['plan', 'apply', join(dir, 'none.yaml')], good);
    expect(code).toBe(2);
    expect(err).toMatch(/none\.yaml is not there.*plan init/);
  });
});

// Each setting by itself: test/config.unit.test.ts.
describe('bad settings', () => {
  it('are named all at once, each with its remedy and without its passwords', async () => {
    const { code, out, err } = await complaint(['serve'], {
      MAIL_ADDRESS: 'onrecord at example.com',
      SECRET: 'short',
      DATABASE_URL: 'mysql://user:geheim@localhost/x',
      IMAP_URL: 'imap://user:geheim@mail.example.com',
      SMTP_URL: 'https://user:geheim@mail.example.com',
      PORT: 'eighty',
      LOG_LEVEL: 'chatty',
    });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(
      /^onrecord: MAIL_ADDRESS is "onrecord at example\.com": .*like onrecord@example\.com/m,
    );
    expect(err).toMatch(/^onrecord: SECRET: .*32 bytes.*openssl rand/m);
    expect(err).toMatch(/^onrecord: DATABASE_URL: .*postgres:/m);
    expect(err).toMatch(/^onrecord: IMAP_URL: .*imaps:/m);
    expect(err).toMatch(/^onrecord: SMTP_URL: .*smtps:/m);
    expect(err).toMatch(/^onrecord: PORT is "eighty": .*number/m);
    expect(err).toMatch(/^onrecord: LOG_LEVEL is "chatty": .*trace debug info/m);
    expect(err).not.toMatch(/geheim|short/);
  });

  it('that are missing are named, and where they are explained', async () => {
    const { code, err } = await complaint(['tick'], {});
    expect(code).toBe(2);
    expect(err).toMatch(/^onrecord: MAIL_ADDRESS is not set.*\.env\.example/m);
    expect(err).toMatch(/^onrecord: SECRET is not set.*openssl rand.*\.env\.example/m);
  });
});

describe('a missing database', () => {
  it.each([
    [
      'nobody listens',
      'serve',
      'postgres://user:geheim@127.0.0.1:9/onrecord',
      /127\.0\.0\.1:9.*ECONNREFUSED/,
    ],
    ['a file lies there', 'verify', `pglite:${file('notes.txt', 'no database')}`, /notes\.txt/],
  ])('is said with what to look at: %s, %s', async (_, command, DATABASE_URL, words) => {
    const { code, err } = await complaint([command], { ...good, DATABASE_URL });
    expect(code).toBe(1);
    expect(err).toMatch(words);
    expect(err).toContain('DATABASE_URL');
    expect(err).not.toContain('geheim');
  });
});

describe('a port in use', () => {
  let taken: Server;
  let port: string;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    port = String(typeof address === 'object' && address ? address.port : 0);
  });
  afterAll(() => taken.close());

  it('ends serve before it has begun', async () => {
    const { code, err } = await complaint(['serve'], { ...good, PORT: port });
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}.*in use.*PORT`));
  });

  it('ends the demo before it has begun', async () => {
    const { code, err } = await complaint(['demo', '--port', port, '--dir', join(dir, 'demo')], {});
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`port ${port} is in use.*--port \\d+`));
  });

  it('ends serve where it is the one to take mail at', async () => {
    const settings = { ...good, PORT: String(await freePort()), SMTP_LISTEN: `127.0.0.1:${port}` };
    const { code, err } = await complaint(['serve'], settings);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}.*in use.*SMTP_LISTEN`));
  });
});

describe('a service that cannot log in, or reach who takes its mail', () => {
  let mail: EmbeddedMail;
  let serving: Serving;
  let env: Env;

  beforeAll(async () => {
    mail = await embeddedMail();
    const wrong = Object.assign(new URL(mail.imapUrl(service)), { password: 'guessed' });
    env = { ...good, IMAP_URL: wrong.href, PORT: String(await freePort()) };
  });
  afterAll(async () => {
    await serving?.stop();
    await mail.stop();
  });

  it('ends tick with whose login it is, and where to look', async () => {
    const { code, err } = await complaint(['tick'], env);
    expect(code).toBe(1);
    expect(err).toMatch(/refuses the login of onrecord@example\.com.*IMAP_URL/);
    expect(err).not.toContain('guessed');
  });

  it('serves its pages all the same, and says so in /readyz and in its log', async () => {
    serving = await serve(env);
    const problems = await eventually(async () => {
      const answer = await fetch(`${serving.url}/readyz`);
      const said = z.object({ problems: z.array(z.string()) }).parse(await answer.json());
      return answer.status === 503 && said.problems;
    });
    expect(problems.join()).toMatch(/refuses the login of onrecord@example\.com.*IMAP_URL/);
    expect(serving.printed()).toMatch(/refuses the login/);
    expect(serving.printed()).not.toContain('guessed');
    expectWords(serving.printed());
    note(['serve'], env, `${serving.printed()}(it goes on; GET /readyz: 503 ${JSON.stringify(problems)})`);
  });

  it('holds its embedded database alone: others are told which process has it', async () => {
    const { code, err } = await complaint(['tick'], env);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`held by process ${serving.pid}.*End`));
    expect(await serving.stop()).toBe(0);
    expect((await onrecord(['verify'], env)).code).toBe(0);
  });

  it('says in tick and in send why a mail waits', async () => {
    const settings = { ...env, IMAP_URL: '', SMTP_URL: 'smtp://127.0.0.1:9' };
    await onrecord(['plan', 'apply', file('team.yaml', team)], settings);
    const { code, out, err } = await onrecord(['tick', '--json'], settings);
    note(['tick', '--json'], settings, `${out}${err}(exit code ${code})`);
    expect(JSON.parse(out)).toMatchObject({ sent: 0, deferred: expect.any(Number) });
    expect(JSON.parse(out).deferred).toBeGreaterThan(0);
    expect(err).toMatch(/cannot reach 127\.0\.0\.1:9.*SMTP_URL/);
  });
});
