import type { Temporal } from 'temporal-polyfill';
import { objections } from '../../kinds/decisions/answers.ts';
import type { Decision, DecisionState, Step } from '../../kinds/decisions/record.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import { type Html, html, type Part } from '../html.ts';
import { numberPath } from '../paths.ts';
import { personAt } from '../team.ts';
import { type Times, timeLeft } from '../times.ts';

/** What the words of a page about decisions need. */
export interface Around {
  readonly plan: Plan;
  readonly times: Times;
  readonly now: Temporal.Instant;
  /** The slug of the epic whose page it is: it need not be named again. */
  readonly epic?: string;
}

const marks: Record<DecisionState, string> = {
  noted: '·',
  proposed: '?',
  decided: '✓',
  contested: '!',
  withdrawn: '–',
  superseded: '→',
};

/** Its state in words: until when, by whom, since when. The mark in front is for the eye alone. */
export function stateInWords(decision: Decision, around: Around): Html {
  const { state } = decision;
  const tone =
    state === 'contested' ? ' trouble' : state === 'withdrawn' || state === 'superseded' ? ' past' : '';
  return html`<span class="state${tone}"><span class="tick" aria-hidden="true">${marks[state]}</span> ${state}</span>${more(decision, around)}`;
}

function more(decision: Decision, around: Around): Part {
  const { plan, times } = around;
  const step = stepThatMadeIt(decision);
  const since = html`, ${times.at(new Date(step.at))}`;
  const by = step.member === null ? null : ` by ${personAt(plan, step.member).name}`;
  switch (decision.state) {
    case 'noted':
      return html`${by}${since}`;
    case 'proposed':
      return until(decision, around);
    case 'decided':
      return html`${decision.decidedBy === 'consensus' ? ' by consensus' : by}${since}`;
    case 'contested':
      return html`: ${personAt(plan, decision.decider).name} decides`;
    case 'withdrawn':
      return html`${by}${since}`;
    case 'superseded':
      return html`${decision.supersededBy !== null && html` by <a href="${numberPath(plan.team, decision.supersededBy)}">D-${decision.supersededBy}</a>`}${since}`;
  }
}

function until({ decideBy }: Decision, { times, now }: Around): Part {
  if (decideBy === null) return ', without a deadline';
  const deadline = new Date(decideBy);
  const left = timeLeft(deadline, now);
  return left === null
    ? html`, closed ${times.at(deadline)}, its outcome comes by mail`
    : html`, open until ${times.at(deadline)}, ${left}`;
}

/** The step, and so the message, by which it is what it is. */
export function stepThatMadeIt({ state, history, notedAt, key, author }: Decision): Step {
  const what: readonly Step['what'][] = state === 'proposed' ? ['proposed', 'extended', 'reopened'] : [state];
  return (
    history.findLast((step) => what.includes(step.what)) ??
    history.at(-1) ?? { at: notedAt, position: key.position, member: author, what: 'noted', detail: null }
  );
}

/** "Ben, Mei object": whose objections and concerns stand. */
export function objectors(decision: Decision, { plan }: Around): Part {
  const names = new Set(objections(decision).map((one) => personAt(plan, one.member).name));
  if (names.size === 0) return null;
  return html`${[...names].join(', ')} <span class="old">${names.size === 1 ? 'objects' : 'object'}</span>`;
}
