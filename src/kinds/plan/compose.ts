import type { Temporal } from 'temporal-polyfill';
import { reviewAt, slotAt, weekAt } from '../calendar.ts';
import { firstName, progressOf, timeFor, weekday } from '../wording.ts';
import type { Member, Plan } from './record.ts';

/** A member's first mail, in the lead's name: why, who reads what, the objective, their epics, and how to prove the way in. */
export function welcomeData(plan: Plan, member: Member, now: Temporal.Instant, teamUrl: string) {
  const lead = plan.members.find((one) => one.role === 'lead') ?? member;
  const isAsked = member.role !== 'observer';
  return {
    first: firstName(member.name),
    lead: lead.name,
    isLead: lead.address === member.address,
    team: plan.name,
    asked: isAsked,
    objective: plan.cycle?.objective ?? null,
    keyResults: (plan.cycle?.keyResults ?? []).map((one) => ({
      id: one.id,
      text: one.text,
      progress: progressOf(one),
    })),
    epics: plan.epics
      .filter((epic) => epic.owner === member.address)
      .map((epic) => ({ name: epic.name, slug: epic.slug, risk: epic.risk, ifItFails: epic.ifItFails })),
    rhythm: rhythmFor(plan, member, now),
    names: plan.members.map((one) => firstName(one.name)).join(', '),
    teamUrl,
    preview: `${isAsked ? 'A few mails a week, two minutes' : 'One mail a week'}. Reply "hi" and your way in is proven.`,
  };
}

/** The week's mails and when they come, on this reader's clock as well. */
function rhythmFor(plan: Plan, member: Member, now: Temporal.Instant): { what: string; when: string }[] {
  const { planning, request } = member.role === 'observer' ? { planning: null, request: null } : plan.rhythm;
  const week = weekAt(now, plan.timezone);
  const review = reviewAt(plan, week);
  const ours = (at: Temporal.Instant) =>
    `${weekday(at.toZonedDateTimeISO(plan.timezone))} ${timeFor(at, plan.timezone, member.timezone)}`;
  const isNear = member.timezone === plan.timezone;
  return [
    ...(planning ? [{ what: 'where we stand', when: ours(slotAt(week, planning, plan.timezone)) }] : []),
    ...(request
      ? [
          {
            what: 'four questions; reply in four lines',
            when: isNear
              ? ours(slotAt(week, request, plan.timezone))
              : `${weekday({ dayOfWeek: request.weekday })} ${request.time} yours`,
          },
        ]
      : []),
    ...(review ? [{ what: 'what everybody wrote, on one page', when: ours(review) }] : []),
  ];
}
