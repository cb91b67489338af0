import type { Plan, Slot } from './record.ts';
import type { PlanFile } from './schema.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The plan that a checked file describes, with every default filled in. */
export function planFromFile(file: PlanFile): Plan {
  const { cycle, sprints, decisions, rhythm } = file;
  return {
    team: file.team,
    name: file.name,
    timezone: file.timezone,
    language: file.language,
    logAddress: file.log_address ?? null,
    links: { board: file.links.board ?? null, repo: file.links.repo ?? null, call: file.links.call ?? null },
    members: file.members.map((member) => ({
      name: member.name,
      address: member.address,
      also: member.also,
      role: member.role,
      timezone: member.timezone ?? file.timezone,
      away: member.away,
      left: member.left ?? null,
      receipts: member.receipts ?? decisions.receipts,
    })),
    rhythm: {
      planning: slotOf(rhythm.planning),
      request: slotOf(rhythm.request),
      reminder: slotOf(rhythm.reminder),
      review: slotOf(rhythm.review),
    },
    holidays: file.holidays,
    decisions: { deadlineHours: hoursOf(decisions.deadline), receipts: decisions.receipts },
    cycle: cycle
      ? {
          name: cycle.name,
          starts: cycle.starts,
          ends: cycle.ends,
          objective: typeof cycle.objective === 'string' ? cycle.objective : cycle.objective.join('; '),
          keyResults: cycle.key_results.map(({ id, text, from, to, current, unit }) => ({
            id,
            text,
            from: from ?? null,
            to: to ?? null,
            current: current ?? null,
            unit,
            confidence: null,
          })),
        }
      : null,
    epics: file.epics.map((epic) => ({
      slug: epic.slug,
      name: epic.name,
      also: epic.also,
      owner: epic.owner ?? null,
      wants: epic.wants,
      risk: epic.risk,
      ifItFails: epic.if_it_fails,
      resumeLine: epic.resume_line,
      keyResults: epic.key_results,
      links: epic.links,
    })),
    sprints: sprints
      ? {
          first: sprints.first,
          lengthDays: Number(sprints.length.slice(0, -1)) * 7,
          goals: sprints.goals.map(({ sprint, goal, key_result }) => ({
            sprint,
            goal,
            keyResult: key_result ?? null,
          })),
        }
      : null,
  };
}

function slotOf(text: string): Slot | null {
  if (text.toLowerCase() === 'off') return null;
  const [day = '', time = ''] = text.split(/\s+/);
  return { weekday: weekdays.indexOf(day.slice(0, 3).toLowerCase()) + 1, time: time.padStart(5, '0') };
}

function hoursOf(text: string): number {
  return Number(text.slice(0, -1)) * (text.endsWith('d') ? 24 : 1);
}
