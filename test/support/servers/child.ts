import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the system tests need and this machine has not; the message says what to install. They fail by it, they do not skip. */
export class Missing extends Error {
  override name = 'Missing';
}

const packages = 'dovecot-imapd dovecot-lmtpd postfix postgresql';

/** The path of a program that one of Debian's packages brings. @throws Missing */
export function programOf(name: string, folders: readonly string[] = []): string {
  const path = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', ...folders];
  const found = path.map((folder) => join(folder, name)).find(isExecutable);
  if (found) return found;
  throw new Missing(
    `the system tests need ${name}, which is not installed. On Debian, as root: apt-get install --no-install-recommends ${packages}`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @throws Missing */
export function requireRoot(what: string): void {
  if (process.getuid?.() !== 0)
    throw new Missing(
      `the system tests start ${what}, which needs root: run them as root, for example in a container`,
    );
}

/** The numbers of a system user, for `spawn`. */
export function userOf(name: string): { uid: number; gid: number } {
  const number = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

/** Ports of loopback that nobody has now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address === 'object' && address) ports.push(address.port);
  }
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports;
}

export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

export interface ServerProcess {
  readonly child: ChildProcess;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  /** All that it printed. */
  readonly printed: () => string;
}

/** Starts a server in the foreground, in a process group of its own: what it does to its group does not reach the tests. */
export function startProcess(
  command: string,
  args: readonly string[],
  as?: { uid: number; gid: number },
): ServerProcess {
  const child = spawn(command, args, {
    ...as,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed = `${printed}${chunk}`.slice(-20_000);
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      printed += String(error);
      resolve();
    });
    child.on('exit', () => resolve());
  });
  return { child, ended, printed: () => printed };
}

/** Waits until something listens on the ports. @throws with what the server said, where it ended or is too slow */
export async function untilListening(
  server: ServerProcess,
  ports: readonly number[],
  logs: () => string,
): Promise<void> {
  let over = false;
  server.ended.then(() => {
    over = true;
  });
  const end = performance.now() + 20_000;
  for (const port of ports) {
    while (!(await accepts(port))) {
      if (over || performance.now() > end) {
        const why = over ? 'ended' : 'does not listen within 20 seconds';
        throw new Error(`${server.child.spawnfile} ${why}:\n${server.printed()}\n${logs()}`);
      }
      await sleep(50);
    }
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** The last lines of a log, or nothing where there is none. */
export function tailOf(path: string, lines = 40): string {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
