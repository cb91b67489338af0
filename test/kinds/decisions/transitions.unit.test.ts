import { describe, expect, it } from 'vitest';
import { objections } from '../../../src/kinds/decisions/answers.ts';
import type { Decision, DecisionEvent, DecisionState } from '../../../src/kinds/decisions/record.ts';
import { type By, type EventOn, superseded, transition } from '../../../src/kinds/decisions/transitions.ts';
import type { Plan } from '../../../src/kinds/plan/record.ts';
import { plan as example, memberNamed } from '../../support/input.ts';
import { decisionWith } from './some-decision.ts';

/** Ana leads, Ben proposed it, Kofi decides, Mei objects with -1 and concern LOAD, Rosa is a member like any other, Sara observes. */
const people = {
  lead: 'ana',
  author: 'ben',
  decider: 'kofi',
  objector: 'mei',
  member: 'rosa',
  observer: 'sara',
};
const someone = (name: string) => ({
  ...memberNamed('ben'),
  name,
  address: `${name.toLowerCase()}@example.com`,
});
const plan: Plan = { ...example, members: [...example.members, someone('Mei'), someone('Rosa')] };

const on = { position: 1, ordinal: 0 };
const fields = {
  title: 'Frames',
  statement: 'Keep raw frames 60 days.',
  context: null,
  options: [],
  consequences: null,
  epics: [],
  decider: null,
  decideBy: '2026-11-26T09:00:00Z',
  revisit: null,
  supersedes: [],
};
const messages = {
  propose: { type: 'propose', on, ...fields },
  decide: { type: 'decide', on, ...fields },
  'answer +1': { type: 'answer', on, answer: '+1', reason: null },
  'answer -1': { type: 'answer', on, answer: '-1', reason: 'it costs too much' },
  concern: { type: 'concern', on, name: 'COST', text: 'it costs too much' },
  'resolve LOAD': { type: 'resolve', on, name: 'load' },
  withdraw: { type: 'withdraw', on },
  extend: { type: 'extend', on, decideBy: '2026-11-27T16:00:00Z' },
  reopen: { type: 'reopen', on, reason: 'the disks came' },
  'reopen, no reason': { type: 'reopen', on, reason: '' },
  revisit: { type: 'revisit', on, day: '2027-01-11' },
  keep: { type: 'keep', on },
  comment: { type: 'comment', on, asks: true },
  'outcome decided': { type: 'outcome', on, verdict: 'decided' },
  'outcome contested': { type: 'outcome', on, verdict: 'contested' },
} as const satisfies Record<string, EventOn>;
type Sent = keyof typeof messages;

const states: readonly DecisionState[] = [
  'noted',
  'proposed',
  'contested',
  'decided',
  'withdrawn',
  'superseded',
];

