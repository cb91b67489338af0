import type { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import type { RiskView } from '../../kinds/commands/queries.ts';
import type { Decision } from '../../kinds/decisions/record.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import type { StandingUpdateView } from '../../kinds/updates/queries.ts';
import { weeksBetween } from '../../kinds/wording.ts';
import type { MessageView } from '../../reading/queries.ts';
import { personAt } from '../team.ts';
import type * as shapes from './shapes.ts';

/** Message-IDs by position. */
export type Identifiers = ReadonlyMap<number, string>;

export function showUpdate(
  update: StandingUpdateView,
  plan: Plan,
  ids: Identifiers,
): z.output<typeof shapes.update> {
  return {
    member: personAt(plan, update.member),
    week: update.week,
    answers: { ...update.answers },
    notes: update.notes,
    epics: [...update.epics],
    late: update.late,
    repeats: update.repeats,
    version: update.version,
    messages: named(update.positions, ids),
    receivedAt: update.receivedAt.toISOString(),
  };
}

export function showRisk(
  risk: RiskView,
  plan: Plan,
  ids: Identifiers,
  now: Temporal.Instant,
): z.output<typeof shapes.risk> {
  return {
    number: risk.number,
    text: risk.text,
    epic: risk.epic,
    member: personAt(plan, risk.member),
    since: risk.since.toISOString(),
    weeks: weeksBetween(risk.since, risk.resolvedAt ?? new Date(now.epochMilliseconds)),
    resolvedAt: risk.resolvedAt?.toISOString() ?? null,
    messages: named(risk.positions, ids),
  };
}

export function showDecision(
  decision: Decision,
  plan: Plan,
  ids: Identifiers,
): z.output<typeof shapes.decision> {
  const message = ({ position }: { position: number }) => ids.get(position) ?? null;
  const person = (address: string | null) => (address === null ? null : personAt(plan, address));
  const { number, state, title, statement, context, consequences } = decision;
  const { decidedBy, decideBy, notedAt, proposedAt, decidedAt, revisit, supersededBy } = decision;
  return {
    key: `${decision.key.position}.${decision.key.ordinal}`,
    ...{ number, state, title, statement, context, options: [...decision.options], consequences },
    epics: [...decision.epics],
    author: personAt(plan, decision.author),
    decider: personAt(plan, decision.decider),
    ...{ decidedBy, decideBy: utc(decideBy), notedAt, proposedAt, decidedAt, revisit },
    supersedes: [...decision.supersedes],
    supersededBy,
    answers: decision.answers.map((one) => ({
      member: personAt(plan, one.member),
      ...{ answer: one.answer, reason: one.reason, standing: one.standing, late: one.late, at: one.at },
      message: message(one),
    })),
    concerns: decision.concerns.map((one) => ({
      ...{ name: one.name, text: one.text, member: personAt(plan, one.member), standing: one.standing },
      resolvedBy: person(one.resolvedBy),
      message: message(one),
    })),
    history: decision.history.map((one) => ({
      ...{ at: one.at, what: one.what, detail: one.detail, member: person(one.member) },
      message: message(one),
    })),
    messages: named(decision.positions, ids),
  };
}

export function showMessage(message: MessageView): z.output<typeof shapes.message> {
  return {
    messageId: message.messageId,
    position: message.position,
    from: { name: message.fromName, address: message.fromAddress },
    subject: message.subject,
    receivedAt: message.receivedAt.toISOString(),
    direction: message.direction,
    proof: message.proof,
    kinds: [...message.kinds],
    outcome: message.outcome,
    reason: message.reason,
    thread: message.thread,
    sent: message.sent,
  };
}

/** The API's times are UTC, whatever offset a record has. */
const utc = (at: string | null) => (at === null ? null : new Date(at).toISOString());

function named(positions: readonly number[], ids: Identifiers): string[] {
  return positions.flatMap((position) => ids.get(position) ?? []);
}
