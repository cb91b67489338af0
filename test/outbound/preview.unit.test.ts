import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import type { Plan } from '../../src/kinds/plan/record.ts';
import { upcoming } from '../../src/outbound/preview.ts';
import { plan as example } from '../support/input.ts';

const at = (text: string) => Temporal.Instant.from(text);
/** Ben is in New York; Kofi is away on the first Friday; Sara observes. */
const plan: Plan = {
  ...example,
  members: example.members.map((member) => {
    if (member.address === 'ben@example.com') return { ...member, timezone: 'America/New_York' };
    if (member.address === 'kofi@example.com')
      return { ...member, away: [{ from: '2026-11-27', to: '2026-11-28' }] };
    return member;
  }),
};
const listed = (from: string, until: string) =>
  upcoming({ plan, firstApplied: at(from), since: new Map(), paused: new Set() }, at(from), at(until)).map(
    (one) => `${one.at} ${one.kind} ${one.recipient.split('@')[0]}`,
  );

it('lists what falls due in a week, in order, for each who gets it', () => {
  expect(listed('2026-11-24T12:00:00Z', '2026-12-01T12:00:00Z')).toEqual([
    '2026-11-27T08:00:00Z request ana',
    '2026-11-27T12:00:00Z reminder ana',
    '2026-11-27T14:00:00Z request ben',
    '2026-11-27T18:00:00Z review ana',
    '2026-11-27T18:00:00Z review ben',
    '2026-11-27T18:00:00Z review kofi',
    '2026-11-27T18:00:00Z review sara',
    '2026-11-30T08:00:00Z planning ana',
    '2026-11-30T08:00:00Z planning ben',
    '2026-11-30T08:00:00Z planning kofi',
  ]);
});

it('lists nothing of before, and nothing from the end on', () => {
  expect(listed('2026-11-27T08:00:01Z', '2026-11-27T12:00:00Z')).toEqual([]);
  expect(listed('2026-11-27T08:00:00Z', '2026-11-27T08:00:01Z')).toEqual([
    '2026-11-27T08:00:00Z request ana',
  ]);
});
