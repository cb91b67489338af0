import type { Temporal } from 'temporal-polyfill';
import { absenceOn, dateIn, membersAt } from '../calendar.ts';
import type { Member, Plan } from '../plan/record.ts';
import type { Decision } from './record.ts';

/** Leads and members, but who proposed it. */
export const asked = (plan: Plan, { author }: Decision, at: Temporal.Instant): Member[] =>
  membersAt(plan, at).filter(({ role, address }) => role !== 'observer' && address !== author);

/** With what was said since it was proposed: what was answered before it was reopened was answered to something else. */
export function sinceProposed(decision: Decision): Decision {
  const { answers, concerns, history, proposedAt } = decision;
  const proposal = history.findLast(({ what }) => what === 'proposed' || what === 'reopened');
  return {
    ...decision,
    answers: answers.filter((one) => one.at >= (proposedAt ?? '')),
    concerns: concerns.filter(
      (one) => one.position >= (proposal?.position ?? 0) && (one.standing || one.resolvedBy !== null),
    ),
  };
}

/** Who was asked and says nothing, at a moment; away is not silent (product.md §4). Who decides by hand has said it by that. */
export function silentAt(
  plan: Plan,
  decision: Decision,
  at: Temporal.Instant,
): { readonly silent: readonly Member[]; readonly away: readonly Member[] } {
  const { answers, concerns, history } = sinceProposed(decision);
  const decided = history.findLast(({ what }) => what === 'decided');
  const spoke = new Set([...answers, ...concerns, ...(decided ? [decided] : [])].map(({ member }) => member));
  const quiet = asked(plan, decision, at).filter(({ address }) => !spoke.has(address));
  const isAway = (one: Member) => absenceOn(one, dateIn(at, one)) !== null;
  return { silent: quiet.filter((one) => !isAway(one)), away: quiet.filter(isAway) };
}
