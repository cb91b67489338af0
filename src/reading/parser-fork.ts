import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Message } from '../message/message.ts';

export interface ParserLimits {
  /** For one message. */
  readonly milliseconds: number;
  /** Of the whole process. */
  readonly residentBytes: number;
}

/** The process that parses, seen from ours. */
export interface Child {
  readonly process: ChildProcess;
  ready: boolean;
  /** Messages that it is done with. */
  parsed: number;
  /** When it began with the message that it is at, in milliseconds of `performance.now()`. */
  began: number;
  /** How long it has been at the message that it is at. */
  busyMilliseconds: number;
  /** Set when we ended it. `reason`: what the message in it did; null where none did. */
  ended: { readonly reason: string | null } | null;
}

/** What it says of a message. */
export type Reply =
  | { readonly id: number; readonly message: Message }
  | { readonly id: number; readonly reason: string; readonly isUnreadable: boolean };

const file = fileURLToPath(new URL('./parser-child.ts', import.meta.url));

/** Nothing of our environment goes to it, and so no secret. */
export function forkParser(limits: ParserLimits): Child {
  const heap = Math.ceil((limits.residentBytes * 0.9) / 1048576);
  const process = fork(file, [], {
    serialization: 'advanced',
    execArgv: ['--no-warnings', `--max-old-space-size=${heap}`],
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return { process, ready: false, parsed: 0, began: 0, busyMilliseconds: 0, ended: null };
}

/** 0 where the system does not say (other than Linux): the limit of the heap holds there. */
export function residentBytes({ process }: Child): number {
  try {
    const status = readFileSync(`/proc/${process.pid}/status`, 'latin1');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
export const isReady = (said: unknown) => isObject(said) && 'ready' in said;
export const isReply = (said: unknown): said is Reply =>
  isObject(said) && 'id' in said && ('message' in said || 'reason' in said);
