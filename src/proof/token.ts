import type { Tx } from '../db/database.ts';
import { detailOf } from '../message/address.ts';
import type { HeaderFields } from '../message/headers.ts';
import type { StoredMessage } from '../store/read.ts';

export interface TokenRow {
  key: string;
  team: string;
  recipient: string;
}

/** A reply token is 26 characters of lower-case base32: 130 bits (interfaces.md, mail.md C16). */
const tokenDetail = /^r\.([a-z2-7]{26})$/;
const validForMilliseconds = 90 * 24 * 3600 * 1000;

/** The outbound message of the first valid reply token in a recipient address: of the headers, and of the envelope where our own listener saw it. */
export async function tokensAmong(
  tx: Tx,
  mailAddress: string,
  facts: StoredMessage,
  headers: HeaderFields,
): Promise<TokenRow | null> {
  const ours = detailOf(mailAddress);
  const recipients = [
    ...headers.to.map((one) => one.address),
    ...headers.cc.map((one) => one.address),
    ...headers.deliveredTo,
    ...(facts.arrival.rcptTo ?? []),
  ];
  const tokens = recipients.flatMap((recipient) => {
    const { local, detail, domain } = detailOf(recipient.toLowerCase());
    if (local !== ours.local || domain !== ours.domain) return [];
    return tokenDetail.exec(detail ?? '')?.[1] ?? [];
  });
  if (tokens.length === 0) return null;
  const rows = await tx
    .selectFrom('mail.outbox')
    .select(['key', 'team', 'recipient', 'reply_token', 'created_at'])
    .where('reply_token', 'in', [...new Set(tokens)].slice(0, 10))
    .execute();
  for (const token of tokens) {
    const row = rows.find((one) => one.reply_token === token);
    if (row && facts.received_at.getTime() - row.created_at.getTime() <= validForMilliseconds) {
      return { key: row.key, team: row.team, recipient: row.recipient };
    }
  }
  return null;
}
