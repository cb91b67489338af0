import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { weekAt, weekBefore } from '../../src/kinds/calendar.ts';
import type { Plan } from '../../src/kinds/plan/record.ts';
import type { Due } from '../../src/outbound/draft.ts';
import { type Awaiting, type DueInput, due, type Raised } from '../../src/outbound/due.ts';
import { plan as example } from '../support/input.ts';

const at = (text: string) => Temporal.Instant.from(text);
/** Ana in Berlin leads, Ben is in New York, Kofi in Berlin is away in the second week, Sara observes. */
const plan: Plan = {
  ...example,
  members: example.members.map((member) => {
    if (member.address === 'ben@example.com') return { ...member, timezone: 'America/New_York' };
    if (member.address === 'kofi@example.com')
      return { ...member, away: [{ from: '2026-10-26', to: '2026-11-01' }] };
    return member;
  }),
};
/** A Saturday: nothing of the week before is for anybody. */
const applied = at('2026-10-17T08:00:00Z');

interface World {
  plan?: Plan;
  applied?: Temporal.Instant;
  /** Addresses of who wrote, by week. */
  wrote?: Record<string, string[]>;
  awaiting?: Awaiting[];
  paused?: string[];
  raised?: Raised[];
}

/** Asks `due` at each of these moments, and remembers what it enqueued, as the outbox does. */
function walk(moments: Temporal.Instant[], world: World = {}) {
  const sent: { key: string; at: Temporal.Instant; due: Due }[] = [];
  const missed = new Set<string>();
  const requested = new Map<string, Map<string, Temporal.Instant>>();
  const since = world.applied ?? applied;
  for (const now of moments) {
    const week = weekAt(now, plan.timezone);
    const input: DueInput = {
      plan: world.plan ?? plan,
      firstApplied: since,
      since: new Map((world.plan ?? plan).members.map((member) => [member.address, since])),
      weeks: [weekBefore(week), week].map((name) => ({
        week: name,
        rhythm: (world.plan ?? plan).rhythm,
        wrote: new Set(world.wrote?.[name] ?? []),
        requested: requested.get(name) ?? new Map(),
      })),
      paused: new Set(world.paused ?? []),
      keys: new Set(sent.map(({ key }) => key)),
      awaiting: world.awaiting ?? [],
      raised: world.raised ?? [],
      risksToday: new Map(),
      decisions: [],
      now,
    };
    const decided = due(input);
    for (const one of decided.missed) missed.add(one.key);
    for (const one of decided.due) {
      sent.push({ key: one.key, at: now, due: one });
      if (one.kind !== 'request' || one.week === null) continue;
      requested.set(one.week, (requested.get(one.week) ?? new Map()).set(one.recipient, now));
    }
  }
  return { sent, missed: [...missed] };
}

const everyQuarter = (from: string, hours: number) =>
  Array.from({ length: hours * 4 }, (_, n) => at(from).add({ minutes: 15 * n }));
/** Two whole weeks; Berlin's clocks go back on the Sunday between them, New York's on the Sunday after. */
const twoWeeks = everyQuarter('2026-10-19T00:00:00Z', 14 * 24);

