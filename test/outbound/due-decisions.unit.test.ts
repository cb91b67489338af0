import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Answer, Decision, Step } from '../../src/kinds/decisions/record.ts';
import type { Plan } from '../../src/kinds/plan/record.ts';
import { type DecisionFacts, decisionMails, type Heard } from '../../src/outbound/due-decisions.ts';
import { decisionWith } from '../kinds/decisions/some-decision.ts';
import { plan } from '../support/input.ts';

const at = (text: string) => Temporal.Instant.from(text);
const step = (what: Step['what'], when: string, more: Partial<Step> = {}): Step => ({
  at: when,
  position: 1,
  member: 'ana@example.com',
  what,
  detail: null,
  ...more,
});

/** Ana proposes on Friday at five in Berlin, until Wednesday at five. */
const proposedAt = '2026-11-20T16:00:00Z';
const deadline = '2026-11-25T16:00:00Z';
const open = (given: Partial<Decision> = {}): Decision =>
  decisionWith({
    state: 'proposed',
    proposedAt,
    decideBy: deadline,
    decidedAt: null,
    decidedBy: null,
    history: [step('proposed', proposedAt)],
    round: 1,
    ...given,
  });
const answer = (name: string, given: Partial<Answer> = {}): Answer => ({
  member: `${name}@example.com`,
  answer: '+1',
  reason: null,
  standing: true,
  late: false,
  position: 2,
  at: '2026-11-21T09:00:00Z',
  ...given,
});

/** What is there at a moment and still makes sense, as `due` has it: who gets which mail. */
function mails(now: string, decision: Decision, more: Partial<DecisionFacts> & { plan?: Plan } = {}) {
  const facts = { decision, people: [], told: null, heard: [], ...more };
  return decisionMails({ plan: more.plan ?? plan, decisions: [facts], now: at(now) }).filter(
    (one) =>
      Temporal.Instant.compare(one.at, at(now)) <= 0 &&
      (one.expires === null || Temporal.Instant.compare(at(now), one.expires) < 0),
  );
}
const keys = (...args: Parameters<typeof mails>) => mails(...args).map(({ key }) => key);
const ofKind = (kind: string, ...args: Parameters<typeof mails>) =>
  keys(...args).filter((key) => key.split('/')[1] === kind);
const away = (name: string, from: string, to: string): Plan => ({
  ...plan,
  members: plan.members.map((one) =>
    one.address === `${name}@example.com` ? { ...one, away: [{ from, to }] } : one,
  ),
});

describe('a proposal', () => {
  it('goes to every lead and member but its author, and to no observer', () => {
    expect(keys('2026-11-20T16:01:00Z', open())).toEqual([
      'reliability/proposal/D-7/ben@example.com',
      'reliability/proposal/D-7/kofi@example.com',
    ]);
  });

  it('is not mailed when it is three days old, nor when its time is over', () => {
    expect(ofKind('proposal', '2026-11-23T15:59:00Z', open())).toHaveLength(2);
    expect(ofKind('proposal', '2026-11-23T16:00:00Z', open())).toEqual([]);
    expect(keys('2026-11-20T18:00:00Z', open({ decideBy: '2026-11-20T18:00:00Z' }))).toEqual([]);
  });

  it('is mailed again under a name of its own when it was reopened', () => {
    const again = open({
      round: 2,
      decideBy: '2026-12-04T16:00:00Z',
      history: [
        step('proposed', proposedAt),
        step('decided', deadline),
        step('reopened', '2026-12-01T09:00:00Z'),
      ],
    });
    expect(keys('2026-12-01T09:01:00Z', again)).toEqual([
      'reliability/proposal/D-7.2/ben@example.com',
      'reliability/proposal/D-7.2/kofi@example.com',
    ]);
  });

  it('is mailed again when it was contested and got more time, and not when it only got more time', () => {
    const extended = step('extended', '2026-11-26T09:00:00Z');
    const longer = { decideBy: '2026-12-02T16:00:00Z' };
    const contested = [step('proposed', proposedAt), step('contested', deadline), extended];
    expect(
      ofKind('proposal', '2026-11-26T09:01:00Z', open({ ...longer, round: 2, history: contested })),
    ).toHaveLength(2);
    const only = [step('proposed', proposedAt), { ...extended, at: '2026-11-24T09:00:00Z' }];
    expect(ofKind('proposal', '2026-11-24T09:01:00Z', open({ ...longer, history: only }))).toEqual([]);
  });

  it('goes to nobody who has left', () => {
    const members = plan.members.map((one) =>
      one.address === 'ben@example.com' ? { ...one, left: '2026-11-19' } : one,
    );
    expect(keys('2026-11-20T16:01:00Z', open(), { plan: { ...plan, members } })).toEqual([
      'reliability/proposal/D-7/kofi@example.com',
    ]);
  });
});

