import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { deliver, messagesIn, type Received } from '../support/mailbox.ts';
import { type Env, type Serving, serve, succeed, tick } from '../support/program.ts';
import type { User } from '../support/servers.ts';
import { team } from '../support/team.ts';
import { addressOf, surroundings } from './surroundings.ts';

// A decision by email, from the proposal to the one that replaces it, against real servers. One story: each test goes on where the one before ended.

const around = surroundings();
const log = 'onrecord+reliability@example.com';
let env: Env;
let count = 0;

interface Mail {
  readonly from: User;
  readonly to: readonly User[];
  readonly subject: string;
  readonly text: string;
  readonly at: string;
  readonly answers?: Pick<Received, 'mail'>;
  /** Where a Reply button writes, beside the people. */
  readonly also?: string;
}

/** Plain SMTP, as `swaks` does it: to each person and to the log. */
async function write(mail: Mail): Promise<string> {
  count += 1;
  const id = `<m${count}.${mail.from}@clients.example.com>`;
  const people = mail.to.map(addressOf);
  const logged = mail.also ?? log;
  const parent = mail.answers?.mail;
  const references = parent
    ? [[parent.references ?? []].flat(), parent.messageId ?? ''].flat().join(' ')
    : '';
  const raw = Buffer.from(
    [
      `From: ${addressOf(mail.from)}`,
      `To: ${people.join(', ') || logged}`,
      ...(people.length > 0 ? [`Cc: ${logged}`] : []),
      `Subject: ${mail.subject}`,
      `Date: ${new Date(Date.parse(mail.at) + 3_600_000).toUTCString().replace('GMT', '+0100')}`,
      `Message-ID: ${id}`,
      ...(parent ? [`In-Reply-To: ${parent.messageId}`, `References: ${references}`] : []),
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=UTF-8',
      '',
      ...mail.text.split('\n'),
      '',
    ].join('\r\n'),
  );
  await deliver(
    around.mail.smtpUrl,
    people.map((to) => ({ from: addressOf(mail.from), to, raw })),
  );
  await around.arrive([{ from: addressOf(mail.from), to: logged, raw }]);
  return id;
}

async function mailsTo(user: User, kind: string): Promise<Received[]> {
  return (await messagesIn(around.mail.imapUrl(user))).filter((message) => message.kind === kind);
}

async function only(user: User, kind: string): Promise<Received> {
  const [mail, ...more] = await mailsTo(user, kind);
  if (!mail || more.length > 0) throw new Error(`${user} has ${more.length + (mail ? 1 : 0)} of ${kind}`);
  return mail;
}

const replyTo = ({ mail }: Received) => mail.replyTo?.value[0]?.address ?? '';

