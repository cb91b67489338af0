import { opened } from '../kinds/decisions/opened.ts';
import type { Decision } from '../kinds/decisions/record.ts';
import { type By, transition } from '../kinds/decisions/transitions.ts';
import type { AnyRecord } from '../kinds/kind.ts';
import type { Plan } from '../kinds/plan/record.ts';

/** The decisions of a thread after one more message, as `projectDecision` would leave them: pure, and without numbers. */
export function decisionsAfter(
  decisions: readonly Decision[],
  records: readonly AnyRecord[],
  by: By,
  plan: Plan,
): Decision[] {
  let standing = [...decisions];
  for (const [ordinal, record] of records.entries()) {
    if (record.kind !== 'decision') continue;
    if (record.type === 'note' || record.on === null) {
      const made =
        record.type === 'note' && standing.length > 0
          ? null
          : opened(record, { position: by.position, ordinal }, '', by);
      if (made) standing.push(made);
      continue;
    }
    const { on } = record;
    standing = standing.map((one) => {
      if (one.key.position !== on.position || one.key.ordinal !== on.ordinal) return one;
      const done = transition(one, record, by, plan);
      return 'to' in done ? done.to : one;
    });
  }
  return standing;
}
