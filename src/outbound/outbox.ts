import type { Db, Tx } from '../db/database.ts';
import type { OutboxRow } from '../db/tables.ts';
import { append } from '../store/append.ts';
import type { Due } from './draft.ts';
import type { Composed } from './mime.ts';

/**
 * Stores a mail and puts it into the outbox, together or not at all (mail.md F28).
 * @returns false where its key is there already
 */
export async function enqueue(tx: Tx, due: Due, mail: Composed, now: Date): Promise<boolean> {
  const before = await tx
    .selectFrom('mail.outbox')
    .select('key')
    .where('key', '=', due.key)
    .executeTakeFirst();
  if (before) return false;
  const { position } = await append(tx, {
    raw: mail.raw,
    direction: 'out',
    source: 'outbound',
    receivedAt: now,
    now,
    arrival: {},
  });
  await tx
    .insertInto('mail.outbox')
    .values({
      key: due.key,
      team: due.team,
      kind: due.kind,
      week: due.week,
      recipient: due.recipient,
      position,
      message_id: mail.messageId,
      answers: due.answers,
      reply_token: mail.replyToken,
      bounce_token: mail.bounceToken,
      created_at: now,
      next_try_at: now,
      expires_at: due.expires ? new Date(due.expires.epochMilliseconds) : null,
    })
    .execute();
  return true;
}

/** What was enqueued for a team since a moment; and every welcome. */
export function outboxSince(db: Db | Tx, team: string, since: Date): Promise<OutboxRow[]> {
  return db
    .selectFrom('mail.outbox')
    .selectAll()
    .where('team', '=', team)
    .where((eb) => eb.or([eb('created_at', '>=', since), eb('kind', '=', 'welcome')]))
    .execute();
}
