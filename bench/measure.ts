import type { Templates } from '../src/outbound/render.ts';
import type { Parse } from '../src/reading/reader.ts';
import type { Ground } from './grounds.ts';

/** One thing that is measured; a few lines of the table. */
export interface Measure {
  /** For `--only`. */
  readonly name: string;
  /** Measured on every database there is; else once. */
  readonly onEachGround: boolean;
  /** @throws where something fails, or a count is wrong */
  readonly run: (setting: Setting) => Promise<Figure[]>;
}

/** What a measure is given. */
export interface Setting {
  /** Few messages, no warm-up: does it work? */
  readonly quick: boolean;
  /** How often each is measured. */
  readonly runs: number;
  readonly ground: Ground;
  readonly templates: Templates;
  /** The watched parser process, as the service runs it. */
  readonly parse: Parse;
  /** Progress, for whoever waits. */
  readonly say: (text: string) => void;
}

export interface Figure {
  readonly what: string;
  readonly unit: string;
  /** One of each run. */
  readonly values: readonly number[];
  readonly target?: Target;
}

/** A number that it has to reach. */
export interface Target {
  readonly bound: 'at least' | 'at most';
  readonly value: number;
}

export const atLeast = (value: number): Target => ({ bound: 'at least', value });
export const atMost = (value: number): Target => ({ bound: 'at most', value });

/** Does `work` once for nothing, so that what is measured is compiled and warm. */
export async function warmUp({ quick, say }: Setting, work: () => Promise<unknown>): Promise<void> {
  if (quick) return;
  say('warm-up');
  await work();
}

/** Where one run takes more seconds than these, three runs have to do. */
const long = 30;

/** Does `work` once a run, one after the other, and collects what each gives. */
export async function inRuns<T>({ runs, say }: Setting, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let wanted = runs;
  while (results.length < wanted) {
    say(`run ${results.length + 1} of ${wanted}`);
    const { seconds, result } = await timed(work);
    results.push(result);
    if (seconds > long) wanted = Math.min(runs, 3);
  }
  return results;
}

/** How long `work` takes, in seconds, and what it gives. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ seconds: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { seconds: (performance.now() - began) / 1000, result };
}

/** The same in seconds of processor: for work of this process alone on one core, where others on the machine should not count. */
export async function timedOnCore<T>(work: () => T | Promise<T>): Promise<{ seconds: number; result: T }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1_000_000, result };
}
