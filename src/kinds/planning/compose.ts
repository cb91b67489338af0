import { Temporal } from 'temporal-polyfill';
import { absenceOn, type Sprint } from '../calendar.ts';
import type { KeyResult, Member, Plan } from '../plan/record.ts';
import {
  ageInWeeks,
  clip,
  firstName,
  nameOf,
  progressOf,
  shortDay,
  weeksBetween,
  withoutTag,
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
  /** Decisions that wait for an answer, and those that are to be looked at again. */
  readonly waiting: readonly {
    readonly number: number | null;
    readonly title: string;
    readonly until: string;
  }[];
  readonly lookAgain: readonly {
    readonly number: number | null;
    readonly title: string;
    /** Its decider. */
    readonly who: string;
    readonly isMine: boolean;
    readonly keep: string;
  }[];
  /** What people wrote last week under "next", by address. */
  readonly focus: ReadonlyMap<string, string>;
  /** When each key result last got a number, and from whom; null from the file. */
  readonly lastNumber: ReadonlyMap<string, { readonly at: Date; readonly member: string | null }>;
  /** `review/ben@example.com`: who has stopped which mail. */
  readonly paused: ReadonlySet<string>;
  readonly teamUrl: string;
}

/** Monday's mail: where the quarter stands, what is at risk, who looks at what. */
export function planningData(facts: PlanningFacts) {
  const { plan, sprint } = facts;
  const today = facts.now.toZonedDateTimeISO(plan.timezone).toPlainDate();
  const oldest = facts.risks[0];
  return {
    first: firstName(facts.member.name),
    headline: headlineOf(facts),
    sprint: sprint && {
      number: sprint.number,
      daysLeft: daysLeft(sprint, today),
      goal: sprint.goal,
      keyResult: sprint.keyResult,
    },
    objective: plan.cycle?.objective ?? null,
    keyResults: (plan.cycle?.keyResults ?? []).map((one) => ({
      id: one.id,
      text: one.text,
      progress: progressOf(one),
      confidence: one.confidence,
      stale: staleness(one, facts),
    })),
    risks: risksIn(facts),
    waiting: facts.waiting,
    lookAgain: facts.lookAgain,
    focus: plan.members
      .filter((member) => member.role !== 'observer')
      .map((member) => focusOf(member, today, facts.focus))
      .filter((line) => line !== null),
    links: [
      ...(plan.links.board ? [{ name: 'Board', url: plan.links.board }] : []),
      ...(plan.links.repo ? [{ name: 'Repo', url: plan.links.repo }] : []),
      ...(plan.links.call ? [{ name: 'Call', url: plan.links.call }] : []),
    ],
    example: exampleFor(facts),
    isLead: facts.member.role === 'lead',
    paused: facts.member.role === 'lead' ? pausedLines(facts) : [],
    teamUrl: facts.teamUrl,
    preview: oldest
      ? `R-${oldest.number} is the oldest risk: ${clip(oldest.text, 60)}`
      : 'No risk stands open.',
  };
}

/** For leads: whom a mail does not reach, because they have stopped it. */
function pausedLines({ plan, paused }: PlanningFacts) {
  return [...paused].sort().flatMap((name) => {
    const [mail = '', address = ''] = name.split('/');
    const member = plan.members.find((one) => one.address === address);
    return member ? [{ name: firstName(member.name), mail }] : [];
  });
}

/** What the subject says: the sprint's goal, and where it has none, that. */
function headlineOf({ plan, sprint }: PlanningFacts): string {
  if (sprint?.goal) return sprint.goal;
  return sprint ? 'which goal for this sprint?' : (plan.cycle?.objective ?? plan.name);
}

function daysLeft(sprint: Sprint, today: Temporal.PlainDate): string {
  const left = workingDays(today, today.until(sprint.ends, { largestUnit: 'days' }).days + 1);
  return left === 1 ? 'last day' : `${left} days left`;
}

/** "no number for 3 weeks. Kofi?" Who gave the last one is asked, else the owner of the epic that serves this key result most. */
function staleness(one: KeyResult, { plan, lastNumber, now }: PlanningFacts): string | null {
  const last = lastNumber.get(one.id);
  const weeks = last ? weeksBetween(last.at, new Date(now.epochMilliseconds)) : 0;
  if (weeks < 3) return null;
  const serving = plan.epics
    .filter((epic) => epic.keyResults.includes(one.id))
    .sort((a, b) => a.keyResults.length - b.keyResults.length);
  const asked = last?.member ?? serving[0]?.owner ?? null;
  return `no number for ${weeks} weeks.${asked ? ` ${nameOf(plan, asked)}?` : ''}`;
}

/** The consequence stands once for each epic, with its oldest risk. */
function risksIn({ plan, risks, now }: PlanningFacts) {
  const said = new Set<string>();
  return risks.map((risk) => {
    const epic = plan.epics.find((one) => one.slug === risk.epic);
    const isFirst = epic !== undefined && !said.has(epic.slug);
    if (epic) said.add(epic.slug);
    return {
      number: risk.number,
      age: ageInWeeks(risk.since, new Date(now.epochMilliseconds)),
      epic: epic?.name ?? null,
      text: clip(withoutTag(risk.text, risk.epic), 200),
      who: nameOf(plan, risk.member),
      ifItFails: isFirst ? epic.ifItFails || null : null,
    };
  });
}

/** "KR1: 30": what this member could write, of a key result that they may set; null where there is none. */
function exampleFor({ plan, member }: PlanningFacts): string | null {
  const own = plan.epics.filter((epic) => epic.owner === member.address).flatMap((epic) => epic.keyResults);
  const all = plan.cycle?.keyResults ?? [];
  const one = all.find(({ id }) => own.includes(id)) ?? (member.role === 'lead' ? all[0] : undefined);
  return one ? `${one.id}: ${((one.from ?? 0) + (one.to ?? 0)) / 2 || 35}` : null;
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