/** What becomes of a decision in each state, by message and sender. `=`: it stays in its state. `✗`: refused, with these words in the reason. */
const table = `
message           | who                                 | noted                | proposed             | contested            | decided              | withdrawn            | superseded
propose           | all                                 | proposed             | ✗ proposed already   | ✗ contested already  | ✗ decided already    | ✗ withdrawn already  | ✗ superseded already
decide            | decider lead                        | decided              | decided              | decided              | =                    | ✗ is withdrawn       | ✗ is superseded
decide            | author objector member observer     | decided              | ✗ Kofi or a lead     | ✗ Kofi or a lead     | ✗ Kofi or a lead     | ✗ is withdrawn       | ✗ is superseded
answer +1         | all                                 | =                    | =                    | =                    | =                    | =                    | =
answer -1         | all                                 | =                    | =                    | =                    | =                    | =                    | =
concern           | all                                 | =                    | =                    | =                    | =                    | =                    | =
resolve LOAD      | objector                            | ✗ no concern load    | =                    | =                    | =                    | =                    | =
resolve LOAD      | lead author decider member observer | ✗ no concern load    | ✗ lifted by Mei      | ✗ lifted by Mei      | ✗ lifted by Mei      | ✗ lifted by Mei      | ✗ lifted by Mei
withdraw          | author                              | ✗ only a proposal    | withdrawn            | withdrawn            | ✗ only a proposal    | ✗ only a proposal    | ✗ only a proposal
withdraw          | objector                            | ✗ who proposed it    | =                    | =                    | =                    | =                    | =
withdraw          | lead decider member observer        | ✗ who proposed it    | ✗ who proposed it    | ✗ who proposed it    | ✗ who proposed it    | ✗ who proposed it    | ✗ who proposed it
extend            | decider lead                        | ✗ only the deadline  | =                    | proposed             | ✗ only the deadline  | ✗ only the deadline  | ✗ only the deadline
extend            | author objector member observer     | ✗ only the deadline  | ✗ Kofi or a lead     | ✗ Kofi or a lead     | ✗ only the deadline  | ✗ only the deadline  | ✗ only the deadline
reopen            | lead author decider objector member | ✗ can be reopened    | ✗ can be reopened    | ✗ can be reopened    | proposed             | proposed             | ✗ can be reopened
reopen            | observer                            | ✗ can be reopened    | ✗ can be reopened    | ✗ can be reopened    | ✗ a member reopens   | ✗ a member reopens   | ✗ can be reopened
reopen, no reason | lead author decider objector member | ✗ can be reopened    | ✗ can be reopened    | ✗ can be reopened    | ✗ with which reason  | ✗ with which reason  | ✗ can be reopened
reopen, no reason | observer                            | ✗ can be reopened    | ✗ can be reopened    | ✗ can be reopened    | ✗ a member reopens   | ✗ a member reopens   | ✗ can be reopened
revisit           | lead author decider objector member | =                    | =                    | =                    | =                    | =                    | =
revisit           | observer                            | ✗ when to look again | ✗ when to look again | ✗ when to look again | ✗ when to look again | ✗ when to look again | ✗ when to look again
keep              | decider lead                        | =                    | =                    | =                    | =                    | =                    | =
keep              | author objector member observer     | ✗ Kofi or a lead     | ✗ Kofi or a lead     | ✗ Kofi or a lead     | ✗ Kofi or a lead     | ✗ Kofi or a lead     | ✗ Kofi or a lead
comment           | all                                 | =                    | =                    | =                    | =                    | =                    | =
outcome decided   | us                                  | =                    | decided              | =                    | =                    | =                    | =
outcome contested | us                                  | =                    | contested            | =                    | =                    | =                    | =
`;

interface Cell {
  readonly message: Sent;
  readonly who: Who;
  readonly state: DecisionState;
  readonly becomes: string;
}
type Who = keyof typeof people | 'us';

const cells: readonly Cell[] = table
  .trim()
  .split('\n')
  .slice(1)
  .flatMap((row) => {
    const [message = '', who = '', ...becomes] = row.split('|').map((cell) => cell.trim());
    const named = who === 'all' ? keysOf(people) : ([...keysOf(people), 'us'] as const);
    return named
      .filter((one) => who === 'all' || who.split(' ').includes(one))
      .flatMap((one) =>
        states.map((state, at) => ({
          message: sentNamed(message),
          who: one,
          state,
          becomes: becomes[at] ?? '',
        })),
      );
  });

describe('what each message does to a decision in each state', () => {
  it.each(cells)('$state, $message from $who: $becomes', ({ message, who, state, becomes }) => {
    const before = inState(state);
    const done = transition(before, messages[message], by(who), plan);
    if (becomes.startsWith('✗')) {
      expect('refused' in done ? done.refused : done.to.state).toContain(becomes.slice(1).trim());
      return;
    }
    expect('to' in done ? done.to.state : done.refused).toBe(becomes === '=' ? state : becomes);
    // Whatever it does, it is kept with the decision.
    expect('to' in done && done.to.positions).toEqual([1, 2, 9]);
  });

  it('is said of every message, from everybody who sends it, in every state', () => {
    const told = cells.map(({ message, who, state }) => `${state}, ${message} from ${who}`);
    const senders = (message: string) => (message.startsWith('outcome') ? ['us'] : keysOf(people));
    const wanted = keysOf(messages).flatMap((message) =>
      senders(message).flatMap((who) => states.map((state) => `${state}, ${message} from ${who}`)),
    );
    expect(told.toSorted()).toEqual(wanted.toSorted());
    const types = new Set(keysOf(messages).map((message) => messages[message].type));
    const every: Record<Exclude<DecisionEvent['type'], 'note'>, true> = {
      ...{ propose: true, decide: true, answer: true, concern: true, resolve: true, withdraw: true },
      ...{ extend: true, reopen: true, revisit: true, keep: true, comment: true, outcome: true },
    };
    expect([...types].toSorted()).toEqual(keysOf(every).toSorted());
  });
});

