import { Temporal } from 'temporal-polyfill';
import type { Member, Plan } from '../plan/record.ts';
import { clip, nameOf } from '../wording.ts';
import { deadlineIn, titleOf } from './compose.ts';
import type { Decision } from './record.ts';

/** Monday: what waits for an answer, the one that closes first on top. */
export function waitingRows(plan: Plan, member: Member, decisions: readonly Decision[]) {
  return decisions
    .filter(({ state }) => state === 'proposed' || state === 'contested')
    .toSorted(
      (a, b) => (a.decideBy ?? '').localeCompare(b.decideBy ?? '') || (a.number ?? 0) - (b.number ?? 0),
    )
    .map((decision) => ({
      number: decision.number,
      title: titleOf(decision),
      until: untilOf(plan, member, decision),
    }));
}

function untilOf(plan: Plan, member: Member, { state, decider, decideBy }: Decision): string {
  if (state === 'contested') return `contested, ${nameOf(plan, decider)} decides.`;
  const by = decideBy === null ? '' : `until ${deadlineIn(plan, member, decideBy)}. `;
  return `${by}Answer in its thread.`;
}

/** Monday of the week that `Revisit:` names, and every Monday until its decider has said whether it is kept. */
export function lookAgainRows(
  plan: Plan,
  member: Member,
  decisions: readonly Decision[],
  sunday: Temporal.PlainDate,
) {
  return decisions
    .filter(({ state, revisit }) => state === 'decided' && revisit !== null && revisit <= sunday.toString())
    .toSorted((a, b) => (a.revisit ?? '').localeCompare(b.revisit ?? ''))
    .map((decision) => ({
      number: decision.number,
      title: titleOf(decision),
      who: nameOf(plan, decision.decider),
      isMine: decision.decider === member.address,
      keep: `keep D-${decision.number}`,
    }));
}

/** Friday: what was settled since the last review, in the order in which it was. */
export function settledRows(
  plan: Plan,
  decisions: readonly Decision[],
  { after, until }: { after: Temporal.Instant; until: Temporal.Instant },
) {
  const isWithin = (at: string) => {
    const when = Temporal.Instant.from(at);
    return Temporal.Instant.compare(when, after) > 0 && Temporal.Instant.compare(when, until) <= 0;
  };
  return decisions
    .flatMap((decision) => {
      const step = decision.history.findLast(({ what }) => what === decision.state);
      return step && isWithin(step.at) && isSettled(decision) ? [{ decision, at: step.at }] : [];
    })
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map(({ decision }) => ({ number: decision.number, text: settledText(plan, decision) }));
}

const isSettled = ({ state }: Decision) =>
  state === 'decided' || state === 'withdrawn' || state === 'superseded';

function settledText(plan: Plan, decision: Decision): string {
  const { state, statement, decidedBy, decider, supersededBy } = decision;
  if (state === 'superseded') return `superseded by D-${supersededBy}: ${titleOf(decision)}`;
  if (state === 'withdrawn') return `withdrawn: ${titleOf(decision)}`;
  const how = decidedBy === 'consensus' ? 'no objection' : nameOf(plan, whoDecided(decision) ?? decider);
  return `decided: ${clip(statement ?? titleOf(decision), 200)} (${how})`;
}

const whoDecided = ({ history }: Decision) => history.findLast(({ what }) => what === 'decided')?.member;
