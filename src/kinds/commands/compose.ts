import type { Refusal } from '../kind.ts';
import type { Member, Plan } from '../plan/record.ts';
import { clip, firstName } from '../wording.ts';

/** The manual, on one screen. */
export function helpData(plan: Plan, member: Member, teamUrl: string) {
  return {
    first: firstName(member.name),
    team: plan.name,
    isLead: member.role === 'lead',
    teamUrl,
    preview: 'What you can write to me, on one screen.',
  };
}

/** A message of which nothing was recorded, and why. */
export function noticeData(member: Member, refusals: readonly Refusal[], permalink: string) {
  return {
    first: firstName(member.name),
    refusals: refusals.map(({ line, why }) => ({ line: clip(line, 120), why })),
    permalink,
    preview: 'Nothing was recorded from your last mail.',
  };
}
