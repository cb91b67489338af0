import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Where the demo keeps its state unless it is told otherwise. */
export const usualDirectory = './var/demo';

/** Where commands in the same checkout look for it, wherever its state is. */
const checkoutFile = 'var/running-demo.json';

const serving = z.object({ url: z.url(), pid: z.int().positive(), team: z.string() });
export type RunningDemo = z.output<typeof serving>;

/** Says in DIR/serving.json where the demo answers, so that no second one takes the directory. */
export function sayServing(dir: string, demo: RunningDemo): void {
  write(join(dir, 'serving.json'), demo);
}

export function sayStopped(dir: string): void {
  rmSync(join(dir, 'serving.json'), { force: true });
}

/** Says it to the commands that are run in this checkout. */
export function sayHere(demo: RunningDemo, checkout = '.'): void {
  write(join(checkout, checkoutFile), demo);
}

export function sayGone(demo: RunningDemo, checkout = '.'): void {
  const path = join(checkout, checkoutFile);
  // Another one may have been started since.
  if (read(path)?.pid === demo.pid) rmSync(path, { force: true });
}

/** The demo that runs with its state in `dir`; null where none does. */
export const findDemo = (dir: string): Promise<RunningDemo | null> => answering(join(dir, 'serving.json'));

/** The demo that was started in this checkout and runs still. */
export const findDemoHere = (): Promise<RunningDemo | null> => answering(checkoutFile);

/** What a killed one left behind is none. */
async function answering(path: string): Promise<RunningDemo | null> {
  const said = read(path);
  if (!said || !isAlive(said.pid)) return null;
  try {
    const answer = await fetch(`${said.url}/healthz`, { signal: AbortSignal.timeout(2000) });
    return answer.ok ? said : null;
  } catch {
    return null;
  }
}

function write(path: string, demo: RunningDemo): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(demo)}\n`);
}

function read(path: string): RunningDemo | null {
  if (!existsSync(path)) return null;
  try {
    return serving.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
