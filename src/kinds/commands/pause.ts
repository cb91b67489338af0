import { createHash } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import type { Db, Tx } from '../../db/database.ts';

/** The mails that somebody may stop for themselves; the others answer a message, or come once. */
export const pausable: readonly string[] = ['planning', 'request', 'reminder', 'review'];

/** Who has stopped which of them, by `review/ben@example.com`. */
export async function pausedBy(db: Db | Tx, team: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('log.plan_values')
    .select(['name', 'value'])
    .distinctOn('name')
    .where('team', '=', team)
    .where('name', 'like', `${prefix}%`)
    .orderBy('name')
    .orderBy('position', 'desc')
    .execute();
  return new Set(
    rows
      .filter(({ value }) => value && 'paused' in value && value.paused === true)
      .map(({ name }) => name.slice(prefix.length)),
  );
}

const prefix = 'paused/';
/** The name of the value in log.plan_values. */
export const pauseName = (kind: string, member: string) => `${prefix}${kind}/${member}`;

/**
 * The message that a press on "unsubscribe" appends: what a mail client sends for the mailto: beside it (RFC 2369 3.2), to the reply
 * address that the mail had. The same press within a second gives the same bytes.
 */
export function unsubscribeMessage(
  sent: { readonly recipient: string; readonly messageId: string; readonly replyAddress: string },
  at: Temporal.Instant,
): Buffer {
  // RFC 5322 3.3. `toUTCString` differs in the zone alone.
  const date = new Date(at.epochMilliseconds).toUTCString().replace('GMT', '+0000');
  const digest = createHash('sha256').update(`${date}\n${sent.messageId}`).digest('hex').slice(0, 32);
  return Buffer.from(
    [
      `From: <${sent.recipient}>`,
      `To: <${sent.replyAddress}>`,
      'Subject: unsubscribe',
      `Date: ${date}`,
      `Message-ID: <unsubscribe.${digest}@${sent.replyAddress.slice(sent.replyAddress.lastIndexOf('@') + 1)}>`,
      `In-Reply-To: <${sent.messageId}>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'unsubscribe',
      '',
    ].join('\r\n'),
  );
}
