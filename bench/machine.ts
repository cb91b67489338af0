import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import type { Ground } from './grounds.ts';

/** What the numbers were measured on. */
export function machineFacts(grounds: readonly Ground[]): [name: string, value: string][] {
  return [
    ['date', new Date().toISOString().slice(0, 16).replace('T', ' ')],
    ['CPU', `${cpus()[0]?.model.trim() || 'unknown'}, ${availableParallelism()} cores`],
    ['memory', `${(totalmem() / 2 ** 30).toFixed(1)} GB`],
    ['system', `${distribution()}, ${platform()} ${release()}`],
    ['load before', loads()],
    ['Node', process.version],
    ...grounds.map(({ name, about }): [string, string] => [name, about]),
  ];
}

/** Of the last one, five and fifteen minutes: who else had the cores. */
export const loads = (): string =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(' ');

function distribution(): string {
  try {
    const text = readFileSync('/etc/os-release', 'utf8');
    return /^PRETTY_NAME="(.*)"$/m.exec(text)?.[1] ?? platform();
  } catch {
    return platform();
  }
}
