import { randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { openLane } from '../../outbound/smtp.ts';
import { assemble, compose, type Written } from '../clients/compose.ts';
import { addressesOf } from '../clients/recipients.ts';
import type { EmbeddedMail } from '../mail/embedded-mail.ts';
import type { Person } from '../people.ts';

export interface Outgoing extends Pick<Written, 'to' | 'cc' | 'subject' | 'text' | 'original'> {
  /** The text holds the quote already, with the answers inside. */
  readonly isQuoted?: boolean;
  /** Of a new mail that a link has prepared. */
  readonly inReplyTo?: string;
}

export type Sent = { readonly messageId: string } | { readonly refused: string };

/**
 * Makes a message of what somebody typed, as Gmail does (both parts, the original quoted below), sends it by SMTP to everybody in To and Cc,
 * and keeps a copy. Refused, in the server's words, where it did not take it.
 */
export async function send(embedded: EmbeddedMail, person: Person, outgoing: Outgoing): Promise<Sent> {
  const { isQuoted = false, inReplyTo, ...typed } = outgoing;
  const written: Written = {
    ...typed,
    // A text area sends CRLF (HTML, 4.10.22.8).
    text: typed.text.replaceAll('\r\n', '\n').trimEnd(),
    from: { name: person.name, address: person.address },
    at: Temporal.Now.instant().toZonedDateTimeISO(person.timezone).round('second'),
    messageId: `${randomBytes(12).toString('hex')}@mail.example.com`,
  };
  const headers = inReplyTo ? { 'In-Reply-To': `<${inReplyTo}>`, References: `<${inReplyTo}>` } : {};
  const raw = isQuoted
    ? await assemble(written, { text: `${written.text}\n`, html: null, headers })
    : inReplyTo
      ? await assemble(written, { text: `${written.text}\n`, html: null, headers })
      : await compose('gmail', written);
  const lane = openLane(new URL(embedded.smtpUrl));
  try {
    for (const to of addressesOf(written)) {
      const answer = await lane.send({ from: person.address, to }, raw);
      if (answer.kind !== 'accepted') return { refused: answer.said };
    }
  } finally {
    lane.close();
  }
  embedded.sent(person.address).append(raw, { flags: ['\\Seen'] });
  return { messageId: written.messageId };
}
