import { Temporal } from 'temporal-polyfill';
import type { Plan } from '../plan/record.ts';
import { nameOf } from '../wording.ts';
import { answered, lifted, objections, raised, resolved } from './answers.ts';
import { defaultDeadline } from './dates.ts';
import type { Answer, Decision, DecisionEvent, DecisionState, Step } from './record.ts';

/** By whom, when, and with which message. */
export interface By {
  /** The author's address in the plan; null for our own outcome. */
  readonly member: string | null;
  readonly at: string;
  readonly position: number;
}

/** What a message does to a decision, or why it may not. `stays` is kept among its messages and changes nothing else. */
export type Transition = { readonly to: Decision } | { readonly refused: string };

/** Every event but the first note of a thread changes a decision that is there, or makes one. */
export type EventOn = Exclude<DecisionEvent, { type: 'note' }>;
type Named = { readonly [Event in EventOn as Event['type']]: Event };
/** The event of a type, so that each row of the table takes its own. */
type EventOf<Type extends keyof Named = keyof Named> = {
  [Each in Type]: Named[Each] & { readonly type: Each };
}[Type];
type Rules = {
  readonly [Type in keyof Named]: (
    decision: Decision,
    event: EventOf<Type>,
    by: By,
    plan: Plan,
  ) => Transition;
};

/** What has ended stays ended, but for `reopen`; what comes later is kept. */
const closed: readonly DecisionState[] = ['decided', 'contested', 'withdrawn', 'superseded'];

/** product.md §4 as one table: what each message does in each state, and who may send it. */
export function transition<Type extends keyof Named>(
  decision: Decision,
  event: EventOf<Type>,
  by: By,
  plan: Plan,
): Transition {
  const done = rules[event.type](decision, event, by, plan);
  return 'to' in done ? { to: withMessage(done.to, by.position) } : done;
}

const rules: Rules = {
  propose: (decision, event, by) => {
    if (decision.state !== 'noted')
      return refused(
        `${nameOfDecision(decision)} is ${decision.state} already; a new proposal is a mail of its own`,
      );
    const proposed = {
      ...decision,
      ...fieldsOf(event),
      author: by.member ?? decision.author,
      decider: event.decider ?? by.member ?? decision.decider,
    };
    return to({ ...proposed, state: 'proposed', proposedAt: by.at, round: 1 }, by, 'proposed', null);
  },
  decide: (decision, event, by, plan) => {
    if (decision.state === 'withdrawn' || decision.state === 'superseded')
      return refused(`${nameOfDecision(decision)} is ${decision.state}; a new decision is a mail of its own`);
    if (decision.state !== 'noted' && !mayDecide(decision, by, plan))
      return refused(
        `${nameOfDecision(decision)} is decided by ${nameOf(plan, decision.decider)} or a lead; what you wrote is kept as a comment`,
      );
    // Who says what a noted thread decided is who decided it.
    const mine =
      decision.state === 'noted' && by.member !== null
        ? { author: by.member, decider: event.decider ?? by.member }
        : {};
    const stated = { ...decision, ...restated(decision, event), ...mine };
    // What was proposed, and answered, stays readable where something else was decided.
    const before =
      decision.state === 'noted' || decision.statement === event.statement ? null : decision.statement;
    const answering = { ...stated, concerns: answeredByName(stated, event.statement, by) };
    return to(
      { ...answering, state: 'decided', decidedAt: by.at, decidedBy: 'decider' },
      by,
      'decided',
      before,
    );
  },
  answer: (decision, event, by, plan) =>
    by.member === null || decision.state === 'noted'
      ? stays(decision)
      : {
          to: answered(decision, { ...by, member: by.member }, event, {
            counts: counts(by, plan),
            late: closed.includes(decision.state),
          }),
        },
  concern: (decision, event, by, plan) =>
    by.member === null || decision.state === 'noted'
      ? stays(decision)
      : {
          to: raised(
            decision,
            { ...by, member: by.member },
            event,
            counts(by, plan) && !closed.includes(decision.state),
          ),
        },
  resolve: (decision, event, by, plan) => {
    if (by.member === null) return stays(decision);
    const called = decision.concerns.filter((one) => sameName(one.name, event.name));
    const concern = called.find((one) => one.member === by.member) ?? called[0];
    if (!concern) return refused(`${nameOfDecision(decision)} has no concern ${event.name}`);
    if (concern.member !== by.member)
      return refused(
        `${concern.name} is lifted by ${nameOf(plan, concern.member)}, who raised it, or by a decision that answers it by name`,
      );
    return { to: resolved(decision, concern.name, by) };
  },
  withdraw: (decision, _event, by) => {
    if (by.member === null) return stays(decision);
    if (objections(decision).some((one) => one.member === by.member))
      return { to: lifted(decision, by.member, by) };
    if (by.member !== decision.author)
      return refused(`${nameOfDecision(decision)} is withdrawn by who proposed it`);
    if (decision.state !== 'proposed' && decision.state !== 'contested')
      return refused(
        `${nameOfDecision(decision)} is ${decision.state}, and only a proposal can be withdrawn`,
      );
    return to({ ...decision, state: 'withdrawn' }, by, 'withdrawn', null);
  },
  extend: (decision, event, by, plan) => {
    if (decision.state !== 'proposed' && decision.state !== 'contested')
      return refused(
        `${nameOfDecision(decision)} is ${decision.state}, and only the deadline of a proposal can be extended`,
      );
    const isAsked = decision.decideBy === null && by.member === decision.author;
    if (!isAsked && !mayDecide(decision, by, plan))
      return refused(
        `the deadline of ${nameOfDecision(decision)} is extended by ${nameOf(plan, decision.decider)} or a lead`,
      );
    const open: DecisionState = 'proposed';
    const answers = decision.state === 'contested' ? inTime(decision.answers, plan) : decision.answers;
    const round = decision.state === 'contested' ? decision.round + 1 : decision.round;
    return to(
      { ...decision, state: open, decideBy: event.decideBy, round, answers },
      by,
      'extended',
      event.decideBy,
    );
  },
  reopen: (decision, event, by, plan) => {
    if (decision.state !== 'decided' && decision.state !== 'withdrawn')
      return refused(
        `${nameOfDecision(decision)} is ${decision.state}, and only what is decided can be reopened`,
      );
    if (!counts(by, plan)) return refused('an observer may comment, and a member reopens');
    if (event.reason === '') return refused('with which reason? Write "reopen because …"');
    const again = {
      ...decision,
      decidedAt: null,
      decidedBy: null,
      // As long as a new proposal without a deadline gets: without one it would never close.
      decideBy: defaultDeadline(
        plan.decisions.deadlineHours,
        Temporal.Instant.from(by.at),
        plan.timezone,
        plan.holidays,
      ).toString(),
      proposedAt: by.at,
      round: decision.round + 1,
      // Everybody is asked anew: what was answered then was answered to what was known then.
      answers: decision.answers.map((one) => ({ ...one, standing: false })),
      concerns: decision.concerns.map((one) => ({ ...one, standing: false })),
    };
    return to({ ...again, state: 'proposed' }, by, 'reopened', event.reason);
  },
  revisit: (decision, event, by, plan) => {
    if (!counts(by, plan)) return refused('an observer may comment, and a member says when to look again');
    return to({ ...decision, revisit: event.day }, by, 'revisit set', event.day);
  },
  keep: (decision, _event, by, plan) => {
    if (!mayDecide(decision, by, plan))
      return refused(
        `${nameOf(plan, decision.decider)} or a lead says whether ${nameOfDecision(decision)} is kept`,
      );
    return to({ ...decision, revisit: null }, by, 'kept', null);
  },
  comment: (decision) => stays(decision),
  outcome: (decision, event, by) => {
    if (decision.state !== 'proposed') return stays(decision);
    if (event.verdict === 'contested') return to({ ...decision, state: 'contested' }, by, 'contested', null);
    return to(
      { ...decision, state: 'decided', decidedAt: by.at, decidedBy: 'consensus' },
      by,
      'decided',
      'consensus',
    );
  },
};

