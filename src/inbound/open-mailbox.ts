import { ImapFlow } from 'imapflow';
import { explain } from './mailbox-problem.ts';

/** A mailbox that is open for reading only: nothing of ours ever changes a flag there. */
export interface OpenMailbox {
  readonly client: ImapFlow;
  /** `user@host:port/NAME`, as in the cursor. */
  readonly name: string;
  readonly uidValidity: number;
}

export interface Connecting {
  /** `imaps://user:password@host/INBOX`; plain `imap://` for loopback alone. */
  readonly url: URL;
  /** Silence after which a connection counts as dead. */
  readonly silenceMilliseconds: number;
  /** Gives up connecting. */
  readonly signal?: AbortSignal;
}

function partsOf(url: URL) {
  return {
    port: Number(url.port || (url.protocol === 'imaps:' ? 993 : 143)),
    user: decodeURIComponent(url.username),
    path: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
  };
}

/** As its cursor names it: `user@host:port/NAME`. */
export function nameOf(url: URL): string {
  const { port, user, path } = partsOf(url);
  return `${user}@${url.hostname}:${port}/${path}`;
}

/** @throws MailboxProblem */
export async function openMailbox({ url, silenceMilliseconds, signal }: Connecting): Promise<OpenMailbox> {
  const secure = url.protocol === 'imaps:';
  const { port, user, path } = partsOf(url);
  const client = new ImapFlow({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    secure,
    // Plain is for loopback alone, where a certificate would be nobody's.
    ...(secure ? {} : { doSTARTTLS: false }),
    auth: { user, pass: decodeURIComponent(url.password) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 30_000,
    socketTimeout: silenceMilliseconds,
    clientInfo: { name: 'onrecord' },
  });
  // Without a listener it would end the process; `close` follows, and says all that is needed.
  client.on('error', () => {});
  const giveUp = () => client.close();
  signal?.addEventListener('abort', giveUp);
  try {
    await client.connect();
    // EXAMINE: reading takes nothing from the people who look into the same mailbox.
    const mailbox = await client.mailboxOpen(path, { readOnly: true });
    return {
      client,
      name: nameOf(url),
      uidValidity: Number(mailbox.uidValidity),
    };
  } catch (error) {
    const others = client.authenticated ? await namesOf(client) : [];
    client.close();
    throw explain(error, { host: url.hostname, port, user, path, secure, others });
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}

async function namesOf(client: ImapFlow): Promise<string[]> {
  try {
    return (await client.list()).map((one) => one.path);
  } catch {
    return [];
  }
}
