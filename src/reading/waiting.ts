import type { Tx } from '../db/database.ts';
import type { HeaderFields } from '../message/headers.ts';

/** Remembers a message that came before the one that it answers: its words may mean more once that is known. */
export async function awaitParent(
  tx: Tx,
  { position, team }: { position: number; team: string | null },
  { inReplyTo: [parent] }: Pick<HeaderFields, 'inReplyTo'>,
): Promise<void> {
  if (parent === undefined) return;
  const known = await tx
    .selectFrom('log.messages')
    .select('position')
    .where('message_id', '=', parent)
    .executeTakeFirst();
  if (known) return;
  await tx
    .insertInto('log.waiting')
    .values({ team, parent, position })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The positions of those that waited for a message, in the order in which they came. What waits for them in turn is read again after them. */
export async function childrenOf(tx: Tx, messageId: string): Promise<number[]> {
  const rows = await tx
    .selectFrom('log.waiting')
    .select('position')
    .where('parent', '=', messageId)
    .execute();
  return rows.map(({ position }) => position).toSorted((a, b) => a - b);
}
