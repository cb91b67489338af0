import { once } from 'node:events';
import type { Message } from '../message/message.ts';
import { Unreadable } from '../message/parse.ts';
import {
  type Child,
  forkParser,
  isReady,
  isReply,
  type ParserLimits,
  type Reply,
  residentBytes,
} from './parser-fork.ts';
import { ParserDown } from './reader.ts';

export interface Parser {
  /** @throws Unreadable for a message past the limits, and for one that takes the parser too long, too much memory, or down with it; ParserDown */
  readonly parse: (raw: Uint8Array) => Promise<Message>;
  readonly stop: () => Promise<void>;
}

interface Task {
  readonly id: number;
  readonly raw: Uint8Array;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: Error) => void;
  tries: number;
}

/** mail.md E23. */
const usual: ParserLimits = { milliseconds: 5000, residentBytes: 512 * 1024 * 1024 };

/** On their way to the child at once, so that it never waits for the next. */
const mostInFlight = 16;
/** More bytes than these are not sent ahead. */
const mostBytesInFlight = 4_000_000;
/** How often a message is tried whose child ended without our doing: the message did it, or somebody killed it. */
const mostTries = 3;
/** A start that fails is repeated, after twice as long each time; then those who wait are told. */
const mostStarts = 5;
const firstPauseMilliseconds = 100;
const watchMilliseconds = 50;
/** A child that has grown to this share starts anew, so that a message pays for itself alone. */
const grownShare = 0.6;

/** Starts the process that parses. It is kept warm, watched, and replaced when a message was too much for it. */
export function startParser(limits: ParserLimits = usual): Parser {
  const waiting: Task[] = [];
  const inFlight: Task[] = [];
  let nextId = 1;
  let stopped = false;
  let failedStarts = 0;
  let child: Child | null = start();

  function start(): Child {
    const started = forkParser(limits);
    started.process.on('message', (said: unknown) => {
      if (isReady(said)) {
        started.ready = true;
        failedStarts = 0;
      } else if (started === child && isReply(said)) settle(started, said);
      sendMore();
    });
    started.process.once('exit', (code, signal) => replace(started, signal ?? `exit code ${code}`));
    // A process that cannot be started at all says so here, and never exits.
    started.process.once('error', (error) => replace(started, error.message));
    return started;
  }

  function sendMore(): void {
    if (stopped || waiting.length === 0) return;
    // While a start is paused for, what comes waits for it; after the last, the next message tries anew.
    if (child === null && failedStarts === 0) child = start();
    if (!child?.ready || child.ended) return;
    if (inFlight.length === 0 && isGrown(child)) {
      end(child, null);
      return;
    }
    let bytes = inFlight.reduce((sum, task) => sum + task.raw.length, 0);
    while (inFlight.length < mostInFlight) {
      const [task] = waiting;
      if (!task || (inFlight.length > 0 && bytes + task.raw.length > mostBytesInFlight)) return;
      waiting.shift();
      if (inFlight.length === 0) begins(child);
      inFlight.push(task);
      bytes += task.raw.length;
      // A broken pipe shows as an exit; the message is sent again then.
      child.process.send({ id: task.id, raw: task.raw }, () => {});
    }
  }

  function settle(from: Child, reply: Reply): void {
    const [first] = inFlight;
    if (first?.id !== reply.id) return;
    inFlight.shift();
    from.parsed += 1;
    begins(from);
    if ('message' in reply) first.resolve(reply.message);
    else first.reject(reply.isUnreadable ? new Unreadable(reply.reason) : new Error(reply.reason));
  }

  function begins(which: Child): void {
    which.began = performance.now();
    which.busyMilliseconds = 0;
  }

  /** The child parses in order, so the first of those in flight was its last; the others go to the next child. */
  function replace(from: Child, how: string): void {
    if (from !== child) return;
    child = null;
    const first = from.ended && from.ended.reason === null ? undefined : inFlight.shift();
    waiting.unshift(...inFlight.splice(0));
    if (!from.ready) {
      startAgain(how);
      return;
    }
    if (first) {
      first.tries += 1;
      if (from.ended?.reason) first.reject(new Unreadable(from.ended.reason));
      else if (first.tries >= mostTries) first.reject(new Unreadable(`the parser ended over it: ${how}`));
      else waiting.unshift(first);
    }
    if (!stopped) child = start();
  }

  function startAgain(how: string): void {
    failedStarts += 1;
    if (failedStarts < mostStarts) {
      setTimeout(
        () => {
          if (!stopped) child ??= start();
        },
        firstPauseMilliseconds * 2 ** failedStarts,
      );
      return;
    }
    failedStarts = 0;
    for (const task of waiting.splice(0)) task.reject(new ParserDown(`the parser does not start: ${how}`));
  }

  /** `reason`: what the message in it did; null where none did. */
  function end(which: Child, reason: string | null): void {
    which.ended = { reason };
    which.process.kill('SIGKILL');
  }

  const isGrown = (which: Child) =>
    which.parsed > 0 && residentBytes(which) > limits.residentBytes * grownShare;

  let lastLook = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    const since = now - Math.max(lastLook, child?.began ?? 0);
    lastLook = now;
    if (!child || child.ended || inFlight.length === 0) return;
    // While our own loop stood still (the embedded database does that) replies lay unread: that is not the message's time.
    child.busyMilliseconds += Math.min(since, 2 * watchMilliseconds);
    if (child.busyMilliseconds > limits.milliseconds) {
      end(child, `parsing it took more than ${limits.milliseconds / 1000} s`);
    } else if (residentBytes(child) > limits.residentBytes) {
      end(child, `parsing it took more than ${Math.round(limits.residentBytes / 1048576)} MB of memory`);
    }
  }, watchMilliseconds);
  watch.unref();

  return {
    parse: (raw) =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(new ParserDown('the parser was stopped'));
        waiting.push({ id: nextId, raw, resolve, reject, tries: 0 });
        nextId += 1;
        sendMore();
      }),
    stop: async () => {
      stopped = true;
      clearInterval(watch);
      for (const task of [...inFlight.splice(0), ...waiting.splice(0)]) {
        task.reject(new ParserDown('the parser was stopped'));
      }
      const last = child?.process;
      child = null;
      if (!last || last.exitCode !== null || last.signalCode !== null) return;
      last.kill('SIGKILL');
      await once(last, 'exit');
    },
  };
}
