import type { Tx } from '../db/database.ts';
import type { HeaderFields } from '../message/headers.ts';
import { baseSubject } from '../message/subject.ts';
import type { StoredMessage } from '../store/read.ts';

export interface Indexed {
  readonly messageId: string;
  readonly thread: string;
}

/** Writes a message's headers and thread into `log.messages`, once: a message that is proven again keeps its row. */
export async function indexMessage(
  tx: Tx,
  facts: StoredMessage,
  headers: HeaderFields,
  about: { automatic: string | null; team: string | null },
): Promise<Indexed> {
  const messageId = idOf(facts, headers);
  const thread = await threadOf(tx, messageId, headers);
  const [from] = headers.from;
  await tx
    .insertInto('log.messages')
    .values({
      position: facts.position,
      direction: facts.direction,
      message_id: messageId,
      from_name: from?.name ?? '',
      from_address: from?.address ?? '',
      subject: headers.subject,
      base_subject: baseSubject(headers.subject),
      sent_at: headers.date === null ? null : new Date(headers.date),
      received_at: facts.received_at,
      thread,
      ...about,
    })
    .onConflict((conflict) => conflict.column('position').doUpdateSet({ ...about, thread }))
    .execute();
  return { messageId, thread };
}

/** A message without an id gets one of ours, so that every message has a link that lasts. */
export const idOf = (
  { sha256 }: Pick<StoredMessage, 'sha256'>,
  { messageId }: Pick<HeaderFields, 'messageId'>,
): string => messageId ?? `${sha256.toString('hex').slice(0, 32)}@no-message-id`;

/** The thread of the nearest message that it refers to and that is stored; else its first reference (RFC 5322 3.6.4), which may come later; else itself. */
export async function threadOf(
  tx: Tx,
  messageId: string,
  headers: Pick<HeaderFields, 'inReplyTo' | 'references'>,
): Promise<string> {
  const ids = [...headers.inReplyTo, ...headers.references.toReversed()].slice(0, 50);
  if (ids.length > 0) {
    const known = await tx
      .selectFrom('log.messages')
      .select(['message_id', 'thread'])
      .where('message_id', 'in', ids)
      .orderBy('position')
      .execute();
    for (const id of ids) {
      const parent = known.find((one) => one.message_id === id);
      if (parent) return parent.thread;
    }
  }
  return headers.references[0] ?? headers.inReplyTo[0] ?? messageId;
}