describe('a nudge', () => {
  const nudged = (...args: Parameters<typeof mails>) => ofKind('nudge', ...args);
  const everybody = ['reliability/nudge/D-7/ben@example.com', 'reliability/nudge/D-7/kofi@example.com'];

  it('goes out a day before the deadline, until an hour before it', () => {
    expect(nudged('2026-11-24T15:59:00Z', open())).toEqual([]);
    expect(nudged('2026-11-24T16:00:00Z', open())).toEqual(everybody);
    expect(nudged('2026-11-25T14:59:00Z', open())).toEqual(everybody);
    expect(nudged('2026-11-25T15:00:00Z', open())).toEqual([]);
  });

  it('goes to nobody who has answered, with a word or with a concern', () => {
    expect(nudged('2026-11-24T16:00:00Z', open({ answers: [answer('ben')] }))).toEqual([everybody[1]]);
    const concern = {
      name: 'LOAD',
      text: 'the disks',
      member: 'kofi@example.com',
      position: 2,
      resolvedBy: null,
      resolvedPosition: null,
      standing: true,
    };
    expect(nudged('2026-11-24T16:00:00Z', open({ concerns: [concern] }))).toEqual([everybody[0]]);
  });

  it('goes to who answered before it was reopened: that is another question now', () => {
    const history = [step('proposed', '2026-11-02T16:00:00Z'), step('reopened', proposedAt)];
    const before = answer('ben', { at: '2026-11-03T09:00:00Z' });
    expect(nudged('2026-11-24T16:00:00Z', open({ history, answers: [before], round: 2 }))).toContain(
      'reliability/nudge/D-7.2/ben@example.com',
    );
  });

  it('goes to who raised a concern that was lifted before it was reopened', () => {
    const history = [
      step('proposed', '2026-11-02T16:00:00Z'),
      step('decided', '2026-11-05T16:00:00Z', { position: 5 }),
      step('reopened', proposedAt, { position: 6 }),
    ];
    const lifted = {
      ...{ name: 'LOAD', text: 'the disks', member: 'kofi@example.com', position: 2 },
      ...{ resolvedBy: 'kofi@example.com', resolvedPosition: 3, standing: false },
    };
    expect(nudged('2026-11-24T16:00:00Z', open({ history, concerns: [lifted], round: 2 }))).toContain(
      'reliability/nudge/D-7.2/kofi@example.com',
    );
  });

  it('goes to nobody whose answer stands when a contested one gets more time', () => {
    const history = [
      step('proposed', '2026-11-16T16:00:00Z'),
      step('contested', '2026-11-19T16:00:00Z'),
      step('extended', '2026-11-20T17:00:00Z'),
    ];
    const more = { proposedAt: '2026-11-16T16:00:00Z', history, round: 2 };
    const before = answer('ben', { at: '2026-11-17T09:00:00Z' });
    expect(nudged('2026-11-24T16:00:00Z', open({ ...more, answers: [before] }))).toEqual([
      'reliability/nudge/D-7.2/kofi@example.com',
    ]);
  });

  it('goes to nobody who is away that day', () => {
    expect(nudged('2026-11-24T16:00:00Z', open(), { plan: away('ben', '2026-11-24', '2026-11-24') })).toEqual(
      [everybody[1]],
    );
    expect(nudged('2026-11-24T16:00:00Z', open(), { plan: away('ben', '2026-11-20', '2026-11-23') })).toEqual(
      everybody,
    );
  });

  it('does not follow on the heels of a proposal that is less than a day older than it', () => {
    const short = (hours: number) => open({ decideBy: at(proposedAt).add({ hours }).toString() });
    expect(nudged('2026-11-22T15:00:00Z', short(48))).toEqual([]);
    expect(nudged('2026-11-22T13:30:00Z', short(48))).toEqual(everybody);
    expect(nudged('2026-11-22T13:30:00Z', short(47))).toEqual([]);
  });
});