describe('an answer', () => {
  it.each`
    state          | who           | message        | standing | late
    ${'proposed'}  | ${'member'}   | ${'answer +1'} | ${true}  | ${false}
    ${'proposed'}  | ${'member'}   | ${'answer -1'} | ${true}  | ${false}
    ${'proposed'}  | ${'observer'} | ${'answer -1'} | ${false} | ${false}
    ${'contested'} | ${'member'}   | ${'answer -1'} | ${false} | ${true}
    ${'decided'}   | ${'member'}   | ${'answer -1'} | ${false} | ${true}
    ${'withdrawn'} | ${'author'}   | ${'answer +1'} | ${false} | ${true}
  `('$message from $who, $state: standing $standing, late $late', ({ state, who, message, ...wanted }) => {
    const after = became(state, message, who);
    expect(after.answers.find(({ member }) => member === addressOf(who))).toMatchObject(wanted);
  });

  it('of -1 without a reason is kept and does not stand, and stands once the reason has come', () => {
    const bare = became(inState('proposed'), { ...messages['answer -1'], reason: null }, 'member');
    expect(bare.answers.at(-1)).toMatchObject({ answer: '-1', standing: false });
    expect(became(bare, messages['answer -1'], 'member').answers.at(-1)?.standing).toBe(true);
  });

  it('that comes last counts: a +1 takes back the objection and the concern of its author alone', () => {
    const after = became(became('proposed', 'concern', 'member'), messages['answer +1'], 'objector');
    expect(objections(after)).toEqual([
      { member: 'rosa@example.com', name: 'COST', text: 'it costs too much' },
    ]);
    expect(after.answers.map(({ member, answer }) => [member, answer])).toEqual([['mei@example.com', '+1']]);
  });

  it('after the close stands beside the one in time, and does not take its place', () => {
    const after = became('decided', 'answer +1', 'objector');
    expect(after.answers.map(({ answer, late }) => [answer, late])).toEqual([
      ['-1', false],
      ['+1', true],
    ]);
    expect(after.concerns[0]?.resolvedBy).toBeNull();
  });
});

describe('a concern', () => {
  it.each`
    state         | who           | standing
    ${'proposed'} | ${'member'}   | ${true}
    ${'proposed'} | ${'observer'} | ${false}
    ${'decided'}  | ${'member'}   | ${false}
  `('from $who, $state: standing $standing', ({ state, who, standing }) => {
    expect(became(state, 'concern', who).concerns.at(-1)).toMatchObject({ name: 'COST', standing });
  });

  it('is lifted by its author, in whatever case they write its name', () => {
    const after = became('proposed', 'resolve LOAD', 'objector');
    expect(after.concerns[0]).toMatchObject({ resolvedBy: 'mei@example.com', resolvedPosition: 9 });
    // The -1 of the same person stands still.
    expect(objections(after).map(({ name }) => name)).toEqual([null]);
  });

  it.each`
    statement                                      | resolvedBy
    ${'Keep 60 days, which answers concern LOAD.'} | ${'kofi@example.com'}
    ${'Keep 60 days, load or not.'}                | ${'kofi@example.com'}
    ${'Keep 60 days and overload nothing.'}        | ${null}
  `('is answered by a decision that names it: "$statement"', ({ statement, resolvedBy }) => {
    const after = became(inState('contested'), { ...messages.decide, statement }, 'decider');
    expect(after.concerns[0]?.resolvedBy).toBe(resolvedBy);
  });
});

