import { firstName, progressOf } from '../wording.ts';
import type { Member, Plan } from './record.ts';

/** A member's first mail, in the lead's name: why, who reads what, the objective, their epics, and how to prove the way in. */
export function welcomeData(plan: Plan, member: Member, teamUrl: string) {
  const lead = plan.members.find((one) => one.role === 'lead') ?? member;
  return {
    first: firstName(member.name),
    lead: lead.name,
    isLead: lead.address === member.address,
    team: plan.name,
    asked: member.role !== 'observer',
    objective: plan.cycle?.objective ?? null,
    keyResults: (plan.cycle?.keyResults ?? []).map((one) => ({
      id: one.id,
      text: one.text,
      progress: progressOf(one),
    })),
    epics: plan.epics
      .filter((epic) => epic.owner === member.address)
      .map((epic) => ({ name: epic.name, slug: epic.slug, risk: epic.risk, ifItFails: epic.ifItFails })),
    rhythm: rhythmText(plan, member),
    names: plan.members.map((one) => firstName(one.name)).join(', '),
    teamUrl,
    preview: 'Four mails a week, two minutes. Reply "hi" and your way in is proven.',
  };
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function rhythmText({ rhythm }: Plan, member: Member): { what: string; when: string }[] {
  const isAsked = member.role !== 'observer';
  return [
    ...(rhythm.planning && isAsked ? [{ what: 'where we stand', slot: rhythm.planning }] : []),
    ...(rhythm.request && isAsked
      ? [{ what: 'four questions; reply in four lines', slot: rhythm.request }]
      : []),
    ...(rhythm.review ? [{ what: 'what everybody wrote, on one page', slot: rhythm.review }] : []),
  ].map(({ what, slot }) => ({ what, when: `${days[slot.weekday - 1]} ${slot.time}` }));
}