/** One that a later decision replaces. */
export function superseded(decision: Decision, later: number, by: By): Decision {
  const done: Decision = { ...decision, state: 'superseded', supersededBy: later };
  return withMessage(step(done, by, 'superseded', `D-${later}`), by.position);
}

/** The decider, else the author; a lead may always decide. */
export function mayDecide(decision: Decision, by: By, plan: Plan): boolean {
  const role = plan.members.find((member) => member.address === by.member)?.role;
  return by.member !== null && (by.member === decision.decider || role === 'lead');
}

/** More time is given: of each member the last answer counts, also one that came while it stood contested. */
const inTime = (answers: readonly Answer[], plan: Plan): Answer[] =>
  answers
    .filter((one, at) => !answers.slice(at + 1).some((later) => later.member === one.member))
    .map((one) => ({
      ...one,
      late: false,
      standing: counts(one, plan) && (one.answer !== '-1' || (one.late ? one.reason !== null : one.standing)),
    }));

/** Observers' answers are kept and never stand. */
const counts = (by: Pick<By, 'member'>, plan: Plan) =>
  plan.members.some((member) => member.address === by.member && member.role !== 'observer');

/** "…, which answers concern LOAD": the decision lifts it by its name. */
const answeredByName = (decision: Decision, statement: string, by: By) =>
  decision.concerns.map((concern) => {
    const named = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(concern.name)}(?![\\p{L}\\p{N}])`, 'iu');
    const lifts = concern.resolvedBy === null && named.test(statement);
    return lifts ? { ...concern, resolvedBy: by.member, resolvedPosition: by.position } : concern;
  });

/** A decider who ends a proposal restates what they changed; what they leave out stays. */
function restated(decision: Decision, { statement, ...event }: Extract<EventOn, { type: 'decide' }>) {
  return {
    statement,
    title: decision.title === '' ? event.title : decision.title,
    context: event.context ?? decision.context,
    options: event.options.length > 0 ? event.options : decision.options,
    consequences: event.consequences ?? decision.consequences,
    epics: event.epics.length > 0 ? event.epics : decision.epics,
    decider: event.decider ?? decision.decider,
    revisit: event.revisit ?? decision.revisit,
    supersedes: event.supersedes.length > 0 ? event.supersedes : decision.supersedes,
  };
}

function fieldsOf(event: Extract<EventOn, { type: 'propose' }>) {
  const { title, statement, context, options, consequences, epics, decideBy, revisit, supersedes } = event;
  return { title, statement, context, options, consequences, epics, decideBy, revisit, supersedes };
}

const to = (decision: Decision, by: By, what: Step['what'], detail: string | null): Transition => ({
  to: step(decision, by, what, detail),
});
const step = (decision: Decision, by: By, what: Step['what'], detail: string | null): Decision => ({
  ...decision,
  history: [...decision.history, { at: by.at, position: by.position, member: by.member, what, detail }],
});
const stays = (decision: Decision): Transition => ({ to: decision });
const refused = (why: string): Transition => ({ refused: why });

const withMessage = (decision: Decision, position: number): Decision =>
  decision.positions.includes(position)
    ? decision
    : { ...decision, positions: [...decision.positions, position] };

const nameOfDecision = ({ number, title }: Decision) => (number === null ? `"${title}"` : `D-${number}`);
const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
