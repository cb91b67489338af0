import { hostname as machineName } from 'node:os';
import { SMTPServer, type SMTPServerDataResult, type SMTPServerSession } from 'smtp-server';
import type { Temporal } from 'temporal-polyfill';
import { type Db, transact } from '../db/database.ts';
import { inWords, logged } from '../db/trouble.ts';
import { append } from '../store/append.ts';
import { largestMessage } from './limits.ts';
import type { Log } from './log.ts';
import { isOurs } from './recipients.ts';
import { traceFields } from './trace.ts';

export interface ListenerOptions {
  readonly db: Db;
  readonly protocol: 'smtp' | 'lmtp';
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** MAIL_ADDRESS. */
  readonly mailAddress: string;
  /** The addresses that teams have beside it, asked for at each recipient. */
  readonly logAddresses: () => Promise<readonly string[]>;
  readonly now: () => Temporal.Instant;
  readonly log: Log;
  /** Called after a commit that stored something new. */
  readonly onStored?: (() => void) | undefined;
  /** What it calls itself; default the machine's name. */
  readonly hostname?: string;
}

export interface Listener {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** A listener that cannot listen; the message says what to do. */
export class ListenerProblem extends Error {
  override name = 'ListenerProblem';
}

/**
 * Takes mail for the service by SMTP or LMTP, and says yes to what is committed, and to nothing else (mail.md A6).
 * @throws ListenerProblem
 */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const accepted = new WeakMap<SMTPServerSession['envelope'], number>();
  const server = new SMTPServer({
    name: options.hostname ?? machineName(),
    lmtp: options.protocol === 'lmtp',
    // It takes mail for itself alone: nobody logs in; and it has no certificate to offer.
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    useXClient: ['127.0.0.1', '::1'],
    size: largestMessage,
    maxClients: 100,
    maxRecipients: 100,
    // RFC 5321 4.5.3.2.7: a server waits at least five minutes for the next command.
    socketTimeout: 300_000,
    // On stopping: long enough for a commit, not for a message that is still being sent.
    closeTimeout: 1_000,
    onRcptTo: ({ address }, session, done) => {
      const { envelope } = session;
      checkRecipient(options, address).then(
        () => {
          accepted.set(envelope, (accepted.get(envelope) ?? 0) + 1);
          done();
        },
        (problem: Error) => done(problem),
      );
    },
    onData: (stream, session, done) => {
      // RFC 2033 4.2: one reply for each recipient that was accepted, even if one was named twice.
      const replies = options.protocol === 'lmtp' ? (accepted.get(session.envelope) ?? 1) : 1;
      const answer = (result: SMTPServerDataResult) =>
        done(
          null,
          Array.from({ length: replies }, () => result),
        );
      receive(options, session, stream).then(answer, answer);
    },
  });
  let isListening = false;
  // What a client does to its connection is no trouble of ours.
  server.on('error', (error) => {
    if (isListening) options.log.info({ problem: inWords(error) }, 'a mail client broke off');
  });
  const port = await listen(server, options);
  isListening = true;
  return { port, stop: () => new Promise((resolve) => server.close(resolve)) };
}

function listen(server: SMTPServer, { host, port, protocol }: ListenerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', (error: NodeJS.ErrnoException) => {
      const setting = `${protocol.toUpperCase()}_LISTEN`;
      const reason =
        error.code === 'EADDRINUSE'
          ? `the port is in use: end what uses it, or choose another in ${setting}`
          : `${error.message}: is the address in ${setting} one of this machine?`;
      reject(
        new ListenerProblem(`cannot listen for ${protocol.toUpperCase()} on ${host}:${port}: ${reason}`),
      );
    });
    server.listen(port, host, () => {
      const address = server.server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

async function checkRecipient(options: ListenerOptions, address: string): Promise<void> {
  const { mailAddress, log } = options;
  // Our own addresses need no database: its fault is told after DATA, for all recipients alike.
  if (isOurs(address, { mailAddress, logAddresses: [] })) return;
  let logAddresses: readonly string[];
  try {
    logAddresses = await options.logAddresses();
  } catch (error) {
    log.error(logged(error), 'cannot look up log addresses: the sender was asked to try later');
    throw reply(451, '4.3.0 cannot look up the recipient now, try again later');
  }
  if (!isOurs(address, { mailAddress, logAddresses })) throw reply(550, '5.1.1 no such address here');
}

/** @returns what to say with 250. @throws with the reply code */
async function receive(
  options: ListenerOptions,
  session: SMTPServerSession,
  stream: AsyncIterable<Buffer>,
): Promise<string> {
  const data = await collect(stream);
  if (!data) throw reply(552, `5.3.4 larger than ${largestMessage} octets`);
  try {
    const { position, isNew } = await store(options, session, data);
    if (isNew) options.onStored?.();
    return `2.0.0 stored as ${position}`;
  } catch (error) {
    options.log.error(logged(error), 'a message could not be stored: the sender was asked to try later');
    throw reply(451, '4.3.0 cannot store it now, try again later');
  }
}

/** Null where it is too large: read to its end all the same, since only then a reply is heard. */
async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > largestMessage) chunks.length = 0;
    else chunks.push(chunk);
  }
  return size > largestMessage ? null : Buffer.concat(chunks);
}

function store(options: ListenerOptions, session: SMTPServerSession, data: Buffer) {
  const now = new Date(options.now().epochMilliseconds);
  const { mailFrom, rcptTo } = session.envelope;
  const name = session.clientHostname.startsWith('[') ? {} : { name: session.clientHostname };
  const trace = traceFields(session, options.hostname ?? machineName(), now);
  return transact(options.db, (tx) =>
    append(tx, {
      raw: Buffer.concat([trace, data]),
      direction: 'in',
      source: options.protocol,
      receivedAt: now,
      now,
      arrival: {
        mailFrom: mailFrom ? mailFrom.address : '',
        rcptTo: rcptTo.map((one) => one.address),
        client: { address: session.remoteAddress, ...name, hello: session.hostNameAppearsAs },
      },
    }),
  );
}

const reply = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
