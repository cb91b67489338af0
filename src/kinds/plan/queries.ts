import type { Db, Tx } from '../../db/database.ts';
import { mondayOf } from '../calendar.ts';
import type { Plan, Rhythm } from './record.ts';
import { keyResultValue, storedPlan } from './stored.ts';
import { withValues } from './values.ts';

/** The teams that have a plan, by slug. */
export async function teams(db: Db | Tx): Promise<string[]> {
  const rows = await db.selectFrom('log.plans').select('team').distinct().orderBy('team').execute();
  return rows.map((row) => row.team);
}

/** The file that was applied last, as it was. */
export async function lastFile(db: Db | Tx, team: string): Promise<Plan | null> {
  const row = await db
    .selectFrom('log.plans')
    .select('plan')
    .where('team', '=', team)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? storedPlan.parse(row.plan) : null;
}

/** The plan as it stands: the file's values, and over them what was set last, by file or by mail. Null where there is no such team. */
export async function currentPlan(db: Db | Tx, team: string): Promise<Plan | null> {
  const file = await lastFile(db, team);
  return file && withValues(file, await standingValues(db, team));
}

/** What was set last, by file or by mail, by name; without what a file took away. */
export async function standingValues(db: Db | Tx, team: string): Promise<Map<string, object>> {
  const rows = await db
    .selectFrom('log.plan_values')
    .select(['name', 'value'])
    .distinctOn('name')
    .where('team', '=', team)
    .orderBy('name')
    .orderBy('position', 'desc')
    .execute();
  return new Map(rows.flatMap((row) => (row.value ? [[row.name, row.value] as const] : [])));
}

/** The rhythm that holds in a week: of the last file applied before its Monday in the team's zone; a first plan acts at once. @throws where there is no such team */
export async function rhythmIn(db: Db | Tx, team: string, week: string): Promise<Rhythm> {
  const rows = await db
    .selectFrom('log.plans')
    .select(['plan', 'applied_at'])
    .where('team', '=', team)
    .orderBy('position')
    .execute();
  const plans = rows.map((row) => ({ plan: storedPlan.parse(row.plan), at: row.applied_at.getTime() }));
  const [first] = plans;
  if (!first) throw new Error(`there is no team "${team}"`);
  const monday = mondayOf(week).toZonedDateTime({ timeZone: first.plan.timezone }).epochMilliseconds;
  return (plans.findLast(({ at }) => at < monday) ?? first).plan.rhythm;
}

/** When a plan first had each member, by address. */
export async function memberSince(db: Db | Tx, team: string): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('log.plans')
    .select(['plan', 'applied_at'])
    .where('team', '=', team)
    .orderBy('position')
    .execute();
  const since = new Map<string, Date>();
  for (const row of rows) {
    for (const { address } of storedPlan.parse(row.plan).members) {
      if (!since.has(address)) since.set(address, row.applied_at);
    }
  }
  return since;
}

/** A number that a key result had from some moment on. */
export interface CoursePoint {
  readonly at: Date;
  readonly value: number;
  readonly confidence: number | null;
  /** Who mailed it; null from the file of the command. */
  readonly member: string | null;
  readonly position: number;
}

/** The course of each key result of the current cycle, by its id, oldest first. */
export async function courses(db: Db | Tx, team: string): Promise<Map<string, CoursePoint[]>> {
  const file = await lastFile(db, team);
  const prefix = `key-result/${file?.cycle?.name}/`;
  const rows = await db
    .selectFrom('log.plan_values')
    .select(['name', 'position', 'member', 'at', 'value'])
    .where('team', '=', team)
    .where('name', 'like', 'key-result/%')
    .orderBy('position')
    .execute();
  const found = new Map<string, CoursePoint[]>((file?.cycle?.keyResults ?? []).map((one) => [one.id, []]));
  for (const row of rows) {
    if (!row.name.startsWith(prefix)) continue;
    const { current, confidence } = keyResultValue.parse(row.value);
    if (current === null) continue;
    const point = { at: row.at, value: current, confidence, member: row.member, position: row.position };
    found.get(row.name.slice(prefix.length))?.push(point);
  }
  return found;
}
