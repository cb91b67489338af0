import { ImapFlow } from 'imapflow';
import { type ParsedMail, simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';

/** A message as a person's mailbox has it. */
export interface Received {
  readonly uid: number;
  readonly raw: Buffer;
  readonly mail: ParsedMail;
  /** X-Onrecord-Kind: '' on other people's mail. */
  readonly kind: string;
}

/** All messages of a mailbox, oldest first, by IMAP. */
export async function messagesIn(imapUrl: string): Promise<Received[]> {
  const found: Received[] = [];
  for (const { uid, raw } of await rawIn(imapUrl)) {
    const mail = await simpleParser(raw);
    found.push({ uid, raw, mail, kind: String(mail.headers.get('x-onrecord-kind') ?? '') });
  }
  return found;
}

/** Their octets alone. */
export async function rawIn(imapUrl: string): Promise<{ uid: number; raw: Buffer }[]> {
  const url = new URL(imapUrl);
  const client = new ImapFlow({
    host: url.hostname,
    port: Number(url.port),
    secure: false,
    auth: { user: url.username, pass: url.password },
    logger: false,
  });
  await client.connect();
  try {
    await client.mailboxOpen('INBOX', { readOnly: true });
    const found: { uid: number; raw: Buffer }[] = [];
    for await (const { uid, source } of client.fetch('1:*', { source: true }, { uid: true })) {
      if (source) found.push({ uid, raw: source });
    }
    return found.sort((a, b) => a.uid - b.uid);
  } finally {
    await client.logout();
  }
}

/** Hands messages to a server by SMTP, as their author's client does. @throws where one is refused */
export async function deliver(
  smtpUrl: string,
  messages: readonly { from: string; to: string; raw: Buffer }[],
): Promise<void> {
  const transport = createTransport({ url: smtpUrl, ignoreTLS: true, pool: true, maxConnections: 4 });
  try {
    await Promise.all(
      messages.map(({ from, to, raw }) => transport.sendMail({ envelope: { from, to }, raw })),
    );
  } finally {
    transport.close();
  }
}
