import { z } from 'zod';
import { DatabaseProblem } from '../db/database.ts';
import { findDemoHere, type RunningDemo } from '../demo/running.ts';
import type { Io } from './command.ts';

/** The demo that runs in this checkout: what a command means that names no database in DATABASE_URL. */
export async function demoHere({ env }: Io): Promise<RunningDemo | null> {
  return env.DATABASE_URL ? null : findDemoHere();
}

/** @throws DatabaseProblem where a demo runs: one process at a time holds an embedded database */
export async function refuseWhileDemo(io: Io): Promise<void> {
  const demo = await demoHere(io);
  if (!demo) return;
  throw new DatabaseProblem(
    `the demo at ${demo.url} (process ${demo.pid}) holds the database. It reads and sends by itself; ` +
      'end it (Ctrl-C there), or name another database in DATABASE_URL',
  );
}

/** What the demo's API gives at a path of its team's; null where there is no such thing. @throws DatabaseProblem */
export async function askDemo<T>(demo: RunningDemo, path: string, shape: z.ZodType<T>): Promise<T | null> {
  const answer = await fetch(`${demo.url}/api/teams/${path}`, { signal: AbortSignal.timeout(10_000) });
  if (answer.status === 404) return null;
  const given: unknown = await answer.json();
  if (answer.ok) return shape.parse(given);
  const { detail } = z.object({ detail: z.string() }).parse(given);
  throw new DatabaseProblem(`the demo at ${demo.url} answers: ${detail}`);
}
