import { parseMessage } from '../../message/parse.ts';

/** A mail in somebody's mailbox, as their client sees it when they press Reply. */
export interface Original {
  readonly messageId: string;
  /** Of the mails before it in the thread, and its own last. */
  readonly references: readonly string[];
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  /** Reply-To, else From. */
  readonly replyTo: { readonly name: string; readonly address: string };
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
  const [, replyAddress] = /<?([^<>\s]+@[^<>\s]+)>?\s*$/.exec(header('reply-to')) ?? [];
  const replyName = header('reply-to')
    .replace(/<[^>]*>\s*$/, '')
    .replaceAll('"', '')
    .trim();
  return {
    messageId,
    references: [...message.references, messageId].filter((id) => id !== ''),
    from,
    to: message.to[0]?.address ?? '',
    replyTo: replyAddress
      ? { name: replyName === replyAddress ? '' : replyName, address: replyAddress }
      : from,
    subject: message.subject,
    date: new Date(message.date ?? 0),
    text: message.body.text ?? '',
    html: message.body.html,
    kind: header('x-onrecord-kind').toLowerCase(),
  };
}
