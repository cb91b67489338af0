import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Client, replyAs, type Written } from '../support/clients.ts';
import { messagesIn, type Received } from '../support/mailbox.ts';
import { type Env, type Serving, serve, succeed, tick } from '../support/program.ts';
import type { User } from '../support/servers.ts';
import { team } from '../support/team.ts';
import { addressOf, surroundings } from './surroundings.ts';

// The week by email, from the plan to the record, against real servers. One story: each test goes on where the one before ended.

const around = surroundings();
let env: Env;

const writers = ['ben', 'kofi', 'mei', 'tom'] as const;
const silent = ['ana', 'sara'] as const;
const asked = [...silent, ...writers];
const everybody: readonly User[] = [...asked, 'luis'];

const clients: Record<(typeof writers)[number], { name: string; client: Client }> = {
  ben: { name: 'Ben Carvalho', client: 'gmail' },
  kofi: { name: 'Kofi Mensah', client: 'apple' },
  mei: { name: 'Mei Tanaka', client: 'outlook' },
  tom: { name: 'Tom Becker', client: 'thunderbird' },
};

/** Long enough to be wrapped, with letters that have to be encoded and characters that HTML has to escape. */
const answersOf = (who: string, week: string): [string, string, string, string] => [
  `KR1, Data Integrity: fewer failures while a sensor reconnects, measured on both pilots in ${week} (${who})`,
  'Retries are down 40 % since Tuesday – “ingest” went from 1.2 s to < 0.3 s for P95 & below, also on the slow line in São Paulo',
  `The backfill may miss the pilot: staging lags two schemas behind production (${who}, ${week})`,
  'Backfill in parallel; ask Zoë whether Größe > 4 GB is realistic',
];

/** Wrapping may change what white space there is between two words, and nothing else. */
const words = (text: string) => text.replace(/\s+/g, ' ').trim();

async function mailsTo(user: User, kind: string): Promise<Received[]> {
  return (await messagesIn(around.mail.imapUrl(user))).filter((message) => message.kind === kind);
}

async function whoGot(kind: string, count = 1): Promise<User[]> {
  const got = await Promise.all(
    everybody.map(async (user) => {
      const { length } = await mailsTo(user, kind);
      if (length > count) throw new Error(`${user} got ${length} of ${kind}`);
      return length === count ? [user] : [];
    }),
  );
  return got.flat().sort();
}

const sorted = (names: readonly string[]) => [...names].sort();

