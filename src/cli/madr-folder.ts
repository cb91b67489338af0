import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MadrFile, markIn } from '../kinds/decisions/madr.ts';

/**
 * Writes the files of a team into a folder. One of ours gives way to the one that is to be; one of somebody else's stays.
 * @param numbers all of the team: a file of ours of one of these that is not written is out of date, and goes
 */
export function writeFiles(
  folder: string,
  team: string,
  files: readonly MadrFile[],
  numbers: readonly number[],
): { written: MadrFile[]; removed: string[]; foreign: string[] } {
  mkdirSync(folder, { recursive: true });
  const there = readdirSync(folder, { withFileTypes: true });
  const ours = new Map<string, number>();
  for (const entry of there) {
    const mark = entry.isFile() && entry.name.endsWith('.md') ? markIn(read(folder, entry.name)) : null;
    if (mark?.team === team) ours.set(entry.name, mark.number);
  }
  const written = files.filter(
    ({ name, number }) => ours.get(name) === number || !there.some((one) => one.name === name),
  );
  for (const { name, text } of written) writeFileSync(join(folder, name), text);
  const names = new Set(written.map(({ name }) => name));
  const foreign = files.filter((file) => !written.includes(file));
  const removed = [...ours].filter(
    ([name, number]) =>
      !names.has(name) && numbers.includes(number) && !foreign.some((file) => file.number === number),
  );
  for (const [name] of removed) rmSync(join(folder, name));
  return {
    written,
    removed: removed.map(([name]) => name),
    foreign: foreign.map(({ name }) => name),
  };
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
