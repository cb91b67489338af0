import type { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import type { RiskView } from '../../kinds/commands/queries.ts';
import type { Decision } from '../../kinds/decisions/record.ts';
import { viewOf } from '../../kinds/decisions/view.ts';
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
  const { key, notedAt, proposedAt, history } = decision;
  const message = (position: number) => ids.get(position) ?? String(position);
  const seen = viewOf(decision, plan, message);
  return {
    ...seen,
    key: `${key.position}.${key.ordinal}`,
    options: [...seen.options],
    epics: [...seen.epics],
    supersedes: [...seen.supersedes],
    decideBy: utc(seen.decideBy),
    ...{ notedAt, proposedAt },
    history: history.map(({ at, what, detail, member, position }) => ({
      ...{ at, what, detail, message: message(position) },
      member: member === null ? null : personAt(plan, member),
    })),
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
