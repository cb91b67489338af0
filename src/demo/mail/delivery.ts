import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Account } from './accounts.ts';

export interface Delivery {
  readonly port: number;
  /** Ends every open connection at once. */
  readonly cut: () => void;
  readonly stop: () => Promise<void>;
}

export interface DeliveryOptions {
  readonly accounts: ReadonlyMap<string, Account>;
  /** 0 takes any free one. */
  readonly port: number;
  /** `ben+anything@` goes to `ben@`. */
  readonly plusAddressing: boolean;
  readonly now: () => Date;
}

/** Takes mail by SMTP on loopback and puts it into the mailboxes here; relays nothing. */
export async function startDelivery(options: DeliveryOptions): Promise<Delivery> {
  const server = new SMTPServer({
    name: 'mail.demo',
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) => {
      const account = options.accounts.get(username?.toLowerCase() ?? '');
      if (account && account.password === password) done(null, { user: account.address });
      else done(Object.assign(new Error('wrong user or password'), { responseCode: 535 }));
    },
    onRcptTo: ({ address }, _session, done) => {
      if (accountOf(options, address)) done();
      else done(Object.assign(new Error(`no mailbox for <${address}> here`), { responseCode: 550 }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', done);
      stream.on('end', () => {
        try {
          deliver(options, session, Buffer.concat(chunks));
          done();
        } catch (error) {
          done(Object.assign(new Error(`cannot write the mailbox: ${error}`), { responseCode: 451 }));
        }
      });
    },
  });
  // A client that breaks off is its own affair.
  server.on('error', () => {});
  const port = await new Promise<number>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      const address = server.server.address();
      resolve(typeof address === 'object' && address ? address.port : options.port);
    });
  });
  return {
    port,
    cut: () => {
      for (const connection of server.connections) connection.close();
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function accountOf({ accounts, plusAddressing }: DeliveryOptions, recipient: string): Account | null {
  const address = recipient.toLowerCase();
  return (
    accounts.get(address) ?? (plusAddressing ? accounts.get(address.replace(/\+[^@]*@/, '@')) : null) ?? null
  );
}

/** One copy for each recipient, with the trace fields that a real server puts on top (RFC 5321 4.4); the rest is as it came. */
function deliver(options: DeliveryOptions, session: SMTPServerSession, raw: Buffer): void {
  const { mailFrom, rcptTo } = session.envelope;
  const date = options.now();
  for (const { address } of rcptTo) {
    const trace = [
      `Return-Path: <${mailFrom ? mailFrom.address : ''}>`,
      `Delivered-To: ${address}`,
      `Received: from ${session.hostNameAppearsAs || 'unknown'} ([${session.remoteAddress}])`,
      `\tby mail.demo with ${session.transmissionType} id ${session.id}.${session.transaction}`,
      `\tfor <${address}>; ${date.toUTCString().replace('GMT', '+0000')}`,
      '',
    ].join('\r\n');
    accountOf(options, address)?.inbox.append(Buffer.concat([Buffer.from(trace), raw]), {
      internalDate: date,
    });
  }
}