describe('an objection', () => {
  const heard = (given: Partial<Heard> = {}): Heard => ({
    digest: '00112233445566ff',
    position: 5,
    member: 'ben@example.com',
    at: at('2026-11-21T09:00:00Z'),
    what: 'objects',
    had: [],
    ...given,
  });
  const told = (one: Heard, more: Parameters<typeof mails>[2] = {}, now = '2026-11-21T09:01:00Z') =>
    mails(now, open({ decider: 'kofi@example.com' }), { heard: [one], ...more })
      .filter(({ kind }) => kind === 'objection')
      .map(({ key }) => key);
  const name = 'reliability/objection/00112233445566ff';

  it('reaches proposer, decider, who is asked, and the thread at once', () => {
    expect(told(heard(), { people: ['sara@example.com'] })).toEqual([
      `${name}/ana@example.com`,
      `${name}/kofi@example.com`,
      `${name}/sara@example.com`,
    ]);
  });

  it('is not told to who has it already', () => {
    expect(told(heard({ had: ['ana@example.com', 'ben@example.com'] }))).toEqual([
      `${name}/kofi@example.com`,
    ]);
  });

  it('is a question: that reaches proposer and decider alone', () => {
    const ana = heard({ member: 'sara@example.com', what: 'asks' });
    expect(told(ana, { people: ['ben@example.com'] })).toEqual([
      `${name}/ana@example.com`,
      `${name}/kofi@example.com`,
    ]);
  });

  it('is not told when it is three days old', () => {
    expect(told(heard(), {}, '2026-11-24T09:00:00Z')).toEqual([]);
  });

  it('to two decisions in one message is told once', () => {
    const facts = (number: number) => ({
      decision: open({ number }),
      people: [],
      told: null,
      heard: [heard()],
    });
    const both = decisionMails({ plan, decisions: [facts(7), facts(8)], now: at('2026-11-21T09:01:00Z') });
    expect(
      both.filter(({ recipient, kind }) => kind === 'objection' && recipient === 'ana@example.com'),
    ).toHaveLength(1);
  });
});

describe('an outcome', () => {
  const decided = (given: Partial<Decision> = {}) =>
    open({
      state: 'decided',
      decidedAt: deadline,
      decidedBy: 'consensus',
      answers: [answer('sara', { standing: false })],
      history: [step('proposed', proposedAt), step('decided', deadline, { member: null })],
      ...given,
    });
  const outcome = (...args: Parameters<typeof mails>) => ofKind('outcome', ...args);
  const soon = '2026-11-25T16:05:00Z';

  it('goes to the thread, the decider and everybody who answered, behind the one that the log reads', () => {
    const more = { people: ['kofi@example.com'], told: 'ana@example.com' };
    expect(outcome(soon, decided(), more)).toEqual([
      'reliability/outcome/D-7/kofi@example.com',
      'reliability/outcome/D-7/sara@example.com',
    ]);
    expect(outcome(soon, decided(), { ...more, told: null })).toEqual([]);
  });

  it('goes out as well where the decider ended the proposal', () => {
    expect(outcome(soon, decided({ decidedBy: 'decider' }))).toContain(
      'reliability/outcome/D-7/ana@example.com',
    );
  });

  it('is not mailed where nothing was proposed, nor of a decision that is three days old', () => {
    expect(outcome(soon, decided({ decidedBy: 'decider', proposedAt: null }))).toEqual([]);
    expect(outcome('2026-11-28T16:00:00Z', decided(), { told: 'ana@example.com' })).toEqual([]);
  });

  it('never expires once it is enqueued', () => {
    const all = mails(soon, decided(), { told: 'ana@example.com' });
    expect(all.map(({ expires }) => expires)).toEqual([null]);
  });
});