describe('a decision by email', () => {
  let proposal = '';

  beforeAll(async () => {
    env = await around.env({ SENDER_POLICY: 'trusted-network' });
    await succeed(['plan', 'apply', around.file('team.yaml', team), '--at', '2026-11-13T20:00:00Z'], env);
    await tick('2026-11-13T20:01:00Z', env);
  });

  test('a proposal with the log in Cc is asked of the team, in full, once', async () => {
    proposal = await write({
      from: 'ana',
      to: ['ben', 'kofi'],
      subject: '[PROPOSAL] Keep raw sensor frames 30 days',
      text: 'Hi both,\n\nProposal: Keep raw sensor frames for 30 days.\nWhy: We lost two bug traces to the 7-day limit.\nOptions: 7 / 30 / 90 days\nDecide by: Thursday 17:00\nEpic: data-integrity\n\nAna',
      at: '2026-11-16T09:00:00Z',
    });
    await tick('2026-11-16T09:05:00Z', env);
    await tick('2026-11-16T09:06:00Z', env);
    for (const user of ['ben', 'kofi', 'mei', 'tom', 'sara'] as const) {
      const { mail } = await only(user, 'proposal');
      expect(mail.subject).toBe('[PROPOSAL] D-1 Keep raw sensor frames 30 days');
      expect(mail.text).toContain('two bug traces');
      expect([mail.references].flat()).toContain(proposal);
    }
    expect(await mailsTo('ana', 'proposal')).toEqual([]);
    expect(await mailsTo('luis', 'proposal')).toEqual([]);
    expect((await only('ana', 'receipt')).mail.text).toMatch(/Thu 19 Nov 17:00/);
  });

  test('two answers, and a concern that reaches the proposer at once', async () => {
    const asked = await only('ben', 'proposal');
    await write({
      from: 'ben',
      to: [],
      also: replyTo(asked),
      subject: `Re: ${asked.mail.subject}`,
      text: '+1',
      at: '2026-11-16T10:00:00Z',
      answers: asked,
    });
    const kofis = await only('kofi', 'proposal');
    await write({
      from: 'kofi',
      to: [],
      also: replyTo(kofis),
      subject: `Re: ${kofis.mail.subject}`,
      text: 'LGTM, thanks for the numbers.\n\nKofi',
      at: '2026-11-16T10:05:00Z',
      answers: kofis,
    });
    const meis = await only('mei', 'proposal');
    await write({
      from: 'mei',
      to: [],
      also: replyTo(meis),
      subject: `Re: ${meis.mail.subject}`,
      text: 'Concern COST: the bucket doubles to 400 euro a month.',
      at: '2026-11-16T10:10:00Z',
      answers: meis,
    });
    await tick('2026-11-16T10:15:00Z', env);
    const told = await only('ana', 'objection');
    expect(told.mail.text).toContain('the bucket doubles to 400 euro a month.');
    expect(await mailsTo('ben', 'receipt')).toEqual([]);
  });

  test('an objection is resolved by who raised it', async () => {
    const meis = await only('mei', 'proposal');
    await write({
      from: 'mei',
      to: ['ana'],
      subject: `Re: ${meis.mail.subject}`,
      text: 'With compression it is 60 euro.\n\nResolved COST',
      at: '2026-11-17T09:00:00Z',
      answers: meis,
    });
    await tick('2026-11-17T09:05:00Z', env);
  });

  test('who has not answered hears of it a day before, and nobody else', async () => {
    await tick('2026-11-18T16:05:00Z', env);
    await tick('2026-11-18T16:10:00Z', env);
    for (const user of ['tom', 'sara'] as const) await only(user, 'nudge');
    for (const user of ['ana', 'ben', 'kofi', 'luis'] as const)
      expect(await mailsTo(user, 'nudge')).toEqual([]);
  });

  test('the deadline closes it, once, in the thread of each', async () => {
    await tick('2026-11-19T15:59:00Z', env);
    expect(await mailsTo('ana', 'outcome')).toEqual([]);
    await tick('2026-11-19T16:01:00Z', env);
    await tick('2026-11-19T16:02:00Z', env);
    for (const user of ['ana', 'ben', 'kofi', 'mei'] as const) {
      const { mail } = await only(user, 'outcome');
      expect(mail.text).toMatch(/^Decided: keep raw sensor frames for 30 days\./i);
      expect(mail.text).toContain('COST');
      expect([mail.references].flat()).toContain(proposal);
    }
    expect((await only('ben', 'outcome')).mail.subject).toBe('Re: [PROPOSAL] Keep raw sensor frames 30 days');
    expect((await only('mei', 'outcome')).mail.subject).toBe(
      'Re: [PROPOSAL] D-1 Keep raw sensor frames 30 days',
    );
  });

  test('a later decision replaces it, and both say so', async () => {
    await write({
      from: 'kofi',
      to: ['ana'],
      subject: '[DECISION] Raw frames: 90 days for pilots',
      text: 'Decision: Pilots keep raw frames for 90 days, everybody else for 30.\nSupersedes: D-1',
      at: '2026-11-23T09:00:00Z',
    });
    await tick('2026-11-23T09:05:00Z', env);
  });

  describe('the record', () => {
    let serving: Serving;
    let token: string;

    beforeAll(async () => {
      const made = await succeed(
        ['token', 'create', '--team', 'reliability', '--name', 'test', '--json'],
        env,
      );
      token = z.object({ token: z.string() }).parse(JSON.parse(made)).token;
      serving = await serve({ ...env, SMTP_URL: '', IMAP_URL: '' });
      return async () => {
        await serving.stop();
      };
    });
    const get = async (path: string) =>
      (await fetch(`${serving.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).text();
    const decision = async (number: number) =>
      shown.parse(JSON.parse(await get(`/api/teams/reliability/decisions/${number}`)));

    test('has the decision with its answers, its concern and its end', async () => {
      expect(await decision(1)).toMatchObject({
        state: 'superseded',
        supersededBy: 2,
        statement: 'Keep raw sensor frames for 30 days.',
        decidedBy: 'consensus',
        epics: ['data-integrity'],
        answers: [
          { member: { address: 'ben@example.com' }, answer: '+1', standing: true },
          { member: { address: 'kofi@example.com' }, answer: '+1', standing: true },
        ],
        concerns: [{ name: 'COST', resolvedBy: { address: 'mei@example.com' } }],
      });
      expect(await decision(2)).toMatchObject({ state: 'decided', decidedBy: 'decider', supersedes: [1] });
    });

    test('finds it by its words', async () => {
      const found = JSON.parse(await get('/api/teams/reliability/decisions?q=bug+traces'));
      expect(found.items.map((one: { number: number }) => one.number)).toEqual([1]);
    });

    test('shows it on a page, with who agreed and what replaced it', async () => {
      // The one-time link that the service prints at its start lets a browser in.
      const link = /\/enter\/([\w-]+)/.exec(serving.printed())?.[0] ?? '';
      const entered = await fetch(`${serving.url}${link}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: 'http://onrecord.example.com' },
      });
      const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const page = await (
        await fetch(`${serving.url}/t/reliability/decisions/1`, { headers: { cookie } })
      ).text();
      for (const words of ['Keep raw sensor frames for 30 days.', 'COST', 'D-2', 'Ben', 'Kofi'])
        expect(page).toContain(words);
    });

    test('is the same after a rebuild, and nobody gets mail', async () => {
      const before = [await decision(1), await decision(2)];
      await serving.stop();
      await succeed(['rebuild'], env);
      serving = await serve({ ...env, SMTP_URL: '', IMAP_URL: '' });
      expect([await decision(1), await decision(2)]).toEqual(before);
      expect((await tick('2026-11-23T09:10:00Z', env)).queued).toEqual([]);
    });
  });
});

const person = z.object({ address: z.string() });
const shown = z.object({
  state: z.string(),
  statement: z.string(),
  decidedBy: z.string().nullable(),
  supersedes: z.array(z.number()),
  supersededBy: z.number().nullable(),
  epics: z.array(z.string()),
  answers: z.array(z.object({ member: person, answer: z.string(), standing: z.boolean() })),
  concerns: z.array(z.object({ name: z.string(), resolvedBy: person.nullable() })),
});
