import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, replyAs } from '../support/clients.ts';
import { messagesIn, type Received } from '../support/mailbox.ts';
import { type Env, succeed, tick } from '../support/program.ts';
import type { User } from '../support/servers.ts';
import { team as example } from '../support/team.ts';
import { addressOf, surroundings } from './surroundings.ts';

// `tick --at`, as cron calls it, through two whole weeks and the Friday after. Berlin's clocks go back on 25 October 2026, New York's on
// 1 November: between them there are six hours, then five, then six again.

const around = surroundings();
const berlin = 'Europe/Berlin';
const newYork = 'America/New_York';
const zones = {
  ana: berlin,
  ben: newYork,
  kofi: berlin,
  mei: newYork,
  tom: berlin,
  sara: berlin,
  luis: newYork,
} as const;
const everybody = ['ana', 'ben', 'kofi', 'mei', 'tom', 'sara', 'luis'] as const satisfies User[];

/** Reminders at eleven: New York's one o'clock is the review itself. Kofi is away in the second week. */
const team = example
  .replace('America/Sao_Paulo', newYork)
  .replace('kofi@example.com }', 'kofi@example.com, away: [{ from: 2026-10-26, to: 2026-11-01 }] }')
  .replace('mei@example.com }', `mei@example.com, timezone: ${newYork} }`)
  .replace('role: observer }', `role: observer, timezone: ${newYork} }`)
  .replace('cycle:\n', 'rhythm:\n  reminder: Fri 11:00\ncycle:\n');

/** In UTC, day by day: half an hour before each slot, at it, and after; and at night, where an hour comes twice. */
const moments: Record<string, string[]> = {
  '2026-10-19': ['06:30', '07:00', '07:30'],
  '2026-10-23': [
    ...['06:30', '07:00', '07:30', '08:30', '09:00', '09:30', '12:30', '13:00'],
    ...['14:30', '15:00', '16:30', '17:00', '17:30'],
  ],
  '2026-10-25': ['00:30', '01:30'],
  '2026-10-26': ['07:30', '08:00', '08:30'],
  '2026-10-30': [
    ...['07:30', '08:00', '09:30', '10:00', '12:30', '13:00'],
    ...['14:30', '15:00', '16:30', '17:00', '17:30'],
  ],
  '2026-11-01': ['06:30'],
  '2026-11-02': ['07:30', '08:00'],
  '2026-11-06': ['08:00', '10:00', '13:30', '14:00'],
};

/** What everybody has to have, and nothing else: planning by Berlin's clock, requests and reminders by one's own, the review at New York's one o'clock. */
const expected: readonly string[] = [
  ...all('welcome', '2026-10-17 10:00 Berlin', everybody),
  ...all('planning', '2026-10-19 09:00 Berlin', ['ana', 'ben', 'kofi', 'mei', 'tom', 'sara']),
  ...all('request', '2026-10-23 09:00 Berlin', ['ana', 'kofi', 'tom', 'sara']),
  ...all('request', '2026-10-23 09:00 New_York', ['ben', 'mei']),
  // Tom and Mei have written.
  ...all('reminder', '2026-10-23 11:00 Berlin', ['ana', 'kofi', 'sara']),
  ...all('reminder', '2026-10-23 11:00 New_York', ['ben']),
  ...all('review', '2026-10-23 19:00 Berlin', ['ana', 'kofi', 'tom', 'sara']),
  ...all('review', '2026-10-23 13:00 New_York', ['ben', 'mei', 'luis']),
  // Berlin has changed.
  ...all('planning', '2026-10-26 09:00 Berlin', ['ana', 'ben', 'kofi', 'mei', 'tom', 'sara']),
  ...all('request', '2026-10-30 09:00 Berlin', ['ana', 'tom', 'sara']),
  ...all('request', '2026-10-30 09:00 New_York', ['ben', 'mei']),
  ...all('reminder', '2026-10-30 11:00 Berlin', ['ana', 'tom', 'sara']),
  ...all('reminder', '2026-10-30 11:00 New_York', ['ben', 'mei']),
  ...all('review', '2026-10-30 18:00 Berlin', ['ana', 'kofi', 'tom', 'sara']),
  ...all('review', '2026-10-30 13:00 New_York', ['ben', 'mei', 'luis']),
  // New York has changed.
  ...all('planning', '2026-11-02 09:00 Berlin', ['ana', 'ben', 'kofi', 'mei', 'tom', 'sara']),
  ...all('request', '2026-11-06 09:00 Berlin', ['ana', 'kofi', 'tom', 'sara']),
  ...all('reminder', '2026-11-06 11:00 Berlin', ['ana', 'kofi', 'tom', 'sara']),
  ...all('request', '2026-11-06 09:00 New_York', ['ben', 'mei']),
];

