import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { DemoProblem } from './problem.ts';
import { findDemo } from './running.ts';

/** The demo's state: DIR/{db,mail,secret,team.yaml,begun.json,serving.json}. */
export interface StateDirectory {
  readonly path: string;
  readonly secret: string;
  /** What an earlier start kept; null where the history is still to be told. */
  readonly begun: Begun | null;
}

const begun = z.object({
  /** The embedded mail answers there again, so that the service's cursor fits. */
  smtpPort: z.int(),
  imapPort: z.int(),
});
export type Begun = z.output<typeof begun>;

const names = new Set(['db', 'db.lock', 'mail', 'secret', 'team.yaml', 'begun.json', 'serving.json']);

/**
 * Makes the directory, or opens what an earlier start left; what one left unfinished is thrown away.
 * @param fresh throws everything away
 * @throws DemoProblem where it is something else's, or a demo runs in it
 */
export async function openDirectory(dir: string, fresh: boolean): Promise<StateDirectory> {
  const path = resolve(dir);
  const running = await findDemo(path);
  if (running)
    throw new DemoProblem(
      `the demo runs already, at ${running.url} (process ${running.pid}). Stop that one first (Ctrl-C there), or name another directory with --dir`,
    );
  const found = existsSync(path) ? readdirSync(path) : [];
  const strange = found.filter((name) => !names.has(name));
  if (strange.length > 0 || (found.length > 0 && !found.includes('secret'))) {
    throw new DemoProblem(
      `${dir} is not a directory of the demo's: ${strange[0] ?? found[0]} is in it. Name one that is empty or new with --dir`,
    );
  }
  const isWhole = found.includes('begun.json') && found.includes('db') && found.includes('mail');
  if (fresh || !isWhole) clear(path, found);
  mkdirSync(path, { recursive: true });
  return { path, secret: keepSecret(path), begun: fresh || !isWhole ? null : readBegun(path) };
}

/** From now on a start goes on from here. */
export function sayBegun({ path }: StateDirectory, ports: Begun): void {
  writeFileSync(join(path, 'begun.json'), `${JSON.stringify(ports)}\n`);
}

function clear(path: string, found: readonly string[]): void {
  if (found.includes('db.lock')) refuseIfHeld(path);
  for (const name of found) if (name !== 'secret') rmSync(join(path, name), { recursive: true, force: true });
}

/** A demo that is just starting serves nothing yet, and holds its database already. */
function refuseIfHeld(path: string): void {
  const pid = Number(readFileSync(join(path, 'db.lock'), 'utf8'));
  try {
    process.kill(pid, 0);
  } catch {
    return;
  }
  throw new DemoProblem(`a demo is starting or running in ${path} (process ${pid}). Stop that one first`);
}

function readBegun(path: string): Begun | null {
  try {
    return begun.parse(JSON.parse(readFileSync(join(path, 'begun.json'), 'utf8')));
  } catch {
    return null;
  }
}

/** Reply tokens and Message-IDs are made from it, so it stays as long as the directory does. */
function keepSecret(path: string): string {
  const file = join(path, 'secret');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
