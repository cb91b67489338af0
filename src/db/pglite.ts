import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
 * @throws DirectoryInUse
 */
export async function openPglite(
  dir: string,
): Promise<{ config: pg.PoolConfig; close: () => Promise<void> }> {
  const unlock = dir === '' ? () => {} : lock(dir);
  try {
    const pglite = dir === '' ? await PGlite.create() : await PGlite.create(resolve(dir));
    const close = async () => {
      await pglite.close();
      unlock();
    };
    return { config: createPgConfig(pglite), close };
  } catch (error) {
    unlock();
    throw error;
  }
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
