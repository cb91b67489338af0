import type { Plan } from '../plan/record.ts';
import type { Decision } from './record.ts';

/** With the addresses that its people have in the plan now: who was known by another one is still the same person. */
export function readdressed(decision: Decision, plan: Pick<Plan, 'members'>): Decision {
  const now = (address: string) =>
    plan.members.find((member) => member.address === address || member.also.includes(address))?.address ??
    address;
  return {
    ...decision,
    author: now(decision.author),
    decider: now(decision.decider),
    answers: decision.answers.map((one) => ({ ...one, member: now(one.member) })),
    concerns: decision.concerns.map((one) => ({
      ...one,
      member: now(one.member),
      resolvedBy: one.resolvedBy === null ? null : now(one.resolvedBy),
    })),
  };
}
