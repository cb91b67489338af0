import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Env = Record<string, string>;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Node 24 as the lock file has it, where the one that runs the tests is older. */
const bundled = resolve('node_modules/.bin/node');
const node = existsSync(bundled) ? bundled : process.execPath;
const main = resolve('src/main.ts');

/** A directory for it to run in: no `.env` of this checkout is near. */
export const cwd = mkdtempSync(join(tmpdir(), 'onrecord-cwd-'));
process.on('exit', () => rmSync(cwd, { recursive: true, force: true }));

/** What a start has compiled is kept for the next one, which takes half the time. */
const compiled = resolve('node_modules/.cache/onrecord/compiled');

function launch(args: readonly string[], env: Env): ChildProcess {
  return spawn(node, ['--no-warnings', main, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, NODE_COMPILE_CACHE: compiled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a command of the program to its end; it fails with an exit code, not by throwing. */
export function onrecord(args: readonly string[], env: Env): Promise<Ended> {
  const child = launch(args, env);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, out, err }));
  });
}

/** The same, for commands that have to succeed. @throws with all that was printed, where they do not */
export async function succeed(args: readonly string[], env: Env): Promise<string> {
  const { code, out, err } = await onrecord(args, env);
  if (code !== 0) throw new Error(`onrecord ${args.join(' ')} ended with ${code}:\n${out}\n${err}`);
  return out;
}

/** `tick --at` and what it did. */
export async function tick(at: string, env: Env): Promise<Ticked> {
  return JSON.parse(await succeed(['tick', '--at', at, '--json'], env));
}
export interface Ticked {
  readonly fetched: number;
  readonly read: number;
  readonly sent: number;
  readonly deferred: number;
  readonly failed: number;
  readonly queued: readonly string[];
  readonly missed: readonly string[];
}

export interface Serving {
  readonly url: string;
  readonly pid: number;
  readonly printed: () => string;
  /** kill -9, and gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM, and the exit code. */
  readonly stop: () => Promise<number | null>;
}

/** `serve` on the port that `env` names, answering. @throws with all that it printed, where it ends before */
export async function serve(env: Env): Promise<Serving> {
  const serving = launchServe(env);
  await serving.ready;
  return serving;
}

/** The same, without waiting: `ready` resolves when it answers. */
export function launchServe(env: Env): Serving & { readonly ready: Promise<void> } {
  const child = launch(['serve'], env);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed = `${printed}${chunk}`.slice(-50_000);
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.on('exit', resolve);
  });
  const url = `http://127.0.0.1:${env.PORT}`;
  const ready = untilAlive(url, child, () => printed);
  ready.catch(() => {});
  return {
    url,
    pid: child.pid ?? 0,
    ready,
    printed: () => printed,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function untilAlive(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  for (const end = performance.now() + 30_000; ; await sleep(50)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`serve ended before it answered:\n${printed()}`);
    if (performance.now() > end)
      throw new Error(`serve does not answer at ${url} within 30 seconds:\n${printed()}`);
    const alive = await fetch(`${url}/healthz`).catch(() => null);
    if (alive?.ok) return;
  }
}
