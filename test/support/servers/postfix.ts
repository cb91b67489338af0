import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  programOf,
  requireRoot,
  type ServerProcess,
  startProcess,
  tailOf,
  untilListening,
  userOf,
} from './child.ts';

export interface PostfixOptions {
  /** A directory of its own; everybody can pass through it. */
  readonly dir: string;
  readonly smtpPort: number;
  /** Where it delivers to, by LMTP. */
  readonly lmtpPort: number;
  readonly domain: string;
  /** Local parts; mail to any other is refused. */
  readonly users: readonly string[];
}

/** Its services: name, type, whether private, unprivileged, woken up every so many seconds, at most so many at once, and the program. */
const services: readonly (readonly [string, string, string, string, string, string, string])[] = [
  ['cleanup', 'unix', 'n', '-', '-', '0', 'cleanup'],
  ['qmgr', 'unix', 'n', '-', '1', '1', 'qmgr'],
  ['rewrite', 'unix', '-', '-', '-', '-', 'trivial-rewrite'],
  ['bounce', 'unix', '-', '-', '-', '0', 'bounce'],
  ['defer', 'unix', '-', '-', '-', '0', 'bounce'],
  ['trace', 'unix', '-', '-', '-', '0', 'bounce'],
  ['flush', 'unix', 'n', '-', '-', '0', 'flush'],
  ['proxymap', 'unix', '-', '-', '-', '-', 'proxymap'],
  ['error', 'unix', '-', '-', '-', '-', 'error'],
  ['retry', 'unix', '-', '-', '-', '-', 'error'],
  ['lmtp', 'unix', '-', '-', '-', '-', 'lmtp'],
  ['anvil', 'unix', '-', '-', '-', '1', 'anvil'],
  ['scache', 'unix', '-', '-', '-', '1', 'scache'],
  ['postlog', 'unix-dgram', 'n', '-', '-', '1', 'postlogd'],
];

/** Writes the configuration: it takes mail on loopback for the users of one domain, and for nobody else. */
export function configurePostfix({ dir, smtpPort, lmtpPort, domain, users }: PostfixOptions): void {
  requireRoot('Postfix');
  for (const folder of ['config', 'spool', 'data']) mkdirSync(join(dir, folder), { recursive: true });
  const postfix = userOf('postfix');
  chownSync(join(dir, 'data'), postfix.uid, postfix.gid);
  writeFileSync(
    join(dir, 'config/main.cf'),
    `
compatibility_level = 3.6
queue_directory = ${dir}/spool
data_directory = ${dir}/data
maillog_file_prefixes = ${dir}
maillog_file = ${logOf(dir)}
myhostname = mail.${domain}
mydestination =
alias_maps =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_tls_security_level = none
recipient_delimiter = +
virtual_mailbox_domains = ${domain}
virtual_mailbox_maps = inline:{ ${users.map((user) => `${user}@${domain}=1`).join(', ')} }
virtual_transport = lmtp:inet:127.0.0.1:${lmtpPort}
default_transport = error:this server delivers to ${domain} alone
# A test does not wait five minutes for the next try.
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
`,
  );
  const rows = [[`127.0.0.1:${smtpPort}`, 'inet', 'n', '-', '-', '-', 'smtpd'], ...services].map(
    ([name, type, isPrivate, unprivileged, wakeup, most, program]) =>
      [name, type, isPrivate, unprivileged, 'n', wakeup, most, program].join(' '),
  );
  writeFileSync(join(dir, 'config/master.cf'), `${rows.join('\n')}\n`);
}

const logOf = (dir: string) => join(dir, 'postfix.log');

/** @throws Missing where it is not installed; with its log where it does not start */
export async function startPostfix({ dir, smtpPort }: PostfixOptions): Promise<ServerProcess> {
  const postfix = programOf('postfix');
  const config = join(dir, 'config');
  // `check` makes the tree of the queue.
  execFileSync(postfix, ['-c', config, 'check'], { stdio: 'ignore' });
  const server = startProcess(postfix, ['-c', config, 'start-fg']);
  await untilListening(server, [smtpPort], () => tailOf(logOf(dir)));
  return server;
}

/** Ends its master, which ends the others. */
export async function stopPostfix(dir: string, server: ServerProcess): Promise<void> {
  const master = Number(readFileSync(join(dir, 'spool/pid/master.pid'), 'utf8'));
  if (master > 0) process.kill(master, 'SIGTERM');
  await server.ended;
}

export const postfixLog = (dir: string) => tailOf(logOf(dir));
