import { type Db, transact } from '../db/database.ts';

/**
 * Has a message read once more, after a mended reader or a changed plan: its last verdict is appended again, and the loop finds it unread.
 * @returns why not, where it is recorded or still waits
 */
export function retry(db: Db, position: number, now: Date): Promise<string | null> {
  return transact(db, async (tx) => {
    const last = await tx
      .selectFrom('mail.proofs as p')
      .leftJoin('log.readings as r', 'r.ordinal', 'p.ordinal')
      .select(['p.grade', 'p.author', 'p.evidence', 'r.outcome'])
      .where('p.position', '=', position)
      .orderBy('p.ordinal', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!last?.outcome) return 'it waits to be read already';
    if (last.outcome === 'recorded') return 'it is recorded already';
    const end = await tx
      .selectFrom('mail.proofs')
      .select((eb) => eb.fn.max('ordinal').as('ordinal'))
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('mail.proofs')
      .values({
        ordinal: end.ordinal + 1,
        position,
        grade: last.grade,
        author: last.author,
        evidence: JSON.stringify(last.evidence),
        made_at: now,
      })
      .execute();
    return null;
  });
}
