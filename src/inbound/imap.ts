import { setTimeout as sleep } from 'node:timers/promises';
import { inWords, isTrouble } from '../db/trouble.ts';
import { createBell } from './bell.ts';
import { MailboxProblem } from './mailbox-problem.ts';
import { type OpenMailbox, openMailbox } from './open-mailbox.ts';
import { type ReadOptions, readNew } from './read-new.ts';

export interface MailboxOptions extends ReadOptions {
  /** IMAP_URL. */
  readonly url: URL;
}

export interface ImapOptions extends MailboxOptions {
  /** How long a server with IDLE is believed when it says nothing: IDLE dies silently (mail.md B10). Default two minutes. */
  readonly pollMilliseconds?: number;
  /** How often a server without IDLE is asked. Default 30 seconds. */
  readonly pollWithoutIdleMilliseconds?: number;
  /** The first pause before connecting again, doubled up to a minute; where settings are wrong, thirty times it. Default one second. */
  readonly pauseMilliseconds?: number;
}

export interface ImapSession {
  /** In a sentence, with its remedy, why the mailbox is not read now; null where it is. */
  readonly problem: () => string | null;
  /** When the mailbox was last read to its end. */
  readonly lastRead: () => Date | null;
  readonly stop: () => Promise<void>;
}

/**
 * Reads the mailbox to its end, once.
 * @returns how many messages were new
 * @throws MailboxProblem, or the database's error; what was stored until then is kept
 */
export async function readMailboxOnce(options: MailboxOptions): Promise<number> {
  const mailbox = await openMailbox({ url: options.url, silenceMilliseconds: 60_000 });
  try {
    return await readNew(mailbox, options);
  } finally {
    await mailbox.client.logout().catch(() => {});
    mailbox.client.close();
  }
}

/** Reads the mailbox now and whenever something arrives, until it is stopped; connects again by itself. */
export function startImap(options: ImapOptions): ImapSession {
  const state: State = { problem: null, lastRead: null, stopping: new AbortController(), failures: 0 };
  const loop = run(options, state);
  return {
    problem: () => state.problem,
    lastRead: () => state.lastRead,
    stop: async () => {
      state.stopping.abort();
      await loop;
    },
  };
}

interface State {
  problem: string | null;
  lastRead: Date | null;
  /** Since the last success. */
  failures: number;
  readonly stopping: AbortController;
}

/** One client after the other: imapflow's never reconnect, and cannot be used again. */
async function run(options: ImapOptions, state: State): Promise<void> {
  const { signal } = state.stopping;
  while (!signal.aborted) {
    try {
      await follow(options, state);
    } catch (error) {
      if (signal.aborted) return;
      state.failures += 1;
      state.problem = isTrouble(error)
        ? `IMAP: new mail stays on the server until the database answers (${inWords(error)})`
        : inWords(error);
      const pause = pauseAfter(state.failures, error, options.pauseMilliseconds ?? 1000);
      // A bug has to be found by its stack; what is wrong around us is said in words.
      const isOurs = !isTrouble(error) && !(error instanceof MailboxProblem);
      options.log.warn(
        { ...(isOurs ? { err: error } : { problem: state.problem }), failures: state.failures, pause },
        'the mailbox is not being read; trying again',
      );
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  }
}

/** Doubled each time, by half more or less, so that several instances do not come back in step. */
function pauseAfter(failures: number, error: unknown, first: number): number {
  const needsChange = error instanceof MailboxProblem && error.needsChange;
  const grown = first * (needsChange ? 30 : 1) * 2 ** Math.min(failures - 1, 10);
  const longest = first * (needsChange ? 300 : 60);
  return Math.round(Math.min(grown, longest) * (0.5 + Math.random()));
}

/** One connection's life. @throws when it ends, unless it was stopped */
async function follow(options: ImapOptions, state: State): Promise<void> {
  const poll = options.pollMilliseconds ?? 120_000;
  // Longer than a poll: a quiet connection is asked by us, not by the library, which would not IDLE again.
  const { signal } = state.stopping;
  const mailbox = await openMailbox({ url: options.url, silenceMilliseconds: poll + 60_000, signal });
  const { client } = mailbox;
  const bell = createBell();
  const stop = () => client.close();
  const onStored = () => {
    state.failures = 0;
    options.onStored?.();
  };
  client.on('exists', bell.ring);
  client.on('close', bell.ring);
  signal.addEventListener('abort', stop);
  try {
    const hasIdle = client.capabilities.has('IDLE');
    const rest = hasIdle ? poll : (options.pollWithoutIdleMilliseconds ?? Math.min(poll, 30_000));
    while (!signal.aborted) {
      bell.still();
      await readNew(mailbox, { ...options, onStored });
      state.lastRead = new Date(options.now().epochMilliseconds);
      state.problem = null;
      state.failures = 0;
      // It ends with the next command; after a cut it resolves, and only `close` tells.
      if (hasIdle) client.idle().catch(() => {});
      await bell.rung(rest);
      if (!signal.aborted) await ask(mailbox);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    client.close();
  }
}

const answerMilliseconds = 30_000;

/** NOOP: fetches what the server has to tell, and finds out whether it is still there. @throws where it is not */
async function ask({ client, name }: OpenMailbox): Promise<void> {
  if (!client.usable) throw new MailboxProblem(`IMAP: the connection to ${name} was cut`, false);
  const timer = setTimeout(() => client.close(), answerMilliseconds);
  try {
    await client.noop();
  } finally {
    clearTimeout(timer);
  }
  if (!client.usable) throw new MailboxProblem(`IMAP: the connection to ${name} was cut`, false);
}
