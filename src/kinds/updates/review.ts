import type { Sprint } from '../calendar.ts';
import { epicsIn } from '../epics.ts';
import type { Member, Plan } from '../plan/record.ts';
import { ageInWeeks, clip, firstName, nameOf, progressOf, shortWeek, withoutTag } from '../wording.ts';
import { type Answers, questions } from './record.ts';

export interface ReviewFacts {
  readonly plan: Plan;
  readonly member: Member;
  readonly week: string;
  readonly now: Date;
  readonly updates: readonly Written[];
  readonly risks: readonly {
    readonly number: number;
    readonly text: string;
    readonly epic: string | null;
    readonly member: string;
    readonly since: Date;
  }[];
  readonly ended: readonly { readonly number: number; readonly text: string }[];
  /** Decisions that were settled since the last review. */
  readonly decisions: readonly { readonly number: number | null; readonly text: string }[];
  readonly notes: readonly { readonly member: string; readonly text: string }[];
  /** Addresses. */
  readonly away: readonly string[];
  readonly sprint: Sprint | null;
  /** The week's page. */
  readonly weekUrl: string;
}

interface Written {
  readonly member: string;
  readonly answers: Answers;
  readonly notes: string;
  readonly epics: readonly string[];
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
    mine: mine ? filedFrom(mine) : [],
    nothingFromYou: isAsked && !mine && !facts.away.includes(member.address),
    risks: groupByEpic(plan, facts.risks, (risk) => risk.epic).map(({ name, items }) => ({
      name,
      items: items.map((risk) => ({
        number: risk.number,
        age: ageInWeeks(risk.since, facts.now),
        text: clip(withoutTag(risk.text, risk.epic), 200),
        who: nameOf(plan, risk.member),
      })),
    })),
    ended: facts.ended.map((risk) => ({ number: risk.number, text: clip(risk.text, 120) })),
    changed: groupByEpic(
      plan,
      updates.filter((update) => update.answers.changed !== ''),
      (update) => epicOf(update, plan),
    ).map(({ name, items }) => ({
      name,
      items: items.map((update) => ({
        who: nameOf(plan, update.member),
        text: clip(update.answers.changed, 400),
      })),
    })),
    keyResults: (plan.cycle?.keyResults ?? []).map((one) => ({
      id: one.id,
      text: one.text,
      progress: progressOf(one),
    })),
    decisions: facts.decisions,
    sprint: facts.sprint ? { number: facts.sprint.number, goal: facts.sprint.goal ?? 'no goal yet' } : null,
    next: updates
      .filter((update) => update.answers.next !== '')
      .map((update) => ({ who: nameOf(plan, update.member), text: clip(update.answers.next, 160) })),
    notes: [
      ...facts.notes.map((note) => ({ who: nameOf(plan, note.member), text: clip(note.text, longest) })),
      ...updates
        .filter((update) => update.notes !== '')
        .map((update) => ({ who: nameOf(plan, update.member), text: clip(update.notes, longest) })),
    ],
    away: facts.away.map((address) => nameOf(plan, address)).join(', '),
    silent: isAsked ? silent.map((one) => firstName(one.name)).join(', ') : '',
    weekUrl: facts.weekUrl,
  };
}

/** Prose goes whole to the notes, and is somebody's whole week. */
const longest = 600;

/** The reader's own answers as they stand, so that what is wrong is seen by whom it concerns. */
function filedFrom({ answers, notes }: Written) {
  const isAnswered = questions.some((question) => answers[question] !== '');
  const rows = questions.map(
    (question, index) =>
      [`${index + 1} ${labels[question]}`, clip(answers[question], 240) || 'not answered'] as const,
  );
  const noted = notes === '' ? [] : [['Notes', `"${clip(notes, longest)}"`] as const];
  return [...(isAnswered ? rows : []), ...noted].map(([label, text]) => ({
    label,
    pad: label.padEnd(11),
    text,
  }));
}

/** Under which epic an update stands that names several: its author's own, else what the goal names, else the first. */
function epicOf({ member, epics, answers }: Written, plan: Plan): string | null {
  const owned = plan.epics.filter((epic) => epic.owner === member).map((epic) => epic.slug);
  const aimedAt = epicsIn(plan, answers.goal);
  return [...owned, ...aimedAt].find((slug) => epics.includes(slug)) ?? epics[0] ?? null;
}

/** In the plan's order of epics; what names none, or one that is gone, comes last. */
function groupByEpic<T>(plan: Plan, items: readonly T[], epicOfItem: (item: T) => string | null) {
  const groups = plan.epics.map(({ slug, name }) => ({
    name,
    items: items.filter((item) => epicOfItem(item) === slug),
  }));
  const rest = items.filter((item) => !plan.epics.some(({ slug }) => slug === epicOfItem(item)));
  return [...groups, { name: 'Without an epic', items: rest }].filter((group) => group.items.length > 0);
}