describe('what changes beside the state', () => {
  it('a withdrawal by an objector lifts their -1 and their concern', () => {
    expect(objections(inState('proposed'))).toHaveLength(2);
    expect(objections(became('proposed', 'withdraw', 'objector'))).toEqual([]);
  });

  it('an extension moves the deadline; of a contested one it begins a new round', () => {
    expect(became('proposed', 'extend', 'decider')).toMatchObject({
      decideBy: '2026-11-27T16:00:00Z',
      round: 1,
    });
    expect(became('contested', 'extend', 'lead').round).toBe(2);
  });

  it('reopened, it has three working days again, and is decided by nobody', () => {
    // It was Monday 16 November, 09:00 UTC.
    expect(became('decided', 'reopen', 'member')).toMatchObject({
      decideBy: '2026-11-19T09:00:00Z',
      decidedAt: null,
      decidedBy: null,
      round: 2,
    });
  });

  it('a day for another look is set, and gone once the decision is kept', () => {
    const again = became('decided', 'revisit', 'member');
    expect(again.revisit).toBe('2027-01-11');
    expect(became(again, messages.keep, 'decider').revisit).toBeNull();
  });

  it('who ends a proposal restates what they changed, and what they leave out stays', () => {
    const proposal = { ...inState('proposed'), context: 'the audit', epics: ['pilots'] };
    expect(became(proposal, messages.decide, 'decider')).toMatchObject({
      statement: 'Keep raw frames 60 days.',
      context: 'the audit',
      epics: ['pilots'],
      decidedBy: 'decider',
      decidedAt: '2026-11-16T09:00:00Z',
    });
  });

  it('who proposes in a thread that is noted is its author, and decides where no decider is named', () => {
    expect(became('noted', 'propose', 'member')).toMatchObject({
      author: 'rosa@example.com',
      decider: 'rosa@example.com',
    });
    const named = { ...messages.propose, decider: 'kofi@example.com' };
    expect(became(inState('noted'), named, 'member').decider).toBe('kofi@example.com');
  });

  it('one that is replaced names the later one, and the message that did it', () => {
    expect(superseded(inState('decided'), 12, by('lead'))).toMatchObject({
      state: 'superseded',
      supersededBy: 12,
      positions: [1, 2, 9],
      history: [{ what: 'superseded', detail: 'D-12', member: 'ana@example.com' }],
    });
  });

  it('each step is told with its message, and what only answers is no step', () => {
    const steps = (sent: Sent, who: Who, state: DecisionState) =>
      became(state, sent, who).history.map(({ what, detail }) => [what, detail]);
    expect(steps('extend', 'decider', 'proposed')).toEqual([['extended', '2026-11-27T16:00:00Z']]);
    expect(steps('reopen', 'member', 'decided')).toEqual([['reopened', 'the disks came']]);
    expect(steps('outcome decided', 'us', 'proposed')).toEqual([['decided', 'consensus']]);
    expect(steps('answer -1', 'member', 'proposed')).toEqual([]);
  });
});

/** By Ben, who left it to Kofi. Past its note, Mei objects to it with -1 and with concern LOAD. */
function inState(state: DecisionState): Decision {
  const mei = { member: 'mei@example.com', position: 2 };
  const isNoted = state === 'noted';
  return decisionWith({
    state,
    number: isNoted ? null : 7,
    author: 'ben@example.com',
    decider: 'kofi@example.com',
    decideBy: isNoted ? null : '2026-11-19T09:00:00Z',
    answers: isNoted
      ? []
      : [
          {
            ...mei,
            answer: '-1',
            reason: 'the load',
            standing: true,
            late: false,
            at: '2026-11-13T09:00:00Z',
          },
        ],
    concerns: isNoted
      ? []
      : [
          {
            ...mei,
            name: 'LOAD',
            text: 'the disk is full',
            resolvedBy: null,
            resolvedPosition: null,
            standing: true,
          },
        ],
    positions: [1, 2],
    history: [],
    round: isNoted ? 0 : 1,
  });
}

/** @throws with the reason where it is refused */
function became(before: Decision | DecisionState, event: EventOn | Sent, who: Who): Decision {
  const decision = typeof before === 'string' ? inState(before) : before;
  const done = transition(decision, typeof event === 'string' ? messages[event] : event, by(who), plan);
  if ('refused' in done) throw new Error(done.refused);
  return done.to;
}

function by(who: Who): By {
  return { member: who === 'us' ? null : addressOf(who), at: '2026-11-16T09:00:00Z', position: 9 };
}

function addressOf(who: keyof typeof people): string {
  return `${people[who]}@example.com`;
}

function sentNamed(name: string): Sent {
  const found = keysOf(messages).find((one) => one === name);
  if (!found) throw new Error(`no message is called "${name}"`);
  return found;
}

function keysOf<T extends object>(of: T): (keyof T & string)[] {
  return Object.keys(of).filter((key): key is keyof T & string => key in of);
}
