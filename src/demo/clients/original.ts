import { addressList } from '../../message/address-list.ts';
import { parseMessage } from '../../message/parse.ts';
import type { Mailbox } from './recipients.ts';

/** A mail in somebody's mailbox, as their client sees it when they press Reply. */
export interface Original {
  readonly messageId: string;
  /** Of the mails before it in the thread, and its own last. */
  readonly references: readonly string[];
  readonly from: Mailbox;
  readonly to: string;
  /** Everybody in To and Cc. */
  readonly everybody: readonly Mailbox[];
  /** Reply-To, else From. */
  readonly replyTo: readonly Mailbox[];
  readonly subject: string;
  readonly date: Date;
  readonly text: string;
  readonly html: string | null;
  /** X-Onrecord-Kind; '' where it has none. */
  readonly kind: string;
}

/** @throws Unreadable */
export async function readOriginal(raw: Uint8Array): Promise<Original> {
  const message = await parseMessage(raw);
  const header = (name: string) => message.headers.find((one) => one.name === name)?.value.trim() ?? '';
  const [from = { name: '', address: '' }] = message.from;
  const messageId = message.messageId ?? '';
  const replyTo = addressList(header('reply-to'), 10);
  return {
    messageId,
    references: [...message.references, messageId].filter((id) => id !== ''),
    from,
    to: message.to[0]?.address ?? '',
    everybody: [...message.to, ...message.cc],
    replyTo: replyTo.length > 0 ? replyTo : [from],
    subject: message.subject,
    date: new Date(message.date ?? 0),
    text: message.body.text ?? '',
    html: message.body.html,
    kind: header('x-onrecord-kind').toLowerCase(),
  };
}
