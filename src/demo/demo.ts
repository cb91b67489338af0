import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { Temporal } from 'temporal-polyfill';
import { readConfig } from '../config.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { loadTemplates } from '../outbound/render.ts';
import { startService } from '../service.ts';
import { buildApp } from '../web/app.ts';
import { openDirectory, type StateDirectory, sayBegun } from './directory.ts';
import { firstSteps } from './first-steps.ts';
import { handClock } from './hand-clock.ts';
import { type Told, tellHistory } from './history.ts';
import { type EmbeddedMail, startEmbeddedMail } from './mail/embedded-mail.ts';
import { mailboxes } from './mailbox/mailboxes.ts';
import { people, serviceAddress, team } from './people.ts';
import { freePort } from './port.ts';
import { askThisWeek } from './present.ts';
import { type RunningDemo, sayServing, sayStopped } from './running.ts';
import { exampleTeam } from './team.ts';

export interface DemoOptions {
  readonly dir: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Throws away what an earlier start kept. */
  readonly fresh: boolean;
  readonly logLevel?: string | undefined;
  /** In words, what takes so long. */
  readonly say?: (line: string) => void;
  /** The share of the history that is told. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

export interface Demo {
  readonly running: RunningDemo;
  readonly url: string;
  readonly database: Database;
  readonly mail: EmbeddedMail;
  /** Null where an earlier start has told it. */
  readonly told: Told | null;
  readonly steps: readonly { readonly text: string; readonly href: string }[];
  readonly stop: () => Promise<void>;
}

/**
 * Everything on this machine: database, mail, the example team's history, the service and its pages.
 * @throws DemoProblem for a port or a directory that cannot be used
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).toReversed()) await one();
  };
  try {
    return await start(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: DemoOptions,
  stops: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<Demo> {
  const say = options.say ?? (() => {});
  const port = await freePort(options.port);
  const directory = await openDirectory(options.dir, options.fresh);
  const url = `http://localhost:${port}`;
  const clock = handClock();
  const now = Temporal.Now.instant();
  // While the database starts, which takes seconds, the mails' templates are compiled.
  const opening = openDatabase(`pglite:${join(directory.path, 'db')}`);
  stops.push(async () => (await opening.catch(() => null))?.close());
  const [database, templates, mail] = await Promise.all([
    opening,
    loadTemplates(),
    startMail(directory, clock.date),
  ]);
  stops.push(() => mail.stop());
  const config = readConfig({
    DATABASE_URL: `pglite:${join(directory.path, 'db')}`,
    MAIL_ADDRESS: serviceAddress,
    SMTP_URL: mail.smtpUrl,
    IMAP_URL: mail.imapUrl(serviceAddress),
    PUBLIC_URL: url,
    PORT: String(port),
    SECRET: directory.secret,
    SENDER_POLICY: 'trusted-network',
    LOG_LEVEL: options.logLevel ?? 'error',
  });
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2));
  let told: Told | null = null;
  if (directory.begun) await migrate(database.db);
  else {
    say('Telling six weeks of the example team: mails sent, answered and read …');
    writeFileSync(join(directory.path, 'team.yaml'), exampleTeam(now));
    const { progress, signal } = options;
    told = await tellHistory({
      database,
      config,
      templates,
      mail,
      clock,
      log,
      now,
      ...(progress ? { progress } : {}),
      ...(signal ? { signal } : {}),
    });
    for (const letter of told.skipped) log.warn({ letter }, 'a letter of the story found nothing to answer');
  }
  await askThisWeek({ database, config, templates, now });
  sayBegun(directory, portsOf(mail));

  const service = await startService({ database, config, clock: clock.now, log });
  stops.push(() => service.stop());
  const steps = firstSteps(mail, now);
  const app = await buildApp({
    db: database.db,
    now: clock.now,
    publicUrl: url,
    mailAddress: serviceAddress,
    open: true,
    onStored: service.wake,
    readiness: () => ({ problems: service.problems() }),
    log,
    firstSteps: steps,
    plugins: [mailboxes({ db: database.db, mail, publicUrl: url })],
  });
  stops.push(() => app.close());
  await app.listen({ host: '127.0.0.1', port });
  const running = { url, pid: process.pid, team };
  sayServing(directory.path, running);
  stops.push(() => sayStopped(directory.path));
  return { running, url, database, mail, told, steps, stop };
}

/** The same ports as before where they are free: the service knows its mailbox by them. */
async function startMail({ path, begun }: StateDirectory, now: () => Date): Promise<EmbeddedMail> {
  const password = 'demo';
  const users = [serviceAddress, ...people.map((one) => one.address)].map((address) => ({
    address,
    password,
  }));
  const options = { dir: join(path, 'mail'), users, now };
  if (!begun) return startEmbeddedMail({ ...options, smtpPort: 0, imapPort: 0 });
  return startEmbeddedMail({ ...options, ...begun }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return startEmbeddedMail({ ...options, smtpPort: 0, imapPort: 0 });
  });
}

const portsOf = (mail: EmbeddedMail) => ({
  smtpPort: Number(new URL(mail.smtpUrl).port),
  imapPort: Number(new URL(mail.imapUrl(serviceAddress)).port),
});
