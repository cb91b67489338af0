import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Where the demo keeps its state unless it is told otherwise. */
export const usualDirectory = './var/demo';

/** Where it says to commands in the same checkout that it runs, wherever its state is. */
const checkoutFile = './var/running-demo.json';

const serving = z.object({ url: z.url(), pid: z.int().positive(), team: z.string() });
export type RunningDemo = z.output<typeof serving>;

/** Says in DIR/serving.json, and to this checkout, where the demo answers. */
export function sayServing(dir: string, url: string, team: string): void {
  const said = `${JSON.stringify({ url, pid: process.pid, team } satisfies RunningDemo)}\n`;
  writeFileSync(join(dir, 'serving.json'), said);
  mkdirSync(dirname(checkoutFile), { recursive: true });
  writeFileSync(checkoutFile, said);
}

export function sayStopped(dir: string): void {
  rmSync(join(dir, 'serving.json'), { force: true });
  if (read(checkoutFile)?.pid === process.pid) rmSync(checkoutFile, { force: true });
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
