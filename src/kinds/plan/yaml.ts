import { stringify } from 'yaml';
import type { Plan, Slot } from './record.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The plan as a file: what `plan check` reads again as the same plan. Confidence is mail's alone and has no key. */
export function planYaml(plan: Plan): string {
  const { cycle, sprints } = plan;
  const file = {
    team: plan.team,
    name: plan.name,
    timezone: plan.timezone,
    language: plan.language,
    log_address: plan.logAddress ?? undefined,
    links: withoutEmpty({ board: plan.links.board, repo: plan.links.repo, call: plan.links.call }),
    members: plan.members.map((member) =>
      withoutEmpty({
        name: member.name,
        address: member.address,
        also: member.also,
        role: member.role,
        timezone: member.timezone === plan.timezone ? null : member.timezone,
        away: member.away,
        left: member.left,
        receipts: member.receipts === plan.decisions.receipts ? null : member.receipts,
      }),
    ),
    rhythm: {
      planning: slotText(plan.rhythm.planning),
      request: slotText(plan.rhythm.request),
      reminder: slotText(plan.rhythm.reminder),
      review: slotText(plan.rhythm.review),
    },
    holidays: plan.holidays,
    decisions: { deadline: `${plan.decisions.deadlineHours}h`, receipts: plan.decisions.receipts },
    cycle: cycle
      ? {
          name: cycle.name,
          starts: cycle.starts,
          ends: cycle.ends,
          objective: cycle.objective,
          key_results: cycle.keyResults.map(({ id, text, from, to, current, unit }) =>
            withoutEmpty({ id, text, from, to, current, unit }),
          ),
        }
      : undefined,
    epics: plan.epics.map((epic) =>
      withoutEmpty({
        slug: epic.slug,
        name: epic.name,
        also: epic.also,
        owner: epic.owner,
        wants: epic.wants,
        risk: epic.risk,
        if_it_fails: epic.ifItFails,
        resume_line: epic.resumeLine,
        key_results: epic.keyResults,
        links: epic.links,
      }),
    ),
    sprints: sprints
      ? {
          first: sprints.first,
          length: `${sprints.lengthDays / 7}w`,
          goals: sprints.goals.map(({ sprint, goal, keyResult }) =>
            withoutEmpty({ sprint, goal, key_result: keyResult }),
          ),
        }
      : undefined,
  };
  return stringify(file, { lineWidth: 0 });
}

function withoutEmpty(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function slotText(slot: Slot | null): string {
  return slot ? `${weekdays[slot.weekday - 1]} ${slot.time}` : 'off';
}