describe('a week by email', () => {
  const replies = new Map<string, Written>();
  const requests = new Map<string, Received>();

  beforeAll(async () => {
    env = await around.env();
  });

  test('a plan is applied, and everyone in it is welcomed once', async () => {
    const plan = around.file('team.yaml', team);
    await succeed(['plan', 'apply', plan, '--at', '2026-11-09T10:00:00Z'], env);
    const first = await tick('2026-11-09T10:01:00Z', env);
    expect(first.queued.filter((key) => key.includes('/welcome/'))).toHaveLength(everybody.length);
    await tick('2026-11-09T10:02:00Z', env);
    expect(await whoGot('welcome')).toEqual(sorted(everybody));
  });

  test('send request asks everyone who writes updates, and a second one asks nobody again', async () => {
    const send = [
      'send',
      'request',
      '--team',
      'reliability',
      '--week',
      '2026-W46',
      '--at',
      '2026-11-13T08:00:00Z',
    ];
    await succeed(send, env);
    await succeed(send, env);
    expect(await whoGot('request')).toEqual(sorted(asked));
    for (const user of writers) {
      const [request] = await mailsTo(user, 'request');
      if (request) requests.set(user, request);
    }
    const ben = requests.get('ben')?.mail;
    expect(ben?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(ben?.replyTo?.text).toMatch(/onrecord\+r\.[a-z2-7]{26}@example\.com/);
  });

  test('answers from Gmail, Apple Mail, Outlook and Thunderbird are receipted in the thread of the request', async () => {
    const styles = { ben: 'above', kofi: 'between', mei: 'above', tom: 'between' } as const;
    await answer('2026-W46', '2026-11-13T10:00:00Z', styles);
    const done = await tick('2026-11-13T10:05:00Z', env);
    expect(done.fetched).toBe(4);
    expect(await whoGot('receipt')).toEqual(sorted(writers));
    for (const user of writers) {
      const [receipt] = await mailsTo(user, 'receipt');
      const request = requests.get(user)?.mail;
      const { mail } = receipt ?? { mail: undefined };
      expect(mail?.inReplyTo).toBe(replies.get(user)?.messageId);
      expect([mail?.references].flat()).toEqual(
        expect.arrayContaining([replies.get(user)?.messageId, ...[request?.references ?? []].flat()]),
      );
      expect(mail?.subject).toBe(`Re: ${request?.subject}`);
      expect(mail?.headers.get('auto-submitted')).toBe('auto-replied');
      expect(mail?.text).toContain('Retries are down 40 %');
    }
  });

  test('the reminder goes to those alone who have not answered', async () => {
    await tick('2026-11-13T12:00:00Z', env);
    await tick('2026-11-13T12:05:00Z', env);
    expect(await whoGot('reminder')).toEqual(sorted(silent));
    const [reminder] = await mailsTo('ana', 'reminder');
    const [request] = await mailsTo('ana', 'request');
    expect([reminder?.mail.references].flat()).toEqual(
      expect.arrayContaining([[request?.mail.references ?? []].flat()[0]]),
    );
  });

  test('the review goes to everybody, observers as well, with what was filed', async () => {
    const early = await tick('2026-11-13T15:59:00Z', env);
    expect(early.queued).toEqual([]);
    await tick('2026-11-13T16:00:00Z', env);
    expect(await whoGot('review')).toEqual(sorted(everybody));
    const [review] = await mailsTo('luis', 'review');
    expect(words(review?.mail.text ?? '')).toContain('Retries are down 40 %');
  });

  test('a second week, answered the other way round', async () => {
    await tick('2026-11-20T12:00:00Z', env);
    expect(await whoGot('request', 2)).toEqual(sorted(asked));
    for (const user of writers) {
      const request = (await mailsTo(user, 'request')).at(-1);
      if (request) requests.set(user, request);
    }
    const styles = { ben: 'between', kofi: 'above', mei: 'between', tom: 'above' } as const;
    await answer('2026-W47', '2026-11-20T12:30:00Z', styles);
    await tick('2026-11-20T12:31:00Z', env);
    expect(await whoGot('receipt', 2)).toEqual(sorted(writers));
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
      // The clock is the real one from here on: it gets no mail in and sends none.
      serving = await serve({ ...env, SMTP_URL: '', IMAP_URL: '' });
      return async () => {
        await serving.stop();
      };
    });

    const get = async (path: string) => {
      const answered = await fetch(`${serving.url}/api/teams/reliability/${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return answered;
    };

    test.for([
      ['2026-W46', 'ben', 'gmail', 'above'],
      ['2026-W46', 'kofi', 'apple', 'between'],
      ['2026-W46', 'mei', 'outlook', 'above'],
      ['2026-W46', 'tom', 'thunderbird', 'between'],
      ['2026-W47', 'ben', 'gmail', 'between'],
      ['2026-W47', 'kofi', 'apple', 'above'],
      ['2026-W47', 'mei', 'outlook', 'between'],
      ['2026-W47', 'tom', 'thunderbird', 'above'],
    ] as const)(
      'has the four answers of %s by %s, who used %s and wrote them %s the quote',
      async ([week, user]) => {
        const answered = await get(`updates?week=${week}&member=${addressOf(user)}`);
        const { items } = updates.parse(await answered.json());
        expect(items).toHaveLength(1);
        const [goal, changed, risk, next] = answersOf(user, week);
        const [update] = items;
        const answers: Record<string, string> = update?.answers ?? {};
        expect(Object.fromEntries(Object.entries(answers).map(([key, text]) => [key, words(text)]))).toEqual({
          goal,
          changed,
          risk,
          next,
        });
        expect(update?.late).toBe(false);
        expect(update?.epics).toContain('data-integrity');
        expect(update?.notes.replace('See below.', '')).toBe('');
      },
    );

    test('says who is missing', async () => {
      const week = weekShown.parse(await (await get('weeks/2026-W46')).json());
      expect(week.missing).toEqual(sorted(silent.map(addressOf)));
      expect(week.updates).toHaveLength(4);
    });

    test("has each person's risk once, with both weeks' messages: said again, it is the same one", async () => {
      const risks = risksShown.parse(await (await get('risks?state=all')).json());
      expect(risks.items.map((risk) => risk.member.address).sort()).toEqual(sorted(writers.map(addressOf)));
      for (const { messages } of risks.items) expect(messages).toHaveLength(2);
    });

    test('gives a reply back byte for byte as the mailbox has it', async () => {
      const { items } = updates.parse(
        await (await get(`updates?week=2026-W47&member=${addressOf('ben')}`)).json(),
      );
      const id = items[0]?.messages[0] ?? '';
      const raw = Buffer.from(await (await get(`messages/${encodeURIComponent(id)}.eml`)).arrayBuffer());
      const inMailbox = await messagesIn(around.mail.imapUrl('onrecord'));
      expect(inMailbox.some((message) => message.raw.equals(raw))).toBe(true);
    });

    test('is shown to nobody without its token', async () => {
      expect((await fetch(`${serving.url}/api/teams/reliability/updates`)).status).toBe(401);
    });
  });

  async function answer(
    week: string,
    at: string,
    styles: Record<(typeof writers)[number], 'above' | 'between'>,
  ) {
    for (const user of writers) {
      const { name, client } = clients[user];
      const request = requests.get(user);
      if (!request) throw new Error(`${user} got no request`);
      const style = styles[user];
      const reply = await replyAs(client, request.raw, {
        name,
        answers: answersOf(user, week),
        style,
        at: new Date(at),
      });
      replies.set(user, reply);
      await around.arrive([reply]);
    }
  }
});

const updates = z.object({
  items: z.array(
    z.object({
      answers: z.record(z.string(), z.string()),
      notes: z.string(),
      epics: z.array(z.string()),
      late: z.boolean(),
      messages: z.array(z.string()),
    }),
  ),
});

const weekShown = z.object({ missing: z.array(z.string()), updates: z.array(z.unknown()) });
const risksShown = z.object({
  items: z.array(z.object({ member: z.object({ address: z.string() }), messages: z.array(z.string()) })),
});
