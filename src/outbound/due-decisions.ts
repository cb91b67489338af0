import { Temporal } from 'temporal-polyfill';
import { dateIn, isCurrent, membersAt } from '../kinds/calendar.ts';
import type { Decision } from '../kinds/decisions/record.ts';
import { roundOf } from '../kinds/decisions/rounds.ts';
import { asked, silentAt } from '../kinds/decisions/silent.ts';
import type { Member, Plan } from '../kinds/plan/record.ts';
import { decisionKey } from './decision-key.ts';
import type { Due, MailKind } from './draft.ts';

/** A decision that mail may be due about. */
export interface DecisionFacts {
  readonly decision: Decision;
  /** Members whom the messages of its thread name in From, To and Cc. */
  readonly people: readonly string[];
  /** Who got the stored outcome of this round, which the log has read; null where there is none. */
  readonly told: string | null;
  /** What was said against it, or asked, in the last days. */
  readonly heard: readonly Heard[];
}

/** A message that the proposer, the decider and the thread hear of at once. */
export interface Heard {
  /** The first 16 hex digits of its sha256. */
  readonly digest: string;
  readonly position: number;
  readonly member: string;
  readonly at: Temporal.Instant;
  readonly what: 'objects' | 'asks';
  /** The members among its From, To and Cc: they have it. */
  readonly had: readonly string[];
}

interface Occasion {
  readonly plan: Plan;
  readonly decisions: readonly DecisionFacts[];
  readonly now: Temporal.Instant;
}

const day = { hours: 24 };
/** A nudge in the last hour comes too late to be answered. */
const lastHour = { hours: 1 };
/** Facts older than that never cause mail (architecture.md rule 10). */
const fresh = { hours: 72 };

/** The mails about decisions, but for the stored outcome: `outcome.ts` composes that under the append lock. */
export function decisionMails(occasion: Occasion): Due[] {
  const mails = occasion.decisions.flatMap((facts) => [
    ...proposals(occasion, facts),
    ...nudges(occasion, facts),
    ...objections(occasion, facts),
    ...outcomes(occasion, facts),
  ]);
  // One message may object to two decisions, and is told once.
  return [...new Map(mails.map((one) => [one.key, one])).values()];
}

/** To everybody who is asked, once a round, in the proposer's thread. */
function proposals({ plan, now }: Occasion, { decision }: DecisionFacts): Due[] {
  if (decision.state !== 'proposed') return [];
  const at = instant(roundOf(decision).at);
  if (isOver(at.add(fresh), now)) return [];
  const window = { at, expires: deadlineOf(decision) };
  return asked(plan, decision, now).map((member) => mail(plan, 'proposal', decision, member, window));
}

/** Once a round, a day before the deadline, to who is there and has not answered; not where they were asked that day. */
function nudges({ plan, now }: Occasion, { decision }: DecisionFacts): Due[] {
  const deadline = deadlineOf(decision);
  if (decision.state !== 'proposed' || !deadline) return [];
  const at = deadline.subtract(day);
  const proposedAt = instant(roundOf(decision).at);
  if (Temporal.Instant.compare(proposedAt.add(day), at) > 0) return [];
  const window = { at, expires: deadline.subtract(lastHour) };
  // Who is away a day before the deadline is asked nothing that day.
  return silentAt(plan, decision, at)
    .silent.filter((member) => isCurrent(member, dateIn(now, member)))
    .map((member) => mail(plan, 'nudge', decision, member, window));
}

/** At once to whom it concerns and who has not had it yet: a question to proposer and decider, an objection to everybody in it. */
function objections({ plan, now }: Occasion, { decision, people, heard }: DecisionFacts): Due[] {
  return heard.flatMap(({ digest, member: who, at, what, had }) => {
    const concerned = [decision.author, decision.decider];
    const all = asked(plan, decision, now).map(({ address }) => address);
    const to = what === 'asks' ? concerned : [...concerned, ...people, ...all];
    return membersAt(plan, now)
      .filter(({ address }) => to.includes(address) && address !== who && !had.includes(address))
      .map(({ address }): Due => {
        const key = `${plan.team}/objection/${digest}/${address}`;
        return { ...about(plan, 'objection', address), key, at, expires: at.add(fresh) };
      });
  });
}

/** To the thread's people, the decider, the author and everybody who answered. The rest of the team reads it in the review. */
function outcomes({ plan, now }: Occasion, { decision, people, told }: DecisionFacts): Due[] {
  const { decidedAt, decidedBy, author, decider, answers, concerns } = decision;
  const isOutcome = decision.state === 'decided' && decision.proposedAt !== null && decidedAt !== null;
  // Lazy consensus is read from the one stored outcome: its copies follow it.
  if (!isOutcome || (decidedBy === 'consensus' && told === null)) return [];
  const at = instant(decidedAt);
  if (isOver(at.add(fresh), now)) return [];
  const answered = [...answers, ...concerns].map(({ member }) => member);
  const to = new Set([...people, author, decider, ...answered]);
  return membersAt(plan, now)
    .filter(({ address }) => to.has(address) && address !== told)
    .map((member) => mail(plan, 'outcome', decision, member, { at, expires: null }));
}

function mail(
  plan: Plan,
  kind: MailKind,
  decision: Decision,
  { address }: Member,
  window: Pick<Due, 'at' | 'expires'>,
): Due {
  return { ...about(plan, kind, address), key: decisionKey(plan.team, kind, decision, address), ...window };
}

const about = ({ team }: Plan, kind: MailKind, recipient: string) => ({
  kind,
  team,
  week: null,
  recipient,
  answers: null,
});

const deadlineOf = ({ decideBy }: Decision) => (decideBy === null ? null : instant(decideBy));
const instant = (text: string) => Temporal.Instant.from(text);
const isOver = (until: Temporal.Instant, now: Temporal.Instant) => Temporal.Instant.compare(now, until) >= 0;
