import { createTransport } from 'nodemailer';
import type { Db } from '../../src/db/database.ts';
import { parseMessage } from '../../src/message/parse.ts';
import { openLane } from '../../src/outbound/smtp.ts';
import { config } from '../teams/work.ts';

/** At the same time, for every way of sending. */
export const connections = 5;

/** A mail twice: as it is stored, and as a program would give it to nodemailer. */
export interface Mail {
  readonly raw: Buffer;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: { key: string; value: string }[];
}

/** Every mail in the outbox. */
export async function mailsOf(db: Db): Promise<Mail[]> {
  const rows = await db
    .selectFrom('mail.outbox as o')
    .innerJoin('mail.bytes as b', 'b.position', 'o.position')
    .select(['o.recipient', 'b.raw'])
    .orderBy('o.position')
    .execute();
  const mails: Mail[] = [];
  for (const { recipient, raw } of rows) {
    const { headers, subject, body } = await parseMessage(raw);
    const others = headers.filter(({ name }) => /^(auto-|archived-|list-|x-|reply-to|references)/.test(name));
    mails.push({
      raw,
      from: config.MAIL_ADDRESS,
      to: recipient,
      subject,
      text: body.text ?? '',
      html: body.html ?? '',
      headers: others.map(({ name, value }) => ({ key: name, value })),
    });
  }
  return mails;
}

/** nodemailer's pool composes each. */
export async function sendByPool(url: URL, mails: readonly Mail[]): Promise<void> {
  const transport = createTransport({
    pool: true,
    host: url.hostname,
    port: Number(url.port),
    ignoreTLS: true,
    maxConnections: connections,
    // Its default of a hundred would have it connect anew for each hundred.
    maxMessages: Number.POSITIVE_INFINITY,
  });
  try {
    await Promise.all(mails.map(({ raw: _, ...mail }) => transport.sendMail(mail)));
  } finally {
    transport.close();
  }
}

/** The service's own connections with bytes that are at hand: what its outbox costs is the difference. */
export async function sendByLanes(url: URL, mails: readonly Mail[]): Promise<void> {
  const waiting = [...mails];
  const lanes = Array.from({ length: connections }, () => openLane(url));
  const work = async (lane: (typeof lanes)[number]) => {
    for (let mail = waiting.shift(); mail; mail = waiting.shift()) {
      const answer = await lane.send({ from: mail.from, to: mail.to }, mail.raw);
      if (answer.kind !== 'accepted') throw new Error(`the sink did not take a mail: ${answer.said}`);
    }
  };
  try {
    await Promise.all(lanes.map(work));
  } finally {
    for (const lane of lanes) lane.close();
  }
}
