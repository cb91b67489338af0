import type { Tx } from '../../db/database.ts';
import type { AnyRecord, Source } from '../kind.ts';
import { setByMail } from '../plan-values.ts';

export async function projectPlanning(tx: Tx, record: AnyRecord, source: Source): Promise<void> {
  if (record.kind !== 'planning' || source.member === null) return;
  const cycle = source.plan?.cycle?.name ?? '';
  switch (record.type) {
    case 'sprint-goal': {
      const { sprint, goal, keyResult } = record;
      return setByMail(tx, source, `sprint-goal/${cycle}/${sprint}`, { goal, keyResult });
    }
    case 'key-result':
      return setByMail(tx, source, `key-result/${cycle}/${record.id}`, {
        current: record.value,
        confidence: record.confidence,
      });
    case 'note':
      await tx
        .insertInto('log.notes')
        .values({
          team: source.team,
          position: source.position,
          week: record.week,
          member: source.member,
          at: source.receivedAt,
          text: record.text,
        })
        .execute();
  }
}
