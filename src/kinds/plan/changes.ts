import { isDeepStrictEqual } from 'node:util';
import type { Db, Tx } from '../../db/database.ts';
import { lastFile, standingValues } from './queries.ts';
import type { Plan } from './record.ts';
import { awayValue } from './stored.ts';
import { changedValues, hasValue, mailableValues, withValues } from './values.ts';

/** What applying a file does. */
export interface Applying {
  /** What will be other than it stands now, a line each. */
  readonly changes: readonly string[];
  /** Values that mail set and that this file leaves, a line each: "KR1 35, by mail on 2026-11-16 from ben@example.com, stays". */
  readonly stays: readonly string[];
  /** It says what the file applied last says, so that there is nothing to keep. */
  readonly isSame: boolean;
}

/** Compares a file with the one applied last, and with what stands since. */
export async function applying(db: Db | Tx, file: Plan): Promise<Applying> {
  const before = await lastFile(db, file.team);
  const standing = await standingValues(db, file.team);
  const changed = changedValues(before, file, standing);
  const after = new Map<string, object>(standing);
  for (const [name, value] of changed) {
    if (value) after.set(name, value);
    else after.delete(name);
  }
  return {
    changes: changesTo(before && withValues(before, standing), withValues(file, after)),
    stays: before ? await staysByMail(db, before, file) : [],
    isSame: isDeepStrictEqual(before, file),
  };
}

function changesTo(before: Plan | null, after: Plan): string[] {
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
    ...(same(sprintsOf(before), sprintsOf(after)) ? [] : ['sprints changed']),
  ];
}

const frameOf = ({ cycle }: Plan) => cycle && { ...cycle, keyResults: [] };
const sprintsOf = ({ sprints }: Plan) => sprints && { ...sprints, goals: [] };

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

const same = (a: unknown, b: unknown) => isDeepStrictEqual(a, b);

async function staysByMail(db: Db | Tx, before: Plan, file: Plan): Promise<string[]> {
  const old = mailableValues(before);
  const now = mailableValues(file);
  const rows = await db
    .selectFrom('log.plan_values')
    .select(['name', 'source', 'member', 'at', 'value'])
    .distinctOn('name')
    .where('team', '=', file.team)
    .orderBy('name')
    .orderBy('position', 'desc')
    .execute();
  return rows
    .filter(
      ({ name, source }) => source === 'mail' && hasValue(file, name) && same(old.get(name), now.get(name)),
    )
    .filter(({ name, value }) => valueText(value) !== valueText(now.get(name) ?? null))
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
  return (
    awayValue
      .parse(value)
      .away.map(({ from, to }) => `${from} to ${to}`)
      .join(', ') || 'never'
  );
}
