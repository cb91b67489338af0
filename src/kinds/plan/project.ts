import type { Tx } from '../../db/database.ts';
import type { AnyRecord, Source } from '../kind.ts';
import { lastFile, standingValues } from './queries.ts';
import { changedValues } from './values.ts';

/** Keeps the file, and sets those values that it changed since it was last applied; the others stay as mail left them. */
export async function projectPlan(tx: Tx, record: AnyRecord, source: Source): Promise<void> {
  if (record.kind !== 'plan') return;
  const { team, position, member } = source;
  const before = await lastFile(tx, team);
  const standing = await standingValues(tx, team);
  await tx
    .insertInto('log.plans')
    .values({
      team,
      position,
      applied_at: source.receivedAt,
      member,
      yaml: record.yaml,
      plan: JSON.stringify(record.plan),
    })
    .execute();
  for (const [name, value] of changedValues(before, record.plan, standing)) {
    await tx
      .insertInto('log.plan_values')
      .values({
        team,
        name,
        position,
        source: 'file',
        member,
        at: source.receivedAt,
        value: JSON.stringify(value),
      })
      .execute();
  }
}
