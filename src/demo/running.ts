import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where the demo keeps its state unless it is told otherwise. */
export const usualDirectory = './var/demo';

const serving = z.object({ url: z.url(), pid: z.int().positive() });

/** Says in DIR/serving.json where the demo answers, so that commands in the same checkout find it. */
export function sayServing(dir: string, url: string): void {
  writeFileSync(join(dir, 'serving.json'), `${JSON.stringify({ url, pid: process.pid })}\n`);
}

export function sayStopped(dir: string): void {
  rmSync(join(dir, 'serving.json'), { force: true });
}

/** The demo that runs with its state in `dir`; null where none does. What a killed one left behind is none. */
export async function findDemo(dir: string = usualDirectory): Promise<{ url: string; pid: number } | null> {
  const path = join(dir, 'serving.json');
  if (!existsSync(path)) return null;
  const said = serving.safeParse(readJson(path));
  if (!said.success || !isAlive(said.data.pid)) return null;
  try {
    const answer = await fetch(`${said.data.url}/healthz`, { signal: AbortSignal.timeout(2000) });
    return answer.ok ? said.data : null;
  } catch {
    return null;
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
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
