import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, Missing } from '../test/support/servers/child.ts';
import { configurePostgres, startPostgres, stopPostgres } from '../test/support/servers/postgres.ts';
import { type Ground, serverGround } from './grounds.ts';

/** A PostgreSQL of the bench's own, where its programs are installed; null where they are not. It waits for its disk, as a real one does. */
export async function ownServerGround(): Promise<Ground | null> {
  const dir = mkdtempSync(join(tmpdir(), 'onrecord-bench-'));
  const forget = () => rmSync(dir, { recursive: true, force: true });
  try {
    const options = { dir, port: await freePort() };
    configurePostgres(options);
    appendFileSync(join(dir, 'data', 'postgresql.conf'), 'fsync = on\n');
    const server = await startPostgres(options);
    const ground = await serverGround(`postgres://postgres@127.0.0.1:${options.port}/postgres`);
    return {
      ...ground,
      close: async () => {
        await ground.close();
        await stopPostgres(server);
        forget();
      },
    };
  } catch (error) {
    forget();
    if (error instanceof Missing) return null;
    throw error;
  }
}
