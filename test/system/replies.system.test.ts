import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { questions, questionTexts } from '../../src/kinds/updates/record.ts';
import { deliver, messagesIn } from '../support/mailbox.ts';
import { type Env, type Serving, serve, succeed, tick } from '../support/program.ts';
import { clients } from '../support/replies/clients.ts';
import { replyTo, requestOf } from '../support/replies/real.ts';
import type { Written } from '../support/replies/written.ts';
import { surroundings } from './surroundings.ts';

// What two dozen mail clients make of a reply to a request that was really sent, through a real server, and what is on record then.

const around = surroundings();
let env: Env;

const quoting = Object.keys(clients).filter((name) => name !== 'noQuote');
const addressOf = (client: string) => `kofi+${client.toLowerCase()}@example.com`;
const plan = `team: reliability
name: Product Reliability
timezone: Europe/Berlin
members:
  - { name: Ana Ruiz, address: ana@example.com, role: lead }
${quoting.map((name) => `  - { name: Kofi ${name}, address: ${addressOf(name)}, receipts: off }`).join('\n')}
`;

type Four = readonly [string, string, string, string];
/** Long enough to be wrapped, with what has to be encoded and escaped, and what looks like something else. */
const answersOf = (client: string, week: string): Four => [
  `Fewer failures while a sensor reconnects, measured on both pilots in ${week} with ${client} and 2 GB of traces`,
  'Retries are down 40 % since Tuesday – “ingest” went from 1.2 s to < 0.3 s for P95 & below, also in São Paulo (see https://board.example.com/x?a=1&b=2)',
  'The backfill may miss the pilot: staging lags two schemas behind production, and nobody is at risk to notice',
  'Backfill in parallel; ask Zoë whether Größe > 4 GB is realistic next week',
];

const ways: Record<string, { week: string; friday: string; write: (four: Four) => Written }> = {
  'numbered above the quote': {
    week: '2026-W46',
    friday: '2026-11-13',
    write: (four) => ({ top: four.flatMap((answer, n) => [`${n + 1}. ${answer}`, '']) }),
  },
  'under the questions': {
    week: '2026-W47',
    friday: '2026-11-20',
    write: (four) => ({ under: four.map((answer) => [answer]) }),
  },
  'on the lines of the questions': {
    week: '2026-W48',
    friday: '2026-11-27',
    write: (four) => ({ behind: four }),
  },
  'under headings of their own': {
    week: '2026-W49',
    friday: '2026-12-04',
    write: (four) => ({
      top: four.flatMap((answer, n) => [questionTexts[questions[n] ?? 'goal'], answer, '']),
    }),
  },
  'below the quote': {
    week: '2026-W50',
    friday: '2026-12-11',
    write: (four) => ({ bottom: four.flatMap((answer, n) => [`${n + 1}) ${answer}`, '']) }),
  },
};

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('answers from every client', () => {
  let serving: Serving;
  let token: string;

  beforeAll(async () => {
    env = await around.env();
    const file = around.file('clients.yaml', plan);
    await succeed(['plan', 'apply', file, '--at', '2026-11-09T10:00:00Z'], env);
    for (const { week, friday, write } of Object.values(ways)) {
      await tick(`${friday}T08:05:00Z`, env);
      const mails = await messagesIn(around.mail.imapUrl('kofi'));
      const replies = quoting.map((name) => {
        const request = mails.find(
          ({ kind, mail }) =>
            kind === 'request' &&
            mail.subject?.includes(week.slice(5)) &&
            [mail.to ?? []].flat().some((to) => to.value[0]?.address === addressOf(name)),
        );
        const client = clients[name];
        if (!request || !client) throw new Error(`${name} got no request for ${week}`);
        const body = client(write(answersOf(name, week)), requestOf(request.mail));
        const from = { name: `Kofi ${name}`, address: addressOf(name) };
        return replyTo(request.mail, body, { from, at: new Date(`${friday}T08:30:00Z`) });
      });
      await deliver(around.mail.smtpUrl, await Promise.all(replies));
      expect((await tick(`${friday}T08:45:00Z`, env)).fetched).toBe(quoting.length);
    }
    const made = await succeed(['token', 'create', '--team', 'reliability', '--name', 'test', '--json'], env);
    token = z.object({ token: z.string() }).parse(JSON.parse(made)).token;
    // The clock is the real one from here on: it gets no mail in and sends none.
    serving = await serve({ ...env, SMTP_URL: '', IMAP_URL: '' });
    return async () => {
      await serving.stop();
    };
  }, 180_000);

  test.for(Object.entries(ways))('%s are on record word for word', async ([, { week }]) => {
    const answered = await fetch(`${serving.url}/api/teams/reliability/updates?week=${week}&limit=100`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = updates.parse(await answered.json());
    const byClient = (name: string) => items.find(({ member }) => member.address === addressOf(name));
    const found = quoting.map((name) => {
      const update = byClient(name);
      return [name, ...questions.map((question) => plain(update?.answers[question] ?? '')), update?.notes];
    });
    expect(found).toEqual(quoting.map((name) => [name, ...answersOf(name, week).map(plain), '']));
  });
});

const updates = z.object({
  items: z.array(
    z.object({
      member: z.object({ address: z.string() }),
      answers: z.record(z.string(), z.string()),
      notes: z.string(),
    }),
  ),
});
