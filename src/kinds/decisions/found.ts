import type { Temporal } from 'temporal-polyfill';
import type { Member, Plan } from '../plan/record.ts';
import { clip, epicName, firstName, nameOf } from '../wording.ts';
import { inFull } from './dates.ts';
import type { Hit } from './find.ts';
import type { Decision } from './record.ts';

/** The ten best hits, on one screen. */
export const mostHits = 10;

/** What a search by mail found: decisions with the words around what was looked for, each with its link. */
export function foundData(plan: Plan, member: Member, words: string, hits: readonly Hit[], teamUrl: string) {
  return {
    first: firstName(member.name),
    words,
    none: hits.length === 0,
    hits: hits.slice(0, mostHits).map(({ decision, snippet }) => ({
      name: decision.number === null ? 'noted' : `D-${decision.number}`,
      state: decision.state,
      title: clip(decision.title, 60),
      // The title is there already: then what was decided says more.
      snippet: clip(snippet === decision.title ? (decision.statement ?? snippet) : snippet, 160),
      url: urlOf(decision, teamUrl),
    })),
    decisions: `${teamUrl}/decisions`,
    decision: null,
    preview: hits.length === 0 ? 'Nothing found.' : `${hits.length} found.`,
    team: plan.name,
  };
}

/** One decision, why, and what became of it. */
export function shownData(
  plan: Plan,
  member: Member,
  decision: Decision,
  teamUrl: string,
  instant: (at: string) => Temporal.Instant,
) {
  const when = (at: string) => inFull(instant(at), plan.timezone, member.timezone);
  const said = (vote: string) =>
    decision.answers
      .filter((one) => one.answer === vote && one.standing)
      .map((one) => nameOf(plan, one.member));
  return {
    first: firstName(member.name),
    words: `D-${decision.number}`,
    none: false,
    hits: [],
    decisions: `${teamUrl}/decisions`,
    team: plan.name,
    preview: clip(decision.statement ?? decision.title, 100),
    decision: {
      name: `D-${decision.number}`,
      title: decision.title,
      statement: decision.statement,
      context: decision.context,
      state: stateIn(decision, plan, when),
      epics: decision.epics.map((slug) => epicName(plan, slug)).join(', '),
      agreed: said('+1').join(', '),
      objections: decision.answers
        .filter((one) => one.answer === '-1')
        .map((one) => ({
          who: nameOf(plan, one.member),
          why: clip(one.reason ?? 'without a reason', 200),
          lifted: !one.standing && !one.late,
        })),
      concerns: decision.concerns.map((one) => ({
        name: one.name,
        who: nameOf(plan, one.member),
        text: clip(one.text, 200),
        lifted: one.resolvedBy !== null,
      })),
      revisit: decision.revisit,
      supersedes: decision.supersedes.map((number) => `D-${number}`).join(', '),
      url: urlOf(decision, teamUrl),
    },
  };
}

function stateIn(decision: Decision, plan: Plan, when: (at: string) => string): string {
  const { state, decidedAt, decidedBy, decideBy, supersededBy } = decision;
  const last = decision.history.findLast(({ what }) => what === 'decided');
  const decider = nameOf(plan, state === 'decided' && last?.member ? last.member : decision.decider);
  if (state === 'superseded') return `superseded by D-${supersededBy}`;
  if (state === 'decided' && decidedAt)
    return `decided ${when(decidedAt)}, ${decidedBy === 'consensus' ? 'nobody objecting' : `by ${decider}`}`;
  if (state === 'proposed')
    return decideBy ? `proposed, open until ${when(decideBy)}` : 'proposed, without a deadline yet';
  return state === 'contested' ? `contested: ${decider} decides` : state;
}

const urlOf = ({ number, key }: Decision, teamUrl: string) =>
  number === null
    ? `${teamUrl}/decisions/noted/${key.position}.${key.ordinal}`
    : `${teamUrl}/decisions/${number}`;
