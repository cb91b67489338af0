import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, freePorts, type ServerProcess } from './servers/child.ts';
import { configureDovecot, dovecotLog, startDovecot, stopDovecot } from './servers/dovecot.ts';
import { configurePostfix, postfixLog, startPostfix, stopPostfix } from './servers/postfix.ts';
import { configurePostgres, startPostgres, stopPostgres } from './servers/postgres.ts';

export const domain = 'example.com';
/** The service's mailbox and the example team's. */
export const users = ['onrecord', 'ana', 'ben', 'kofi', 'mei', 'tom', 'sara', 'luis'] as const;
export type User = (typeof users)[number];
const password = 'secret';

interface Server {
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** What it logged last. */
  readonly log: () => string;
  /** Stops it, if need be, and deletes its directory unless it is to be looked at. @returns the directory, where it is kept */
  readonly dispose: (keep: boolean) => Promise<string | null>;
}

/** Dovecot and Postfix: mail to the users of example.com goes in by SMTP and is read by IMAP. */
export interface MailServer extends Server {
  readonly smtpUrl: string;
  readonly imapUrl: (user: User, password?: string) => string;
}

export interface PostgresServer extends Server {
  /** Makes an empty database. @returns its DATABASE_URL */
  readonly createDatabase: () => Promise<string>;
}

/** Both of them, running. @throws Missing where one is not installed */
export async function startMailServer(): Promise<MailServer> {
  const dir = directory('onrecord-mail-');
  const [imapPort = 0, lmtpPort = 0, smtpPort = 0] = await freePorts(3);
  const dovecot = { dir: folder(dir, 'dovecot'), imapPort, lmtpPort, users, password };
  const postfix = { dir: folder(dir, 'postfix'), smtpPort, lmtpPort, domain, users };
  configureDovecot(dovecot);
  configurePostfix(postfix);
  const server = restartable(dir, {
    start: async () => {
      const imap = await startDovecot(dovecot);
      try {
        return [imap, await startPostfix(postfix)];
      } catch (error) {
        await stopDovecot(imap);
        throw error;
      }
    },
    stop: async ([imap, smtp]) => {
      if (smtp) await stopPostfix(postfix.dir, smtp);
      if (imap) await stopDovecot(imap);
    },
    log: () => `${dovecotLog(dovecot.dir)}\n${postfixLog(postfix.dir)}`,
  });
  await server.start();
  return {
    ...server,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    imapUrl: (user, word = password) => `imap://${user}:${word}@127.0.0.1:${imapPort}/INBOX`,
  };
}

/** An empty cluster, running. @throws Missing where it is not installed */
export async function startPostgresServer(): Promise<PostgresServer> {
  const dir = directory('onrecord-postgres-');
  const port = await freePort();
  configurePostgres({ dir, port });
  const server = restartable(dir, {
    start: async () => [await startPostgres({ dir, port })],
    stop: async ([one]) => {
      if (one) await stopPostgres(one);
    },
    log: () => '',
  });
  await server.start();
  let made = 0;
  const url = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`;
  return {
    ...server,
    createDatabase: async () => {
      made += 1;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database onrecord_${made}`);
      await client.end();
      return url(`onrecord_${made}`);
    },
  };
}

interface Actions {
  readonly start: () => Promise<ServerProcess[]>;
  readonly stop: (running: readonly ServerProcess[]) => Promise<void>;
  readonly log: () => string;
}

function restartable(dir: string, { start, stop, log }: Actions): Server {
  let running: readonly ServerProcess[] = [];
  const stopNow = async () => {
    await stop(running);
    running = [];
  };
  return {
    start: async () => {
      running = await start();
    },
    stop: stopNow,
    log: () => [log(), ...running.map((server) => server.printed())].join('\n'),
    dispose: async (keep) => {
      await stopNow();
      if (keep) return dir;
      rmSync(dir, { recursive: true, force: true });
      return null;
    },
  };
}

function directory(prefix: string): string {
  const dir = mkdtempSync(join(tmpdir(), prefix));
  // The servers' own users have to pass through it.
  chmodSync(dir, 0o755);
  return dir;
}

function folder(dir: string, name: string): string {
  const path = join(dir, name);
  mkdirSync(path, { mode: 0o755 });
  return path;
}
