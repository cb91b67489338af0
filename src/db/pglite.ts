import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import type pg from 'pg';

/** A directory that another process uses. */
export class DirectoryInUse extends Error {
  override name = 'DirectoryInUse';
}

/**
 * Opens PGlite in `dir` ('' is in memory), behind a lock of our own, since PGlite takes none and two processes in one directory destroy it.
 * @param snapshot what a new one starts from, instead of an empty database; a directory that holds one already ignores it
 * @throws DirectoryInUse
 */
export async function openPglite(
  dir: string,
  snapshot?: Blob,
): Promise<{ config: pg.PoolConfig; dump: () => Promise<Blob>; close: () => Promise<void> }> {
  const unlock = dir === '' ? () => {} : lock(dir);
  try {
    // PGlite itself says nothing that helps where this is no directory, or may not be written.
    if (dir !== '') mkdirSync(resolve(dir), { recursive: true });
    const isNew = dir === '' || !existsSync(resolve(dir, 'PG_VERSION'));
    const options = isNew && snapshot ? { loadDataDir: snapshot } : {};
    const pglite = dir === '' ? await PGlite.create(options) : await PGlite.create(resolve(dir), options);
    const close = async () => {
      await pglite.close();
      unlock();
    };
    return { config: createPgConfig(inOneGo(pglite)), dump: () => pglite.dumpDataDir('gzip'), close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Parse, Bind, Describe, Execute and Close: what comes before the Sync of one query. */
const before = new Set([...'PBDEC'].map((letter) => letter.charCodeAt(0)));

/** Hands the messages of one query to the engine together: each way in and out costs as much as a small query itself. */
function inOneGo(pglite: PGlite): PGlite {
  const send = pglite.execProtocolStream.bind(pglite);
  let held: Uint8Array[] = [];
  pglite.execProtocolStream = async (message, options) => {
    held.push(message);
    if (before.has(message[0] ?? 0)) return [];
    const query = Buffer.concat(held);
    held = [];
    return send(query, options);
  };
  return pglite;
}

/** `DIR.lock` holds the process id; that of a process that is gone (kill -9) is taken over. */
function lock(dir: string): () => void {
  const path = `${resolve(dir)}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(path, 'utf8'));
      if (holder !== process.pid && !isAlive(holder)) {
        rmSync(path, { force: true });
        continue;
      }
      throw new DirectoryInUse(
        `the database in ${dir} is held by process ${holder}. End that one first, or use another directory; ` +
          `if no such process is running, delete ${path}`,
      );
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
