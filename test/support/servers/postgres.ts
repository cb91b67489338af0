import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { programOf, type ServerProcess, startProcess, untilListening, userOf } from './child.ts';

export interface PostgresOptions {
  /** A directory of its own. */
  readonly dir: string;
  readonly port: number;
}

/** PostgreSQL refuses to be run by root: then it is run by the user that its package made. */
const account = () => (process.getuid?.() === 0 ? userOf('postgres') : undefined);

/** Debian keeps each version's programs in a folder of its own; the newest counts. */
function folders(): string[] {
  try {
    const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => `/usr/lib/postgresql/${version}/bin`);
  } catch {
    return [];
  }
}

/** A test that wants this user makes it. */
export const guardedUser = 'guarded';

/** Makes an empty cluster. @throws Missing where it is not installed */
export function configurePostgres({ dir, port }: PostgresOptions): void {
  const as = account();
  const data = join(dir, 'data');
  mkdirSync(data, { recursive: true });
  if (as) for (const folder of [dir, data]) chownSync(folder, as.uid, as.gid);
  const initdb = programOf('initdb', folders());
  const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(initdb, args, { ...as, cwd: '/', stdio: 'pipe' });
  // One user has to give a password; the superuser of a test has not.
  writeFileSync(
    join(data, 'pg_hba.conf'),
    `host all ${guardedUser} 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n`,
  );
  appendFileSync(
    join(data, 'postgresql.conf'),
    `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = '${dir}'
# Nobody pulls the plug of a test.
fsync = off
max_connections = 60
`,
  );
}

/** @throws with what it said, where it does not start */
export async function startPostgres({ dir, port }: PostgresOptions): Promise<ServerProcess> {
  const postgres = programOf('postgres', folders());
  const server = startProcess(postgres, ['-D', join(dir, 'data')], account());
  await untilListening(server, [port], () => '');
  await untilReady(port);
  return server;
}

/** It listens before it answers: until then it says "the database system is starting up" (57P03). @throws whatever else it says */
async function untilReady(port: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const starting = error instanceof pg.DatabaseError && error.code === '57P03';
      if (!starting || tries > 100) throw error;
      await sleep(100);
    }
  }
}

/** "Fast": open transactions are rolled back, connections are cut. */
export async function stopPostgres(server: ServerProcess): Promise<void> {
  server.child.kill('SIGINT');
  await server.ended;
}
