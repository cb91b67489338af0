import type { Tx } from '../db/database.ts';
import type { Source } from './kind.ts';

/**
 * Notes a value of the plan that came by mail; it stands until the file changes it or another mail does.
 * @param name `key-result/CYCLE/KR1` {current, confidence}, `sprint-goal/CYCLE/3` {goal, keyResult}, `away/ADDRESS` {away: Absence[]}
 */
export async function setByMail(tx: Tx, source: Source, name: string, value: object): Promise<void> {
  const { team, position, member } = source;
  await tx
    .insertInto('log.plan_values')
    .values({
      team,
      name,
      position,
      source: 'mail',
      member,
      at: source.receivedAt,
      value: JSON.stringify(value),
    })
    .onConflict((conflict) =>
      // Said twice in one message: the last word counts.
      conflict.columns(['team', 'name', 'position']).doUpdateSet({ value: JSON.stringify(value) }),
    )
    .execute();
}

/** What was set last, by file or by mail; null where nothing was. */
export async function standingValue(tx: Tx, team: string, name: string): Promise<object | null> {
  const row = await tx
    .selectFrom('log.plan_values')
    .select('value')
    .where('team', '=', team)
    .where('name', '=', name)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.value ?? null;
}
