import { Temporal } from 'temporal-polyfill';
import type { Context, Input } from '../../src/kinds/kind.ts';
import type { Member, Plan } from '../../src/kinds/plan/record.ts';

const member = (name: string, more: Partial<Member> = {}): Member => ({
  name,
  address: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
  also: [],
  role: 'member',
  timezone: 'Europe/Berlin',
  away: [],
  left: null,
  receipts: 'when-needed',
  ...more,
});

/** The example team, small: Ana leads, Ben owns Data Integrity, Kofi owns the pilots. */
export const plan: Plan = {
  team: 'reliability',
  name: 'Product Reliability',
  timezone: 'Europe/Berlin',
  language: 'en',
  logAddress: null,
  links: { board: null, repo: null, call: null },
  members: [
    member('Ana Ruiz', { role: 'lead' }),
    member('Ben Weiss'),
    member('Kofi Mensah'),
    member('Sara Lind', { role: 'observer' }),
  ],
  rhythm: {
    planning: { weekday: 1, time: '09:00' },
    request: { weekday: 5, time: '09:00' },
    reminder: { weekday: 5, time: '13:00' },
    review: { weekday: 5, time: '16:00' },
  },
  holidays: [],
  decisions: { deadlineHours: 72, receipts: 'when-needed' },
  cycle: {
    name: '2026-Q4',
    starts: '2026-10-05',
    ends: '2026-12-18',
    objective: 'Improve the reliability of our product in real-world use',
    keyResults: [
      {
        id: 'KR1',
        text: 'Reduce system failures by 50 %',
        from: 40,
        to: 20,
        current: 33,
        unit: 'failures a month',
        confidence: null,
      },
      {
        id: 'KR2',
        text: 'Increase successful user actions to 95 %',
        from: 88,
        to: 95,
        current: 91,
        unit: '%',
        confidence: null,
      },
    ],
  },
  epics: [
    {
      slug: 'data-integrity',
      name: 'Data Integrity',
      also: ['checksums'],
      owner: 'ben@example.com',
      wants: '',
      risk: '',
      ifItFails: '',
      resumeLine: '',
      keyResults: ['KR1'],
      links: [],
    },
    {
      slug: 'pilots',
      name: 'Pilots',
      also: [],
      owner: 'kofi@example.com',
      wants: '',
      risk: '',
      ifItFails: '',
      resumeLine: '',
      keyResults: ['KR2'],
      links: [],
    },
  ],
  sprints: { first: '2026-10-05', lengthDays: 14, goals: [] },
};

/** Who is who in `plan`. @throws where nobody has that first name */
export function memberNamed(name: string): Member {
  const found = plan.members.find((one) => one.address === `${name.toLowerCase()}@example.com`);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}

/** What a kind gets to read: lines of the author's own, in a mail that came on Monday 16 November 2026. */
export function input(
  lines: string[],
  more: { author?: string; subject?: string; context?: Partial<Context> } = {},
): Input {
  return {
    message: {
      headers: [],
      messageId: 'reply@example.com',
      from: [],
      to: [],
      cc: [],
      subject: more.subject ?? 'Re: hello',
      date: '2026-11-16T10:00:00+01:00',
      inReplyTo: [],
      references: [],
      body: { text: lines.join('\n'), html: null },
      attachments: [],
    },
    words: {
      source: 'text',
      why: 'only the text part was read',
      lines: lines.map((text) => ({ text, whose: 'author', rule: 'own', under: null })),
    },
    taken: new Set(),
    isTaken: false,
    context: {
      receivedAt: Temporal.Instant.from('2026-11-16T09:00:00Z'),
      local: false,
      proof: 'strong',
      plan,
      author: memberNamed(more.author ?? 'ben'),
      answered: null,
      week: '2026-W47',
      openRisks: [],
      update: null,
      lastUpdate: null,
      logged: false,
      decisions: [],
      named: [],
      parent: null,
      ...more.context,
    },
  };
}
