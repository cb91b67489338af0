import type { Plan } from '../plan/record.ts';
import type { Decision } from './record.ts';

/** A decision as programs get it (interfaces.md): members with their names, messages by their Message-IDs. */
export function viewOf(decision: Decision, plan: Plan, messageIdAt: (position: number) => string) {
  const member = (address: string) => ({
    name: plan.members.find((one) => one.address === address)?.name ?? address,
    address,
  });
  return {
    number: decision.number,
    state: decision.state,
    title: decision.title,
    statement: decision.statement,
    context: decision.context,
    options: decision.options,
    consequences: decision.consequences,
    epics: decision.epics,
    author: member(decision.author),
    decider: member(decision.decider),
    decidedBy: decision.decidedBy,
    decideBy: decision.decideBy,
    decidedAt: decision.decidedAt,
    revisit: decision.revisit,
    supersedes: decision.supersedes,
    supersededBy: decision.supersededBy,
    answers: decision.answers.map((one) => ({
      member: member(one.member),
      answer: one.answer,
      reason: one.reason,
      standing: one.standing,
      late: one.late,
      at: one.at,
      message: messageIdAt(one.position),
    })),
    concerns: decision.concerns.map((one) => ({
      name: one.name,
      text: one.text,
      member: member(one.member),
      standing: one.standing,
      message: messageIdAt(one.position),
      resolvedBy: one.resolvedBy === null ? null : member(one.resolvedBy),
    })),
    messages: decision.positions.map(messageIdAt),
  };
}
