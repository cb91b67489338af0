import { createHmac } from 'node:crypto';

/** What the names of our mails are made of. */
export interface MailSettings {
  readonly mailAddress: string;
  readonly plusAddressing: boolean;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly secret: string;
  /** The mailbox that is read, as its cursor names it; null where none is. Left out, every mailbox that ever was read counts. */
  readonly mailbox?: string | null;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** The Message-ID of the mail with this key, without angle brackets: the same every time, and not to be guessed without the secret. */
export function messageIdFor(key: string, settings: MailSettings): string {
  return `${derived('message-id', key, settings)}@${domainOf(settings)}`;
}

/** The root that all mails of a week refer to (RFC 5322 3.6.4); no such message is ever sent. */
export function threadRootFor(team: string, thread: string, settings: MailSettings): string {
  return `${derived('thread', `${team}/${thread}`, settings)}@${domainOf(settings)}`;
}

/** 26 characters of base32, 130 bits (mail.md C16). */
export function tokenFor(purpose: 'reply' | 'bounce', key: string, settings: MailSettings): string {
  return derived(purpose, key, settings);
}

/** Where an answer to the mail with this key goes. */
export function replyAddressFor(key: string, settings: MailSettings): string {
  if (!settings.plusAddressing) return settings.mailAddress;
  return addressWith(`r.${tokenFor('reply', key, settings)}`, settings);
}

export function addressWith(detail: string, { mailAddress }: MailSettings): string {
  const at = mailAddress.lastIndexOf('@');
  return `${mailAddress.slice(0, at)}+${detail}${mailAddress.slice(at)}`;
}

function derived(purpose: string, key: string, { secret }: MailSettings): string {
  const digest = createHmac('sha256', secret).update(`${purpose}\n${key}`).digest();
  let text = '';
  for (let n = 0; n < 26; n += 1) {
    const bit = n * 5;
    const pair = ((digest[bit >> 3] ?? 0) << 8) | (digest[(bit >> 3) + 1] ?? 0);
    text += alphabet[(pair >> (11 - (bit & 7))) & 31];
  }
  return text;
}

function domainOf({ mailAddress }: MailSettings): string {
  return mailAddress.slice(mailAddress.lastIndexOf('@') + 1);
}
