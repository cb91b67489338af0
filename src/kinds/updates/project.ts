import { Temporal } from 'temporal-polyfill';
import type { Tx } from '../../db/database.ts';
import { reviewAt } from '../calendar.ts';
import type { AnyRecord, Source } from '../kind.ts';
import { latestUpdate, versionsOf } from './queries.ts';
import { type Answers, questions } from './record.ts';

/** Writes the next version of a person's update: what the message answers replaces, what it leaves out is kept. */
export async function projectUpdate(tx: Tx, record: AnyRecord, source: Source): Promise<void> {
  if (record.kind !== 'update' || source.member === null) return;
  const { team, member, position } = source;
  const before = (await versionsOf(tx, team, record.week, member)).at(-1);
  const repeated = record.repeats ? await latestUpdate(tx, team, member, record.week) : null;

  const base = repeated?.answers ?? before?.answers;
  const answers: Answers = { goal: '', changed: '', risk: '', next: '' };
  for (const question of questions) answers[question] = record.answers[question] ?? base?.[question] ?? '';
  const notes = [before?.notes ?? '', record.notes].filter((text) => text !== '').join('\n\n');
  const epics = [...new Set([...(before?.epics ?? []), ...(repeated?.epics ?? []), ...record.epics])];

  await tx
    .insertInto('log.updates')
    .values({
      team,
      week: record.week,
      member,
      version: (before?.version ?? 0) + 1,
      position,
      received_at: source.receivedAt,
      answers: JSON.stringify(answers),
      notes,
      epics,
      late: before ? before.late : isLate(source, record.week),
      repeats: record.repeats,
    })
    .execute();
}

/** Late is after that week's review. The first version decides: a correction does not make an update late. */
function isLate(source: Source, week: string): boolean {
  const review = source.plan && reviewAt(source.plan, week);
  return (
    review !== null &&
    Temporal.Instant.compare(Temporal.Instant.fromEpochMilliseconds(source.receivedAt.getTime()), review) > 0
  );
}
