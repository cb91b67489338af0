import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programOf, requireRoot, type ServerProcess, startProcess, tailOf, untilListening } from './child.ts';

export interface DovecotOptions {
  /** A directory of its own; everybody can pass through it. */
  readonly dir: string;
  readonly imapPort: number;
  readonly lmtpPort: number;
  /** Local parts; each logs in by it. */
  readonly users: readonly string[];
  readonly password: string;
}

/** Who owns the mailboxes: no user of the system's. */
const owner = 5000;

/** Writes the configuration and the users. Mailboxes are Maildirs, and `ben+detail@` goes to Ben's. */
export function configureDovecot({ dir, imapPort, lmtpPort, users, password }: DovecotOptions): void {
  requireRoot('Dovecot');
  const mail = join(dir, 'mail');
  mkdirSync(mail, { recursive: true });
  chownSync(mail, owner, owner);
  const accounts = users.map((user) => `${user}:{PLAIN}${password}:${owner}:${owner}::${mail}/${user}\n`);
  writeFileSync(join(dir, 'users'), accounts.join(''));
  writeFileSync(
    join(dir, 'dovecot.conf'),
    `
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${logOf(dir)}
listen = 127.0.0.1
protocols = imap lmtp

ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
# "ben", "ben@example.com" and "ben+detail@example.com" are one user.
auth_username_format = %n
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
passdb {
  driver = passwd-file
  args = ${dir}/users
}
userdb {
  driver = passwd-file
  args = ${dir}/users
}

first_valid_uid = ${owner}
mail_location = maildir:~/Maildir
mail_max_userip_connections = 200
# Tests stop it in order, so that no disk has to be waited for.
mail_fsync = never
namespace inbox {
  inbox = yes
}

service imap-login {
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${lmtpPort}
  }
}
`,
  );
}

const logOf = (dir: string) => join(dir, 'dovecot.log');

/** @throws Missing where it is not installed; with its log where it does not start */
export async function startDovecot({ dir, imapPort, lmtpPort }: DovecotOptions): Promise<ServerProcess> {
  const server = startProcess(programOf('dovecot'), ['-F', '-c', join(dir, 'dovecot.conf')]);
  await untilListening(server, [imapPort, lmtpPort], () => tailOf(logOf(dir)));
  return server;
}

/** Ends it and all connections to it. */
export async function stopDovecot(server: ServerProcess): Promise<void> {
  server.child.kill('SIGTERM');
  await server.ended;
}

export const dovecotLog = (dir: string) => tailOf(logOf(dir));
