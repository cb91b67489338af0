import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { eventually } from '../support/mail.ts';
import { deliver, rawIn } from '../support/mailbox.ts';
import type { Env } from '../support/program.ts';
import { freePort } from '../support/servers/child.ts';
import {
  domain,
  type MailServer,
  type PostgresServer,
  startMailServer,
  startPostgresServer,
  type User,
} from '../support/servers.ts';

export interface Surroundings {
  readonly mail: MailServer;
  readonly postgres: PostgresServer;
  /** Settings on a database of their own, with a free port, for the service's mailbox. */
  readonly env: (more?: Env) => Promise<Env>;
  /** Hands messages to Postfix, and waits until Dovecot has them in the service's mailbox. */
  readonly arrive: (messages: readonly { from: string; to: string; raw: Buffer }[]) => Promise<void>;
  /** A file, until the tests end. @returns its path */
  readonly file: (name: string, text: string) => string;
}

export const addressOf = (user: User) => `${user}@${domain}`;
export const service = addressOf('onrecord');

/** Real servers for all tests of a file. Where one fails their directories stay, and the last lines of their logs are printed. */
export function surroundings(): Surroundings {
  const dir = mkdtempSync(join(tmpdir(), 'onrecord-files-'));
  let running: { mail: MailServer; postgres: PostgresServer } | null = null;
  let failed = false;
  const servers = () => {
    if (!running) throw new Error('the servers run within tests alone');
    return running;
  };
  beforeAll(async () => {
    const postgres = await startPostgresServer();
    running = { postgres, mail: await startMailServer() };
  }, 120_000);
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') failed = true;
  });
  afterAll(async () => {
    rmSync(dir, { recursive: true, force: true });
    if (!running) return;
    for (const server of [running.mail, running.postgres]) {
      const log = failed ? server.log() : '';
      const kept = await server.dispose(failed);
      if (kept) process.stderr.write(`\nkept ${kept}, whose log ends with:\n${log}\n`);
    }
  }, 60_000);
  return {
    get mail() {
      return servers().mail;
    },
    get postgres() {
      return servers().postgres;
    },
    env: async (more = {}) => ({
      DATABASE_URL: await servers().postgres.createDatabase(),
      MAIL_ADDRESS: service,
      SMTP_URL: servers().mail.smtpUrl,
      IMAP_URL: servers().mail.imapUrl('onrecord'),
      SECRET: 'thirty-two bytes that nobody else has',
      PUBLIC_URL: 'http://onrecord.example.com',
      PORT: String(await freePort()),
      LOG_LEVEL: 'info',
      ...more,
    }),
    arrive: async (messages) => {
      const { smtpUrl, imapUrl } = servers().mail;
      const count = async () => (await rawIn(imapUrl('onrecord'))).length;
      const before = await count();
      await deliver(smtpUrl, messages);
      await eventually(async () => (await count()) >= before + messages.length, 30_000);
    },
    file: (name, text) => {
      const path = join(dir, name);
      writeFileSync(path, text);
      return path;
    },
  };
}
