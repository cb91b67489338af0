import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, Flag } from './folder.ts';

/** Where a folder keeps its messages. */
export interface MessageFiles {
  readonly load: () => { uidValidity: number; uidNext: number; entries: readonly Entry[] };
  readonly read: (entry: Entry) => Buffer;
  readonly write: (entry: Entry, raw: Uint8Array) => void;
  readonly rename: (before: Entry, after: Entry) => void;
  readonly remove: (entry: Entry) => void;
  /** Remembers what the messages that are left do not show. */
  readonly keepNumbers: (uidValidity: number, uidNext: number) => void;
}

/** Gone when the process ends. */
export function inMemory(uidValidity: number): MessageFiles {
  const bytes = new Map<number, Buffer>();
  const take = (uid: number) => bytes.get(uid) ?? Buffer.alloc(0);
  return {
    load: () => ({ uidValidity, uidNext: 1, entries: [] }),
    read: ({ uid }) => take(uid),
    write: ({ uid }, raw) => bytes.set(uid, Buffer.from(raw)),
    rename: (before, after) => {
      const raw = take(before.uid);
      bytes.delete(before.uid);
      bytes.set(after.uid, raw);
    },
    remove: ({ uid }) => bytes.delete(uid),
    keepNumbers: () => {},
  };
}

const letters: Readonly<Record<Flag, string>> = {
  '\\Answered': 'A',
  '\\Deleted': 'D',
  '\\Draft': 'T',
  '\\Flagged': 'F',
  '\\Seen': 'S',
};
const pattern = /^(\d+),(\d+),([ADFST]*)\.eml$/;

/**
 * One file for each message, named UID,INTERNALDATE,FLAGS.eml (the date in milliseconds), so that a mailbox is read with `ls` and `cat`;
 * and `numbers`, with UIDVALIDITY and the lowest next UID.
 */
export function inDirectory(dir: string, newUidValidity: number): MessageFiles {
  mkdirSync(dir, { recursive: true });
  const numbers = join(dir, 'numbers');
  const path = (entry: Entry) => join(dir, fileName(entry));
  const keepNumbers = (uidValidity: number, uidNext: number) => {
    replaceFile(numbers, `${uidValidity} ${uidNext}\n`);
  };
  return {
    load: () => {
      const files = readdirSync(dir);
      if (!files.includes('numbers')) keepNumbers(newUidValidity, 1);
      const [uidValidity = newUidValidity, lowest = 1] = readFileSync(numbers, 'utf8').split(' ').map(Number);
      const entries = files.flatMap((name) => readEntry(dir, name)).sort((a, b) => a.uid - b.uid);
      return { uidValidity, uidNext: Math.max(lowest, (entries.at(-1)?.uid ?? 0) + 1), entries };
    },
    read: (entry) => readFileSync(path(entry)),
    write: (entry, raw) => replaceFile(path(entry), raw),
    rename: (before, after) => renameSync(path(before), path(after)),
    remove: (entry) => rmSync(path(entry), { force: true }),
    keepNumbers,
  };
}

/** A reader sees the whole file or none, whenever the process ends. */
function replaceFile(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

const fileName = ({ uid, internalDate, flags }: Entry) =>
  `${String(uid).padStart(6, '0')},${internalDate.getTime()},${lettersOf(flags)}.eml`;

/** Always in the same order: the name is how a message is found again. */
const lettersOf = (flags: Entry['flags']) =>
  [...flags]
    .map((flag) => letters[flag])
    .sort()
    .join('');

function readEntry(dir: string, name: string): Entry[] {
  const [, uid, milliseconds, flags = ''] = pattern.exec(name) ?? [];
  if (uid === undefined || milliseconds === undefined) return [];
  return [
    {
      uid: Number(uid),
      internalDate: new Date(Number(milliseconds)),
      flags: new Set(flagsOf(flags)),
      size: statSync(join(dir, name)).size,
    },
  ];
}

function flagsOf(text: string): Flag[] {
  const flags: Flag[] = ['\\Answered', '\\Deleted', '\\Draft', '\\Flagged', '\\Seen'];
  return flags.filter((flag) => text.includes(letters[flag]));
}
