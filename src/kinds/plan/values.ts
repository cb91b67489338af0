import { isDeepStrictEqual } from 'node:util';
import type { Plan, SprintGoal } from './record.ts';
import { awayValue, keyResultValue, sprintGoalValue } from './stored.ts';

/** The values of a plan that a mail may set as well, by their names in log.plan_values. */
export function mailableValues(plan: Plan): Map<string, object> {
  const values = new Map<string, object>();
  const cycle = plan.cycle?.name ?? '';
  for (const one of plan.cycle?.keyResults ?? []) {
    values.set(`key-result/${cycle}/${one.id}`, { current: one.current, confidence: null });
  }
  for (const one of plan.sprints?.goals ?? []) {
    values.set(`sprint-goal/${cycle}/${one.sprint}`, { goal: one.goal, keyResult: one.keyResult });
  }
  for (const member of plan.members) {
    values.set(`away/${member.address}`, { away: member.away.map(({ from, to }) => ({ from, to })) });
  }
  return values;
}

/** A file with the values that stand: what was set last, by file or by mail. */
export function withValues(file: Plan, values: ReadonlyMap<string, object>): Plan {
  const cycle = file.cycle && {
    ...file.cycle,
    keyResults: file.cycle.keyResults.map((one) => {
      const value = values.get(`key-result/${file.cycle?.name}/${one.id}`);
      return value ? { ...one, ...keyResultValue.parse(value) } : one;
    }),
  };
  const members = file.members.map((member) => {
    const value = values.get(`away/${member.address}`);
    return value ? { ...member, away: awayValue.parse(value).away } : member;
  });
  const sprints = file.sprints && { ...file.sprints, goals: goalsOf(file.cycle?.name ?? '', values) };
  return { ...file, cycle, members, sprints };
}

function goalsOf(cycle: string, values: ReadonlyMap<string, object>): SprintGoal[] {
  const prefix = `sprint-goal/${cycle}/`;
  return [...values]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => ({ sprint: Number(name.slice(prefix.length)), ...sprintGoalValue.parse(value) }))
    .sort((a, b) => a.sprint - b.sprint);
}

/**
 * The values that applying a file sets: those that it changed since it was last applied, null for what it no longer has. What stands already is
 * not set again, so that a key result keeps its confidence, and its course one point for one number.
 *
 * @param standing the values that were set last, by name
 */
export function changedValues(
  before: Plan | null,
  file: Plan,
  standing: ReadonlyMap<string, object>,
): Map<string, object | null> {
  const old = before ? mailableValues(before) : new Map<string, object>();
  const now = mailableValues(file);
  const changed = new Map<string, object | null>();
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const value = now.get(name) ?? null;
    if (isDeepStrictEqual(old.get(name) ?? null, value)) continue;
    if (!saysTheSame(value, standing.get(name) ?? null)) changed.set(name, value);
  }
  return changed;
}

/** A file has no place for a confidence: it agrees with whatever a mail said. */
function saysTheSame(file: object | null, standing: object | null): boolean {
  if (file && standing && 'current' in file && 'current' in standing)
    return file.current === standing.current;
  return isDeepStrictEqual(file, standing);
}

/** Whether a plan has a place for a value: its cycle, its key results, its members. */
export function hasValue(plan: Plan, name: string): boolean {
  return name.startsWith(`sprint-goal/${plan.cycle?.name ?? ''}/`)
    ? plan.sprints !== null
    : mailableValues(plan).has(name);
}
