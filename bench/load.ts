import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export interface Load {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const shape = z.object({
  '2xx': z.number(),
  non2xx: z.number(),
  errors: z.number(),
  timeouts: z.number(),
  duration: z.number(),
  latency: z.object({ p50: z.number(), p99: z.number() }),
});

export interface Asking {
  readonly url: string;
  readonly headers: Record<string, string>;
  /** Who asks at the same time, each again as soon as it has an answer. */
  readonly connections: number;
  readonly seconds: number;
}

/** Asks for a page over and over, from a process of its own. @throws where an answer is none or not a 200 */
export async function load({ url, headers, connections, seconds }: Asking): Promise<Load> {
  const program = fileURLToPath(import.meta.resolve('autocannon'));
  const given = Object.entries(headers).flatMap(([name, value]) => ['--headers', `${name}=${value}`]);
  const args = ['--json', '--connections', String(connections), '--duration', String(seconds), ...given, url];
  const printed = await output(process.execPath, [program, ...args]);
  const result = shape.parse(JSON.parse(printed));
  if (result['2xx'] === 0 || result.non2xx + result.errors + result.timeouts > 0) {
    throw new Error(
      `${url}: ${result['2xx']} good answers, ${result.non2xx} others, ${result.errors} errors, ${result.timeouts} too late`,
    );
  }
  return { rate: result['2xx'] / result.duration, p50: result.latency.p50, p99: result.latency.p99 };
}

function output(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`autocannon ended with ${code}: ${err.slice(-500)}`)),
    );
  });
}
