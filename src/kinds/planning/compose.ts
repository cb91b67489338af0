import { Temporal } from 'temporal-polyfill';
import { absenceOn, type Sprint } from '../calendar.ts';
import type { Member, Plan } from '../plan/record.ts';
import {
  ageInWeeks,
  clip,
  epicName,
  firstName,
  nameOf,
  progressOf,
  shortDay,
  weeksBetween,
} from '../wording.ts';

export interface PlanningFacts {
  readonly plan: Plan;
  readonly member: Member;
  readonly now: Temporal.Instant;
  readonly sprint: Sprint | null;
  readonly risks: readonly {
    readonly number: number;
    readonly text: string;
    readonly epic: string | null;
    readonly member: string;
    readonly since: Date;
  }[];
  /** What people wrote last week under "next", by address. */
  readonly focus: ReadonlyMap<string, string>;
  /** When each key result last got a number by mail. */
  readonly lastNumber: ReadonlyMap<string, Date>;
  readonly permalink: string;
}

/** Monday's mail: where the quarter stands, what is at risk, who looks at what. */
export function planningData(facts: PlanningFacts) {
  const { plan, sprint } = facts;
  const today = facts.now.toZonedDateTimeISO(plan.timezone).toPlainDate();
  const now = new Date(facts.now.epochMilliseconds);
  const left = sprint ? today.until(sprint.ends, { largestUnit: 'days' }).days + 1 : 0;
  const daysLeft = left === 1 ? 'last day' : `${workingDays(today, left)} days left`;
  const oldest = facts.risks[0];
  return {
    first: firstName(facts.member.name),
    headline: sprint?.goal ?? plan.cycle?.objective ?? plan.name,
    sprint: sprint
      ? { number: sprint.number, daysLeft, goal: sprint.goal, keyResult: sprint.keyResult }
      : null,
    objective: plan.cycle?.objective ?? null,
    keyResults: (plan.cycle?.keyResults ?? []).map((one) => {
      const at = facts.lastNumber.get(one.id);
      const weeks = at ? weeksBetween(at, now) : 0;
      const owner = plan.epics.find((epic) => epic.keyResults.includes(one.id))?.owner ?? null;
      const stale =
        weeks >= 3 ? `no number for ${weeks} weeks. ${owner ? `${nameOf(plan, owner)}?` : ''}`.trim() : null;
      return { id: one.id, text: one.text, progress: progressOf(one), confidence: one.confidence, stale };
    }),
    risks: facts.risks.map((risk) => ({
      number: risk.number,
      age: ageInWeeks(risk.since, now),
      epic: epicName(plan, risk.epic),
      text: clip(risk.text, 200),
      who: nameOf(plan, risk.member),
      ifItFails: plan.epics.find((epic) => epic.slug === risk.epic)?.ifItFails || null,
    })),
    focus: plan.members
      .filter((member) => member.role !== 'observer')
      .map((member) => focusOf(member, today, facts.focus))
      .filter((line) => line !== null),
    links: [
      ...(plan.links.board ? [{ name: 'Board', url: plan.links.board }] : []),
      ...(plan.links.repo ? [{ name: 'Repo', url: plan.links.repo }] : []),
      ...(plan.links.call ? [{ name: 'Call', url: plan.links.call }] : []),
    ],
    exampleResult: plan.cycle?.keyResults[0]?.id ?? 'KR1',
    isLead: facts.member.role === 'lead',
    permalink: facts.permalink,
    preview: oldest
      ? `R-${oldest.number} is the oldest risk: ${clip(oldest.text, 60)}`
      : 'No risk stands open.',
  };
}

function focusOf(member: Member, today: Temporal.PlainDate, focus: ReadonlyMap<string, string>) {
  const away = absenceOn(member, today);
  const name = firstName(member.name);
  if (away) return { name, text: `away until ${shortDay(Temporal.PlainDate.from(away.to))}` };
  const text = focus.get(member.address);
  return text ? { name, text: clip(text, 60) } : null;
}

/** Monday to Friday among the next `days` days. */
function workingDays(today: Temporal.PlainDate, days: number): number {
  return Array.from({ length: Math.max(0, days) }, (_, n) => today.add({ days: n }).dayOfWeek).filter(
    (day) => day <= 5,
  ).length;
}
