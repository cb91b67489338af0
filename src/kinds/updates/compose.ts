import type { Temporal } from 'temporal-polyfill';
import { reviewAt, weekAt, weekBefore } from '../calendar.ts';
import type { OpenRisk } from '../commands/record.ts';
import type { Member, Plan } from '../plan/record.ts';
import {
  ageInWeeks,
  clip,
  ended,
  firstName,
  progressOf,
  shortWeek,
  timeFor,
  weekday,
  withoutTag,
} from '../wording.ts';
import { type Answers, questions, questionTexts } from './record.ts';

export interface RequestFacts {
  readonly plan: Plan;
  readonly member: Member;
  readonly week: string;
  readonly now: Temporal.Instant;
  readonly last: {
    readonly week: string;
    readonly answers: Answers;
    readonly epics: readonly string[];
  } | null;
  readonly openRisks: readonly OpenRisk[];
}

/** What the request and the reminder say. */
export function requestData({ plan, member, week, now, last, openRisks }: RequestFacts) {
  const review = reviewAt(plan, week);
  const mine = plan.epics.filter((epic) => epic.owner === member.address || last?.epics.includes(epic.slug));
  const risks = openRisks.filter((risk) => risk.member === member.address);
  const oldest = risks[0];
  const ageOf = (risk: OpenRisk) => ageInWeeks(new Date(risk.since), new Date(now.epochMilliseconds));
  return {
    first: firstName(member.name),
    week: shortWeek(week),
    when: review ? whenIs(review, now, plan, member) : null,
    day: review ? weekday(review.toZonedDateTimeISO(plan.timezone)) : 'the week',
    questions: questions.map((question, index) => ({ number: index + 1, text: questionTexts[question] })),
    lastWhen: last?.week === weekBefore(week) ? 'Last week' : `In ${shortWeek(last?.week ?? week)}`,
    lastNext: last && last.answers.next !== '' ? clip(last.answers.next, 200) : null,
    epics: mine.map((epic) => {
      const results = plan.cycle?.keyResults.filter((one) => epic.keyResults.includes(one.id)) ?? [];
      return {
        name: epic.name,
        slug: epic.slug,
        results: results.map((one) => `${one.id}: ${progressOf(one)}`).join('; '),
      };
    }),
    risks: risks.map((risk) => ({
      number: risk.number,
      age: ageOf(risk),
      text: ended(clip(withoutTag(risk.text, risk.epic), 160)),
      over: `over R-${risk.number}`,
    })),
    preview: oldest
      ? `R-${oldest.number} is ${ageOf(oldest).replace(/weeks?$/, '$& old')}. Four lines, two minutes.`
      : 'Press Reply. Four lines, two minutes.',
  };
}

/** "Friday's review, 17:00 Berlin (13:00 yours)"; another week's says its date. */
function whenIs(review: Temporal.Instant, now: Temporal.Instant, plan: Plan, member: Member): string {
  const at = review.toZonedDateTimeISO(plan.timezone);
  const isThisWeek = weekAt(review, plan.timezone) === weekAt(now, plan.timezone);
  const day = isThisWeek ? '' : `${at.toPlainDate().toString()} `;
  return `${day}${timeFor(review, plan.timezone, member.timezone)}`;
}
