import { sql } from 'kysely';
import type { Db, Tx } from '../db/database.ts';

/** How far a mailbox was read. `mailbox` is `user@host:port/NAME`. */
export interface Cursor {
  readonly mailbox: string;
  readonly uidValidity: number;
  readonly lastUid: number;
}

/**
 * The last UID that was read under this UIDVALIDITY; 0 where it is new, and everything is read again (RFC 9051 2.3.1.1).
 * `isRenumbered` says that it was another one before.
 */
export async function readCursor(
  db: Db,
  mailbox: string,
  uidValidity: number,
): Promise<{ lastUid: number; isRenumbered: boolean }> {
  const row = await db
    .selectFrom('mail.cursors')
    .select(['uidvalidity', 'last_uid'])
    .where('mailbox', '=', mailbox)
    .executeTakeFirst();
  if (row?.uidvalidity === uidValidity) return { lastUid: row.last_uid, isRenumbered: false };
  return { lastUid: 0, isRenumbered: row !== undefined };
}

/**
 * Moves the cursor, never back under the same UIDVALIDITY: two instances may read one mailbox. `at` is when
 * reading began that came to the mailbox's end; null where more is to come: then the last such moment stays, because a deadline is over only where
 * the mailbox was read to its end past it (architecture.md rule 7).
 */
export async function moveCursor(tx: Db | Tx, cursor: Cursor, at: Date | null): Promise<void> {
  await tx
    .insertInto('mail.cursors')
    .values({
      mailbox: cursor.mailbox,
      uidvalidity: cursor.uidValidity,
      last_uid: cursor.lastUid,
      read_at: at ?? neverYet,
    })
    .onConflict((conflict) =>
      conflict.column('mailbox').doUpdateSet({
        uidvalidity: sql`excluded.uidvalidity`,
        last_uid: sql`case when cursors.uidvalidity = excluded.uidvalidity
          then greatest(cursors.last_uid, excluded.last_uid) else excluded.last_uid end`,
        read_at: at === null ? sql`cursors.read_at` : sql`excluded.read_at`,
      }),
    )
    .execute();
}

const neverYet = new Date(0);
