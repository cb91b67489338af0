import type { Tx } from '../db/database.ts';
import type { Proof } from '../db/tables.ts';
import type { StoredMessage } from '../store/read.ts';

/** A message that is proven, and what it is read from. */
export type Waiting = Awaited<ReturnType<typeof anywhere>>[number];
/** One transaction's worth. On the embedded database pages wait that long. */
const batch = 20;

/** The ordinal of the newest reading. */
export async function lastRead(tx: Tx): Promise<number> {
  const last = await tx
    .selectFrom('log.readings')
    .select('ordinal')
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.ordinal ?? 0;
}

/** The next proofs behind an ordinal: a few steps along an index, however long the log is. */
export const behindOrdinal = (tx: Tx, ordinal: number) =>
  proofs(tx).where('p.ordinal', '>', ordinal).execute();

/** Pending is the absence of a row (architecture.md rule 3), wherever it is: this walks the whole log. */
export const anywhere = (tx: Tx) =>
  proofs(tx)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('log.readings as r').select('r.ordinal').whereRef('r.ordinal', '=', 'p.ordinal'),
        ),
      ),
    )
    .execute();

/** The proof that a message was read at last, with its bytes. */
export const proofOf = async (tx: Tx, position: number) =>
  (await proofs(tx).where('p.position', '=', position).execute()).at(-1);

function proofs(tx: Tx) {
  return tx
    .selectFrom('mail.proofs as p')
    .innerJoin('mail.messages as m', 'm.position', 'p.position')
    .leftJoin('mail.bytes as b', 'b.position', 'p.position')
    .selectAll('m')
    .select(['p.ordinal', 'p.grade', 'p.author', 'p.evidence', 'b.raw'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('mail.proofs as first')
            .select('first.ordinal')
            .whereRef('first.position', '=', 'p.position')
            .whereRef('first.ordinal', '<', 'p.ordinal'),
        )
        .as('again'),
    )
    .orderBy('p.ordinal')
    .limit(batch);
}

/** The columns of one, by the tables that they are from. */
export function typed(waiting: Waiting): { ordinal: number; facts: StoredMessage; proof: Proof } {
  const { ordinal, raw, grade, author, evidence, ...facts } = waiting;
  return { ordinal, facts, proof: { grade, author, evidence } };
}
