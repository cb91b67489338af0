import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objections } from '../../../src/kinds/decisions/answers.ts';
import type { Decision, DecisionRecord } from '../../../src/kinds/decisions/record.ts';
import type { EventOn } from '../../../src/kinds/decisions/transitions.ts';
import type { Plan } from '../../../src/kinds/plan/record.ts';
import { decisionsAfter } from '../../../src/reading/preview-thread.ts';
import { plan as example, memberNamed } from '../../support/input.ts';

const someone = (name: string) => ({ ...memberNamed('ben'), name, address: `${name}@example.com` });
const plan: Plan = { ...example, members: [...example.members, someone('mei'), someone('rosa')] };

const on = { position: 1, ordinal: 0 };
const proposal: DecisionRecord = {
  kind: 'decision',
  type: 'propose',
  on: null,
  ...{ title: 'Frames', statement: 'Keep raw frames 30 days.', context: null, options: [] },
  ...{ consequences: null, epics: [], decider: 'kofi@example.com', decideBy: '2026-11-19T10:00:00Z' },
  ...{ revisit: null, supersedes: [] },
};

/** What somebody who does not decide may say of an open proposal. */
const event: fc.Arbitrary<EventOn> = fc.oneof(
  fc.record({
    type: fc.constant('answer' as const),
    on: fc.constant(on),
    answer: fc.constantFrom('+1', '+0', '-0', '-1'),
    reason: fc.constantFrom(null, 'it costs too much'),
  }),
  fc.record({
    type: fc.constant('concern' as const),
    on: fc.constant(on),
    name: fc.constantFrom('COST', 'LOAD'),
    text: fc.constantFrom('too much', 'far too much'),
  }),
  fc.constantFrom<EventOn>(
    { type: 'withdraw', on },
    { type: 'comment', on, asks: true },
    { type: 'revisit', on, day: '2027-01-11' },
  ),
);
const people = ['mei', 'rosa', 'sara', 'ana'];
/** What each of them says, in their order, and how their words come between each other's. */
const talk = fc.tuple(
  fc.tuple(...people.map(() => fc.array(event, { maxLength: 4 }))),
  fc.array(fc.nat({ max: people.length - 1 }), { minLength: 40, maxLength: 40 }),
);

describe('what several people say of a proposal', () => {
  it('counts the same, however their mails come between each other', () => {
    fc.assert(
      fc.property(talk, ([said, turns]) => {
        const oneByOne = people.flatMap((_, at) => (said[at] ?? []).map(() => at));
        const between = [...turns, ...oneByOne];
        expect(told(proposedAnd(inTurn(said, between)))).toEqual(told(proposedAnd(inTurn(said, oneByOne))));
      }),
    );
  });

  it('never closes it, and never has two answers in time of one person', () => {
    fc.assert(
      fc.property(talk, ([said, turns]) => {
        const after = proposedAnd(inTurn(said, [...turns, ...turns]));
        expect(after.state).toBe('proposed');
        const members = after.answers.map(({ member }) => member);
        expect(members).toEqual([...new Set(members)]);
        // Sara observes: whatever she says stops nothing.
        expect(objections(after).map(({ member }) => member)).not.toContain('sara@example.com');
      }),
    );
  });
});

interface Said {
  readonly who: string;
  readonly event: EventOn;
}

/** The next of each person's words whenever it is their turn, once each. */
function inTurn(said: readonly (readonly EventOn[])[], turns: readonly number[]): Said[] {
  const next = said.map((events) => [...events]);
  return turns.flatMap((turn) => {
    const one = next[turn]?.shift();
    return one ? [{ who: people[turn] ?? '', event: one }] : [];
  });
}

function proposedAnd(said: readonly Said[]): Decision {
  const at = '2026-11-16T10:00:00Z';
  let decisions = decisionsAfter([], [proposal], { member: 'ben@example.com', at, position: 1 }, plan);
  for (const [index, { who, event: record }] of said.entries()) {
    const by = { member: `${who}@example.com`, at, position: index + 2 };
    decisions = decisionsAfter(decisions, [{ kind: 'decision', ...record }], by, plan);
  }
  const [only, other] = decisions;
  if (!only || other) throw new Error(`there are ${decisions.length} decisions`);
  return only;
}

/** All but by which of the messages, and in which order. */
function told({ state, answers, concerns, revisit }: Decision) {
  return {
    state,
    revisit,
    answers: answers
      .map(
        ({ member, answer, reason, standing, late }) => `${member} ${answer} ${reason} ${standing} ${late}`,
      )
      .toSorted(),
    concerns: concerns
      .map(
        ({ member, name, text, resolvedBy, standing }) =>
          `${member} ${name} ${text} ${resolvedBy} ${standing}`,
      )
      .toSorted(),
  };
}
