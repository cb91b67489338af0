import type { Plan } from './record.ts';

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
