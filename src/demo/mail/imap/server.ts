import { createServer, type Socket } from 'node:net';
import type { Account } from '../accounts.ts';
import type { ImapExtension } from '../embedded-mail.ts';
import { connect } from './connection.ts';

export interface ImapServer {
  readonly port: number;
  /** Ends every open connection at once, without a BYE. */
  readonly cut: () => void;
  readonly stop: () => Promise<void>;
}

export interface ImapServerOptions {
  readonly accounts: ReadonlyMap<string, Account>;
  /** 0 takes any free one. */
  readonly port: number;
  readonly without: readonly ImapExtension[];
  readonly now: () => Date;
}

const allExtensions: readonly ImapExtension[] = ['IDLE', 'MOVE', 'UIDPLUS', 'ID', 'NAMESPACE'];

/** IMAP4rev1 on loopback, in plain text, over the mailboxes of the accounts: what a mail client needs, not the whole RFC. */
export async function startImapServer(options: ImapServerOptions): Promise<ImapServer> {
  const extensions = new Set(allExtensions.filter((one) => !options.without.includes(one)));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    connect(socket, { accounts: options.accounts, extensions, now: options.now });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    cut,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
