import type { Sprint } from '../calendar.ts';
import type { Member, Plan } from '../plan/record.ts';
import { ageInWeeks, clip, epicName, firstName, nameOf, progressOf, shortWeek } from '../wording.ts';
import { type Answers, questions } from './record.ts';

export interface ReviewFacts {
  readonly plan: Plan;
  readonly member: Member;
  readonly week: string;
  readonly now: Date;
  readonly updates: readonly {
    readonly member: string;
    readonly answers: Answers;
    readonly notes: string;
    readonly epics: readonly string[];
  }[];
  readonly risks: readonly {
    readonly number: number;
    readonly text: string;
    readonly epic: string | null;
    readonly member: string;
    readonly since: Date;
  }[];
  readonly ended: readonly { readonly number: number; readonly text: string }[];
  readonly notes: readonly { readonly member: string; readonly text: string }[];
  /** Addresses. */
  readonly away: readonly string[];
  readonly sprint: Sprint | null;
  readonly permalink: string;
}

const labels = { goal: 'Goal', changed: 'Changed', risk: 'Risk', next: 'Next' } as const;

/** The week as everybody reads it: first what was filed from the reader, then risks, what changed, key results, what is next. */
export function reviewData(facts: ReviewFacts) {
  const { plan, member, week, updates } = facts;
  const people = plan.members.filter((one) => one.role !== 'observer');
  const mine = updates.find((update) => update.member === member.address);
  const silent = people.filter(
    ({ address }) => !facts.away.includes(address) && !updates.some((update) => update.member === address),
  );
  const open = facts.risks.length;
  const isAsked = member.role !== 'observer';
  return {
    week: shortWeek(week),
    wrote: updates.length,
    people: people.length,
    openRisks: open === 1 ? '1 risk open' : `${open} risks open`,
    preview: `${updates.length} of ${people.length} wrote. ${open === 1 ? '1 risk is' : `${open} risks are`} open.`,
    asked: isAsked,
    mine: mine
      ? questions.map((question, index) => {
          const label = `${index + 1} ${labels[question]}`;
          return { label, pad: label.padEnd(11), text: clip(mine.answers[question], 240) || '-' };
        })
      : [],
    nothingFromYou: isAsked && !mine && !facts.away.includes(member.address),
    risks: groupByEpic(plan, facts.risks, (risk) => [risk.epic]).map(({ name, items }) => ({
      name,
      items: items.map((risk) => ({
        number: risk.number,
        age: ageInWeeks(risk.since, facts.now),
        text: clip(risk.text, 200),
        who: nameOf(plan, risk.member),
      })),
    })),
    ended: facts.ended.map((risk) => ({ number: risk.number, text: clip(risk.text, 120) })),
    changed: groupByEpic(
      plan,
      updates.filter((update) => update.answers.changed !== ''),
      (update) => update.epics,
    ).map(({ name, items }) => ({
      name,
      items: items.map((update) => ({
        who: nameOf(plan, update.member),
        text: clip(update.answers.changed, 280),
      })),
    })),
    keyResults: (plan.cycle?.keyResults ?? []).map((one) => ({
      id: one.id,
      text: one.text,
      progress: progressOf(one),
    })),
    sprint: facts.sprint ? { number: facts.sprint.number, goal: facts.sprint.goal ?? 'no goal yet' } : null,
    next: updates
      .filter((update) => update.answers.next !== '')
      .map((update) => ({ who: nameOf(plan, update.member), text: clip(update.answers.next, 160) })),
    notes: [
      ...facts.notes.map((note) => ({ who: nameOf(plan, note.member), text: clip(note.text, 240) })),
      ...updates
        .filter((update) => update.notes !== '')
        .map((update) => ({ who: nameOf(plan, update.member), text: clip(update.notes, 240) })),
    ],
    away: facts.away.map((address) => nameOf(plan, address)).join(', '),
    silent: isAsked ? silent.map((one) => firstName(one.name)).join(', ') : '',
    permalink: facts.permalink,
  };
}

/** In the plan's order of epics; what names none comes last, and what names several stands under the first. */
function groupByEpic<T>(plan: Plan, items: readonly T[], epicsOf: (item: T) => readonly (string | null)[]) {
  const slugs = [...plan.epics.map((epic) => epic.slug), null];
  const placeOf = (item: T) => slugs.find((slug) => slug !== null && epicsOf(item).includes(slug)) ?? null;
  return slugs
    .map((slug) => ({ name: epicName(plan, slug), items: items.filter((item) => placeOf(item) === slug) }))
    .filter((group) => group.items.length > 0);
}
