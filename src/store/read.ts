import type { Selectable } from 'kysely';
import type { Db, Tx } from '../db/database.ts';
import type { MessagesTable } from '../db/tables.ts';

export type StoredMessage = Selectable<MessagesTable>;

/** @returns null where there is no such position, or its bytes were redacted */
export async function readBytes(db: Db | Tx, position: number): Promise<Buffer | null> {
  const row = await db
    .selectFrom('mail.bytes')
    .select('raw')
    .where('position', '=', position)
    .executeTakeFirst();
  return row?.raw ?? null;
}

/** The arrival facts of a message. @throws where there is no such position */
export function readFacts(db: Db | Tx, position: number): Promise<StoredMessage> {
  return db
    .selectFrom('mail.messages')
    .selectAll()
    .where('position', '=', position)
    .executeTakeFirstOrThrow();
}
