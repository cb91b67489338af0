import { z } from 'zod';
import type { Db, Tx } from '../db/database.ts';
import type { TakenBack } from '../kinds/decisions/outcome.ts';
import type { Decision } from '../kinds/decisions/record.ts';

/** Objections whose authors have answered otherwise since: the decision keeps the last answer alone, the readings keep them all. */
export async function takenBackIn(db: Db | Tx, decision: Decision): Promise<TakenBack[]> {
  const standing = new Set(decision.answers.map(({ position }) => position));
  const rows = await db
    .selectFrom('log.readings')
    .select(['position', 'member', 'records'])
    .where('position', 'in', [...decision.positions])
    .where('outcome', '=', 'recorded')
    .orderBy('position')
    .execute();
  return rows.flatMap(({ position, member, records }) =>
    member === null || standing.has(position)
      ? []
      : objectionsIn(records, decision).map((reason) => ({ member, reason })),
  );
}

const on = z.object({ position: z.number(), ordinal: z.number() });
const answers = z.array(
  z.union([
    z.object({
      kind: z.literal('decision'),
      type: z.literal('answer'),
      on,
      answer: z.string(),
      reason: z.string().nullable(),
    }),
    z.object({ kind: z.string() }).transform(() => null),
  ]),
);

const objectionsIn = (records: readonly object[], { key }: Decision): string[] =>
  answers.parse(records).flatMap((one) => {
    const isOfIt = one?.on.position === key.position && one.on.ordinal === key.ordinal;
    return one && isOfIt && one.answer === '-1' && one.reason !== null ? [one.reason] : [];
  });
