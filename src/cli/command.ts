import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { type Clock, stoppedAt, systemClock } from '../clock.ts';

/** One command of the program. Thin: arguments in, a call, lines out. */
export interface Command {
  /** What `onrecord NAME --help` prints, without the trailing newline. */
  readonly help: string;
  /** @returns the exit code: 0 done, 1 the thing asked for failed. Throws Usage for 2. */
  readonly run: (args: string[], io: Io) => Promise<number>;
}

/** What a command may touch of its surroundings; tests give their own. */
export interface Io {
  readonly env: Record<string, string | undefined>;
  /** Results: stdout, one line. */
  readonly out: (line: string) => void;
  /** Everything else: stderr, one line. */
  readonly err: (line: string) => void;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** Progress may be redrawn there. */
  readonly terminal: boolean;
  /** Aborted by Ctrl-C or a stop from outside. */
  readonly signal: AbortSignal;
}

/** Wrong arguments: exit code 2, and the message says what is right. */
export class Usage extends Error {
  override name = 'Usage';
}

/** `parseArgs` of Node, whose complaints become Usage with the way to the command's help. */
export function readArguments<T extends ParseArgsConfig>(
  name: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs<T>(config);
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Usage(`${said} See: onrecord ${name} --help`);
  }
}

/** The clock of `--at TIME` (RFC 3339, with its offset), or the real one. */
export function clockOf(at: string | undefined): Clock {
  if (at === undefined) return systemClock;
  try {
    return stoppedAt(Temporal.Instant.from(at));
  } catch {
    throw new Usage(
      `--at "${at}" is not a time: write it like 2026-11-20T09:00:00+01:00 or 2026-11-20T08:00:00Z`,
    );
  }
}
