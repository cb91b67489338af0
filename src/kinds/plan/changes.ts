import type { Db, Tx } from '../../db/database.ts';
import { lastFile } from './queries.ts';
import type { Plan } from './record.ts';
import { mailableValues } from './values.ts';

/** What applying a file changes against the file before, a line each. */
export function changesTo(before: Plan | null, after: Plan): string[] {
  if (!before)
    return [`new team ${after.team}: ${after.members.length} members, ${after.epics.length} epics`];
  return [
    ...listChanges('member', before.members, after.members, (one) => one.address),
    ...listChanges('epic', before.epics, after.epics, (one) => one.slug),
    ...listChanges(
      'key result',
      before.cycle?.keyResults ?? [],
      after.cycle?.keyResults ?? [],
      (one) => one.id,
    ),
    ...listChanges('sprint goal', before.sprints?.goals ?? [], after.sprints?.goals ?? [], (one) =>
      String(one.sprint),
    ),
    ...(['name', 'timezone', 'language', 'logAddress', 'links', 'rhythm', 'holidays', 'decisions'] as const)
      .filter((key) => !same(before[key], after[key]))
      .map((key) => `${key} changed${key === 'rhythm' ? ': it holds from next week on' : ''}`),
    ...(same(frameOf(before), frameOf(after)) ? [] : ['cycle changed']),
  ];
}

const frameOf = ({ cycle }: Plan) => cycle && { ...cycle, keyResults: [] };

function listChanges<T>(
  what: string,
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
): string[] {
  const old = new Map(before.map((one) => [nameOf(one), one]));
  const now = new Map(after.map((one) => [nameOf(one), one]));
  return [
    ...[...now.keys()].filter((name) => !old.has(name)).map((name) => `${what} ${name} added`),
    ...[...old.keys()].filter((name) => !now.has(name)).map((name) => `${what} ${name} removed`),
    ...[...now]
      .filter(([name, one]) => old.has(name) && !same(old.get(name), one))
      .map(([name]) => `${what} ${name} changed`),
  ];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The values that mail set and that this file does not overwrite, since it says the same about them as the file before:
 * "KR1 35, by mail on 2026-11-16 from ben@example.com, stays".
 */
export async function staysByMail(db: Db | Tx, plan: Plan): Promise<string[]> {
  const before = await lastFile(db, plan.team);
  if (!before) return [];
  const old = mailableValues(before);
  const now = mailableValues(plan);
  const rows = await db
    .selectFrom('log.plan_values')
    .select(['name', 'source', 'member', 'at', 'value'])
    .distinctOn('name')
    .where('team', '=', plan.team)
    .orderBy('name')
    .orderBy('position', 'desc')
    .execute();
  return rows
    .filter((row) => row.source === 'mail' && same(old.get(row.name), now.get(row.name)))
    .map((row) => {
      const day = row.at.toISOString().slice(0, 10);
      return `${shortName(row.name)} ${valueText(row.value)}, by mail on ${day} from ${row.member}, stays`;
    });
}

function shortName(name: string): string {
  const [what, ...rest] = name.split('/');
  const last = rest.at(-1) ?? '';
  return what === 'key-result' ? last : what === 'sprint-goal' ? `goal of sprint ${last}` : `away of ${last}`;
}

function valueText(value: object | null): string {
  if (value === null) return 'nothing';
  if ('current' in value) return String(value.current);
  if ('goal' in value) return `"${value.goal}"`;
  return JSON.stringify('away' in value ? value.away : value);
}