describe('two whole weeks across a change of clocks, in two zones', () => {
  const { sent, missed } = walk(twoWeeks, { wrote: { '2026-W43': ['ana@example.com'] } });
  const times = (kind: string, week: string) =>
    sent
      .filter((one) => one.due.kind === kind && one.due.week === week)
      .map((one) => `${one.due.recipient.split('@')[0]} ${one.at.toString()}`);

  it('sends each mail exactly once', () => {
    expect(new Set(sent.map((one) => one.key)).size).toBe(sent.length);
    expect(missed).toEqual([]);
  });

  it('sends the planning at nine in Berlin, before and after, and not to the observer', () => {
    expect(times('planning', '2026-W43')).toEqual(
      ['ana', 'ben', 'kofi'].map((name) => `${name} 2026-10-19T07:00:00Z`),
    );
    expect(times('planning', '2026-W44')).toEqual(
      ['ana', 'ben', 'kofi'].map((name) => `${name} 2026-10-26T08:00:00Z`),
    );
  });

  it('asks each at nine of their own, and who is away not at all', () => {
    // Who wrote before is not asked; see Ana in the first week.
    expect(times('request', '2026-W43')).toEqual(['kofi 2026-10-23T07:00:00Z', 'ben 2026-10-23T13:00:00Z']);
    expect(times('request', '2026-W44')).toEqual(['ana 2026-10-30T08:00:00Z', 'ben 2026-10-30T13:00:00Z']);
  });

  it('reminds each at one of their own, once', () => {
    // Ben's own one o'clock is within the last hour before the review: he gets none.
    expect(times('reminder', '2026-W43')).toEqual(['kofi 2026-10-23T11:00:00Z']);
    expect(times('reminder', '2026-W44')).toEqual(['ana 2026-10-30T12:00:00Z']);
  });

  it('sends the review to all, observers too, never before one in the afternoon of the westernmost', () => {
    const everybody = ['ana', 'ben', 'kofi', 'sara'];
    expect(times('review', '2026-W43')).toEqual(everybody.map((name) => `${name} 2026-10-23T17:00:00Z`));
    expect(times('review', '2026-W44')).toEqual(everybody.map((name) => `${name} 2026-10-30T17:00:00Z`));
  });
});

describe('the same mails', () => {
  it('go out however often somebody looks, as long as no window is missed', () => {
    // The Friday before the change of clocks, to the Monday after it.
    const [from, hours] = ['2026-10-23T00:00:00Z', 4 * 24] as const;
    const keysOf = (moments: Temporal.Instant[]) =>
      walk(moments)
        .sent.map((one) => one.key)
        .sort();
    const all = keysOf(everyQuarter(from, hours));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 7, max: 45 }), { minLength: 1, maxLength: 20 }), (steps) => {
        const moments: Temporal.Instant[] = [];
        const until = at(from).add({ hours });
        let now = at(from);
        for (let n = 0; Temporal.Instant.compare(now, until) < 0; n += 1) {
          moments.push(now);
          now = now.add({ minutes: steps[n % steps.length] ?? 1 });
        }
        expect(keysOf(moments)).toEqual(all);
      }),
      { numRuns: 5 },
    );
  });
});

describe('after an outage', () => {
  const kinds = (moments: string[], world?: World) =>
    walk(moments.map(at), world).sent.map((one) => one.due.kind);

  it('planning is caught up within twelve hours, and reported after that', () => {
    expect(kinds(['2026-10-19T18:59:00Z'])).toContain('planning');
    const late = walk([at('2026-10-19T19:01:00Z')]);
    expect(late.sent.map((one) => one.due.kind)).not.toContain('planning');
    expect(late.missed).toContain('reliability/planning/2026-W43/ana@example.com');
  });

  it('a request is sent until the review, and not after', () => {
    expect(kinds(['2026-10-23T16:59:00Z'])).toContain('request');
    expect(kinds(['2026-10-23T17:00:00Z'])).not.toContain('request');
  });

  it('a reminder waits two hours behind a late request', () => {
    const { sent } = walk(everyQuarter('2026-10-23T10:30:00Z', 4));
    const reminders = sent.filter((one) => one.due.kind === 'reminder');
    expect(reminders.map((one) => one.at.toString())).toEqual([
      '2026-10-23T12:30:00Z',
      '2026-10-23T12:30:00Z',
    ]);
  });
});

