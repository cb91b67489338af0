import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { createLead, type Lead } from './db/leader.ts';
import { migrate } from './db/migrate.ts';
import { inWords, isTrouble, logged } from './db/trouble.ts';
import { startImap } from './inbound/imap.ts';
import { type Listener, startListener } from './inbound/listener.ts';
import { currentPlan, teams } from './kinds/plan/queries.ts';
import { loadTemplates } from './outbound/render.ts';
import type { Sent } from './outbound/send.ts';
import { createPipeline, drain, type Pipeline } from './pipeline.ts';
import { startParser } from './reading/parser-process.ts';
import { createReader } from './reading/read-next.ts';
import { isOutdated, rebuild } from './reading/rebuild.ts';

export interface ServiceParts {
  readonly database: Database;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Service {
  /** Looks at once whether anything is to be read, due or sent. */
  readonly wake: () => void;
  /** In sentences, what is wrong now. */
  readonly problems: () => string[];
  readonly stop: () => Promise<void>;
}

/** How long at most until the loop looks again by itself: what is due is due within the minute. */
const restMilliseconds = 20_000;
/** The same while mail waits for a server that cannot be reached. */
const restWhileUnreachable = 5_000;

/** Everything but the web: mailbox and listeners in, the loop of stages, mail out. */
export async function startService({ database, config, clock, log }: ServiceParts): Promise<Service> {
  for (const name of await migrate(database.db)) log.info({ migration: name }, 'migrated');
  // An address that is taken ends it here, before anything has begun.
  const onStored = () => state.wake();
  const state: State = { stopped: false, trouble: null, unreachable: null, wake: () => {} };
  const listeners = await listen({ database, config, clock, log, onStored });
  const parser = startParser();
  const reader = createReader(parser.parse, config.MAIL_ADDRESS);
  const pipeline = createPipeline({ db: database.db, config, reader, templates: await loadTemplates() });

  const lead = createLead(database, onStored);
  const first = async () => {
    if (!(await isOutdated(database.db))) return;
    log.info({}, 'the reader is newer than the log: deriving it anew');
    await rebuild(database.db, reader);
  };
  const loop = run(state, lead, pipeline, clock, log, first);
  const imap = config.IMAP_URL
    ? startImap({ db: database.db, url: config.IMAP_URL, now: clock, log, onStored })
    : null;

  return {
    wake: () => state.wake(),
    problems: () =>
      [state.trouble, imap?.problem(), state.unreachable].filter((one) => typeof one === 'string'),
    stop: async () => {
      state.stopped = true;
      state.wake();
      await Promise.all([imap?.stop(), ...listeners.map((listener) => listener.stop())]);
      await loop;
      await lead.close();
      await parser.stop();
    },
  };
}

interface State {
  stopped: boolean;
  /** Why the last pass failed. */
  trouble: string | null;
  /** Why the last mail could not be sent. */
  unreachable: string | null;
  wake: () => void;
}

/** One pass after the other, at every wake and at least every twenty seconds. A failed pass is said, and tried again more slowly. */
async function run(
  state: State,
  lead: Lead,
  pipeline: Pipeline,
  clock: Clock,
  log: Logger,
  first: () => Promise<void>,
): Promise<void> {
  let failures = 0;
  let begun = false;
  while (!state.stopped) {
    let woken = false;
    let onWake = () => {};
    state.wake = () => {
      woken = true;
      onWake();
    };
    const pass = async () => {
      if (!begun) await first();
      begun = true;
      return drain(pipeline, clock);
    };
    try {
      // One instance at a time reads and decides what is due; all of them send (architecture.md rule 11).
      const led = await lead.hold(pass, 0);
      const sent = led ? led.done : await pipeline.send(clock());
      if (led) report(log, led.done);
      noteSending(state, sent, log);
      failures = 0;
      state.trouble = null;
    } catch (error) {
      failures += 1;
      state.trouble = isTrouble(error)
        ? `nothing is read or sent until the database answers (${inWords(error)})`
        : `the last pass failed: ${inWords(error)}`;
      log.error({ ...logged(error), failures }, 'a pass failed; nothing is lost, it is tried again');
    }
    // A wake during trouble does not hurry: the database or the server that failed gets its pause.
    if (state.stopped || (woken && failures === 0)) continue;
    await new Promise<void>((resolve) => {
      const rest = state.unreachable ? restWhileUnreachable : restMilliseconds;
      const pause = failures > 0 ? Math.min(60_000, 1000 * 2 ** failures) : rest;
      const timer = setTimeout(resolve, pause);
      onWake = () => {
        if (failures > 0 && !state.stopped) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Where nothing was tried, what was said of the last try stands. */
function noteSending(state: State, { sent, failed, unreachable }: Sent, log: Logger): void {
  if (unreachable !== undefined) {
    log.warn({ problem: unreachable }, 'mail waits in the outbox; trying again');
    state.unreachable = unreachable;
  } else if (sent + failed > 0) state.unreachable = null;
}

function report(log: Logger, done: Awaited<ReturnType<typeof drain>>): void {
  if (done.read > 0) log.info({ read: done.read }, 'read');
  for (const due of done.queued) log.info({ key: due.key }, 'enqueued');
  for (const due of done.missed)
    log.warn({ key: due.key }, 'missed: it fell due too long ago to be sent now');
  if (done.sent + done.deferred + done.failed > 0) {
    const { sent, deferred, failed } = done;
    log.info({ sent, deferred, failed }, 'sent');
  }
}

async function listen(parts: ServiceParts & { onStored: () => void }) {
  const { database, config, clock, log, onStored } = parts;
  const wanted = [
    { protocol: 'smtp' as const, at: config.SMTP_LISTEN },
    { protocol: 'lmtp' as const, at: config.LMTP_LISTEN },
  ];
  const listeners: Listener[] = [];
  for (const { protocol, at } of wanted) {
    if (!at) continue;
    const accepts = async () => logAddresses(database);
    const options = {
      db: database.db,
      mailAddress: config.MAIL_ADDRESS,
      logAddresses: accepts,
      now: clock,
      log,
      onStored,
    };
    const started = startListener({ ...options, protocol, host: at.host, port: at.port });
    listeners.push(
      await started.catch(async (problem: unknown) => {
        for (const listener of listeners) await listener.stop();
        throw problem;
      }),
    );
    log.info({ protocol, ...at }, 'listening for mail');
  }
  return listeners;
}

/** Addresses that teams have beside the service's own. */
async function logAddresses({ db }: Database): Promise<string[]> {
  const addresses: string[] = [];
  for (const team of await teams(db)) {
    const address = (await currentPlan(db, team))?.logAddress;
    if (address) addresses.push(address);
  }
  return addresses;
}
