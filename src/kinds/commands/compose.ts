import type { Refusal } from '../kind.ts';
import type { Member, Plan } from '../plan/record.ts';
import { clip, ended, epicName, firstName, nameOf, withoutTag } from '../wording.ts';

/** The manual, on one screen. */
export function helpData(
  plan: Plan,
  member: Member,
  { teamUrl, logAddress }: { teamUrl: string; logAddress: string },
) {
  return {
    first: firstName(member.name),
    team: plan.name,
    isLead: member.role === 'lead',
    teamUrl,
    logAddress,
    preview: 'What you can write to me, on one screen.',
  };
}

/** A message of which nothing was recorded, and why. */
export function noticeData(member: Member, refusals: readonly Refusal[], permalink: string) {
  return {
    first: firstName(member.name),
    refusals: refusals.map(({ line, why }) => ({ line: clip(line, 120), why: ended(why) })),
    permalink,
    preview: 'Nothing was recorded from your last mail.',
  };
}

export interface RaisedRisk {
  readonly number: number;
  readonly text: string;
  readonly epic: string | null;
  readonly member: string;
}

/** A risk that somebody raised just now, for the owner of its epic and the leads. */
export function riskData(plan: Plan, member: Member, risk: RaisedRisk, permalink: string) {
  const epic = plan.epics.find((one) => one.slug === risk.epic);
  const who = nameOf(plan, risk.member);
  const text = clip(withoutTag(risk.text, risk.epic), 600);
  return {
    number: risk.number,
    over: `over R-${risk.number}`,
    who,
    text,
    short: clip(text, 60),
    epic: epic ? epicName(plan, epic.slug) : null,
    ifItFails: epic && epic.ifItFails !== '' ? ended(epic.ifItFails) : null,
    owns: epic?.owner === member.address,
    team: plan.name,
    permalink,
    preview: `${who}: ${clip(text, 80)}`,
  };
}