describe('a first plan', () => {
  it('welcomes everybody at once, asks for the running week, and sends nothing that fell due before it', () => {
    const world = { applied: at('2026-10-23T09:00:00Z') };
    const kinds = walk([at('2026-10-23T09:00:00Z')], world).sent.map(
      (one) => `${one.due.kind} ${one.due.recipient}`,
    );
    expect(kinds).toEqual([
      ...plan.members.map((member) => `welcome ${member.address}`),
      'request ana@example.com',
      'request kofi@example.com',
    ]);
    expect(walk([at('2026-10-19T08:00:00Z')], { applied: at('2026-10-19T07:30:00Z') }).missed).toEqual([]);
  });

  it('sends nothing of a kind that is off', () => {
    const off = { ...plan, rhythm: { planning: null, request: null, reminder: null, review: null } };
    expect(new Set(walk(twoWeeks, { plan: off }).sent.map((one) => one.due.kind))).toEqual(
      new Set(['welcome']),
    );
  });

  it('sends nobody what they have stopped, and the others as before', () => {
    const keys = walk(everyQuarter('2026-10-19T06:00:00Z', 4), { paused: ['planning/ben@example.com'] }).sent;
    expect(keys.filter((one) => one.due.kind === 'planning').map((one) => one.due.recipient)).toEqual([
      'ana@example.com',
      'kofi@example.com',
    ]);
  });

  it('sends nothing to who has left', () => {
    const members = plan.members.map((one) =>
      one.address === 'ana@example.com' ? { ...one, left: '2026-10-20' } : one,
    );
    const keys = walk(twoWeeks, { plan: { ...plan, members } }).sent.map((one) => one.key);
    expect(keys.filter((key) => key.endsWith('ana@example.com'))).toEqual([
      'reliability/welcome/ana@example.com',
      'reliability/planning/2026-W43/ana@example.com',
    ]);
  });
});

describe('an answer to a message', () => {
  const awaiting = (n: number, receivedAt: string, today = 0): Awaiting => ({
    kind: 'receipt',
    position: n,
    digest: String(n),
    member: 'ben@example.com',
    receivedAt: at(receivedAt),
    week: null,
    today,
  });
  const receipts = (list: Awaiting[]) =>
    walk([at('2026-10-23T12:00:00Z')], { awaiting: list }).sent.filter((one) => one.due.kind === 'receipt')
      .length;

  it('is sent once, and never for a message that is older than three days', () => {
    expect(receipts([awaiting(1, '2026-10-23T11:00:00Z')])).toBe(1);
    expect(receipts([awaiting(1, '2026-10-20T11:00:00Z')])).toBe(0);
  });

  it('is limited to sixty a day and person', () => {
    expect(receipts([awaiting(1, '2026-10-23T11:00:00Z', 59), awaiting(2, '2026-10-23T11:00:00Z', 59)])).toBe(
      1,
    );
  });
});

describe('a risk that somebody raised', () => {
  const raised = (number: number, member: string, since = '2026-10-23T11:00:00Z'): Raised => ({
    number,
    epic: 'data-integrity',
    member,
    at: at(since),
  });
  const told = (list: Raised[], moments = ['2026-10-23T12:00:00Z']) =>
    walk(moments.map(at), { raised: list })
      .sent.filter((one) => one.due.kind === 'risk')
      .map((one) => one.key);

  it('is told to the leads and the owner of its epic, once', () => {
    expect(told([raised(4, 'kofi@example.com')], ['2026-10-23T12:00:00Z', '2026-10-23T12:01:00Z'])).toEqual([
      'reliability/risk/R-4/ana@example.com',
      'reliability/risk/R-4/ben@example.com',
    ]);
  });

  it('is not told to who raised it', () => {
    expect(told([raised(4, 'ben@example.com')])).toEqual(['reliability/risk/R-4/ana@example.com']);
  });

  it('is not told when it is older than three days', () => {
    expect(told([raised(4, 'ben@example.com', '2026-10-20T11:00:00Z')])).toEqual([]);
  });

  it('is told ten times a day and person at most', () => {
    const many = Array.from({ length: 15 }, (_, index) => raised(index + 1, 'ben@example.com'));
    expect(told(many)).toHaveLength(10);
  });
});
