import MailComposer from 'nodemailer/lib/mail-composer';
import type { Temporal } from 'temporal-polyfill';
import type { Client } from '../people.ts';
import { appleMail } from './apple-mail.ts';
import { gmail } from './gmail.ts';
import type { Original } from './original.ts';
import { outlook } from './outlook.ts';
import type { Mailbox } from './recipients.ts';
import { thunderbird } from './thunderbird.ts';

/** A mail that somebody writes, before their client makes a message of it. */
export interface Written {
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** Of a new mail; a reply has "Re: " and the original's. */
  readonly subject?: string;
  readonly at: Temporal.ZonedDateTime;
  /** Without angle brackets. */
  readonly messageId: string;
  /** What they type above the quote, or all of a new mail. */
  readonly text: string;
  /** What they type inside the quote: below the line of the original that is the key. */
  readonly inside?: ReadonlyMap<string, string>;
  readonly signature?: string;
  readonly original: Original | null;
  /** What a new mail passes on, below the author's own words. */
  readonly forwards?: Original;
}

/** Both parts as a client writes them; null where it sends only the other one. */
export interface Parts {
  readonly text: string | null;
  readonly html: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

const clients: Readonly<Record<Client, (written: Written) => Parts>> = {
  gmail,
  outlook,
  thunderbird,
  'apple-mail': appleMail,
};

/** The message that this client would send (RFC 5322, MIME). The same input gives the same bytes. */
export function compose(client: Client, written: Written): Promise<Buffer> {
  return assemble(written, clients[client](written));
}

/** @param parts of `text` and `html` one at least */
export function assemble(written: Written, parts: Parts): Promise<Buffer> {
  const { from, to, cc, original, messageId, at } = written;
  const composer = new MailComposer({
    from,
    to: [...to],
    ...(cc.length === 0 ? {} : { cc: [...cc] }),
    subject: written.subject ?? replySubject(original?.subject ?? ''),
    messageId: `<${messageId}>`,
    // With the sender's own offset: "away until Tuesday" is their Tuesday (RFC 5322 3.3).
    date: mailDate(at),
    ...(original
      ? {
          inReplyTo: `<${original.messageId}>`,
          references: original.references.map((id) => `<${id}>`),
        }
      : {}),
    ...(parts.text === null ? {} : { text: parts.text }),
    ...(parts.html === null ? {} : { html: parts.html }),
    headers: { ...parts.headers },
    baseBoundary: messageId.split('@')[0] ?? messageId,
    newline: 'windows',
  });
  return composer.compile().build();
}

/** RFC 5322 3.6.5: one "Re: " is enough. */
export const replySubject = (subject: string): string => (/^re:/i.test(subject) ? subject : `Re: ${subject}`);

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function mailDate(at: Temporal.ZonedDateTime): string {
  const time = at.toPlainTime().toString({ smallestUnit: 'second' });
  return `${days[at.dayOfWeek - 1]}, ${at.day} ${months[at.month - 1]} ${at.year} ${time} ${at.offset.replace(':', '')}`;
}