function all(kind: string, when: string, users: readonly User[]): string[] {
  return users.map((user) => `${kind} ${user} ${when}`);
}

describe('two weeks and a Friday, across two changes of clocks', () => {
  let env: Env;
  const boxes = new Map<User, Received[]>();
  const missed = new Set<string>();
  let ticks = 0;

  beforeAll(async () => {
    const began = performance.now();
    env = await around.env();
    // A Saturday: nothing of the week before is for anybody.
    await succeed(['plan', 'apply', around.file('team.yaml', team), '--at', '2026-10-17T07:59:00Z'], env);
    await at('2026-10-17', '08:00');
    for (const [day, times] of Object.entries(moments)) {
      for (const time of times) {
        if (`${day} ${time}` === '2026-10-23 08:30') await answer('tom', 'Tom Becker', 'thunderbird', day);
        if (`${day} ${time}` === '2026-10-23 14:30') await answer('mei', 'Mei Tanaka', 'outlook', day);
        await at(day, time);
      }
    }
    for (const user of everybody) boxes.set(user, await messagesIn(around.mail.imapUrl(user)));
    const mails = [...boxes.values()].flat().length;
    console.log(
      `${ticks} ticks in ${((performance.now() - began) / 1000).toFixed(1)} s; ${mails} mails in ${boxes.size} mailboxes`,
    );
  }, 300_000);

  test('each mail is in the right mailbox at the right local time, exactly once, and no other is', () => {
    const found = [...boxes].flatMap(([user, mails]) =>
      mails
        .filter(({ kind }) => kind !== 'receipt')
        .map((mail) => `${mail.kind} ${user} ${when(mail, user)}`),
    );
    expect(found.sort()).toEqual([...expected].sort());
  });

  test('each is addressed to whose mailbox it is in, and no Message-ID comes twice', () => {
    for (const [user, mails] of boxes)
      for (const { mail } of mails) expect([mail.to].flat()[0]?.value[0]?.address).toBe(addressOf(user));
    const ids = [...boxes.values()].flat().map(({ mail }) => mail.messageId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('who wrote has a receipt for it, and nobody else has', () => {
    const receipts = [...boxes].flatMap(([user, mails]) =>
      mails.filter(({ kind }) => kind === 'receipt').map(() => user),
    );
    expect(receipts.sort()).toEqual(['mei', 'tom']);
  });

  test.each([
    ['2026-10-23', '19:00', '13:00'],
    ['2026-10-30', '18:00', '13:00'],
    ['2026-11-06', '19:00', '13:00'],
  ])('a request of %s tells Ben when the review comes: %s in Berlin, %s his', (day, theirs, his) => {
    const request = boxes
      .get('ben')
      ?.find((mail) => mail.kind === 'request' && when(mail, 'ben').startsWith(day));
    expect(request?.mail.text).toContain(`${theirs} Berlin (${his} yours)`);
  });

  test('nothing was reported as missed', () => {
    expect([...missed]).toEqual([]);
  });

  async function at(day: string, time: string): Promise<void> {
    const done = await tick(`${day}T${time}:00Z`, env);
    for (const key of done.missed) missed.add(key);
    ticks += 1;
  }

  async function answer(user: User, name: string, client: Client, day: string): Promise<void> {
    const request = (await messagesIn(around.mail.imapUrl(user))).find(({ kind }) => kind === 'request');
    if (!request) throw new Error(`${user} got no request`);
    const answers = ['Data Integrity', 'Retries are down', 'none', 'Backfill'] as const;
    const reply = await replyAs(client, request.raw, {
      name,
      answers,
      style: 'above',
      at: new Date(`${day}T08:00:00Z`),
    });
    await around.arrive([reply]);
  }
});

/** By the recipient's clock; mail to the whole team at once by Berlin's. */
function when({ kind, mail }: Received, user: keyof typeof zones | User): string {
  const own = user === 'onrecord' ? berlin : zones[user];
  const zone = kind === 'planning' || kind === 'welcome' ? berlin : own;
  const instant = Temporal.Instant.fromEpochMilliseconds(mail.date?.getTime() ?? 0);
  const local = instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
  return `${local.replace('T', ' ')} ${zone.split('/')[1]}`;
}
