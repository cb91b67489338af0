import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Setting, setting } from './setting.ts';
import { hostile } from './story.ts';

const benMessage = `/t/reliability/messages/${encodeURIComponent('CAD1/x+7=Q@mail.example.com')}`;
const everyPage = [
  '/',
  '/t/reliability',
  '/t/reliability/weeks/2026-W47',
  '/t/reliability/weeks/2026-W47/ben',
  '/t/reliability/epics',
  '/t/reliability/epics/data-integrity',
  '/t/reliability/risks',
  '/t/reliability/decisions',
  '/t/reliability/decisions?state=noted',
  '/t/reliability/decisions?q=frames&epic=data-integrity&decider=ana',
  '/t/reliability/decisions?q=nothing+like+it',
  ...[1, 2, 3, 4, 5, 6].map((number) => `/t/reliability/decisions/${number}`),
  '/t/reliability/messages',
  benMessage,
  `/t/reliability/messages/${encodeURIComponent('evil"><b>@example.org')}`,
];

describe('the pages', () => {
  let here: Setting;
  let app: FastifyInstance;
  const read = async (url: string) => {
    const response = await app.inject(url);
    expect([url, response.statusCode]).toEqual([url, 200]);
    return response.body;
  };
  /** What a reader sees: without markup, on one line. */
  const words = async (url: string) =>
    (await read(url))
      .replace(/<head>.*?<\/head>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"')
      .replace(/\s+/g, ' ');

  beforeAll(async () => {
    here = await setting();
    app = await here.app({ open: true });
  });
  afterAll(() => here.close());

  it.each(everyPage)('%s lets nobody in who has no session', async (url) => {
    const closed = await here.app();
    const response = await closed.inject(url);
    expect(response.statusCode).toBe(401);
    expect(response.body).toContain('Sign in first');
    expect(response.body).not.toContain('Retries down');
  });

  it.each(everyPage)('%s shows what a stranger wrote as text, never as markup', async (url) => {
    const body = await read(url);
    expect(body).not.toContain('<script');
    expect(body).not.toContain('<img');
    expect(body).not.toMatch(/<[a-z][^>]*\son\w+=/i);
    expect(body).not.toContain('undefined');
    expect(body).not.toContain('[object');
  });

  it.each(everyPage)('%s links only to pages that are there', async (url) => {
    const body = await read(url);
    const links = [...body.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href ?? '');
    expect(links.length).toBeGreaterThan(2);
    for (const link of new Set(links)) {
      const response = await app.inject(link.replaceAll('&amp;', '&').replace(/#.*/, ''));
      expect([url, link, response.statusCode < 400]).toEqual([url, link, true]);
    }
  });

  it.each(everyPage)('%s has one title, headings in order, and no id twice', async (url) => {
    const body = await read(url);
    const levels = [...body.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows the hostile subject in full, as it was written', async () => {
    const list = await words('/t/reliability/messages');
    expect(list.replaceAll('&lt;', '<').replaceAll('&gt;', '>')).toContain(hostile);
  });

  it('allows neither script, nor style, nor anything from elsewhere', async () => {
    const { headers } = await app.inject('/t/reliability');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('shows who wrote, who was late, away or silent, week by week', async () => {
    const rows = [...(await read('/t/reliability')).matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs)].map(
      ([, row]) =>
        (row ?? '')
          .replace(/<span class="(unseen|dash)".*?<\/span>/gs, '')
          .replace(/<[^>]+>/g, ' ')
          .trim()
          .split(/\s{2,}/),
    );
    expect(rows).toContainEqual(['Ben', 'wrote', 'nothing', 'nothing', 'wrote', 'not yet']);
    expect(rows).toContainEqual(['Mei', 'nothing', 'late', 'late', 'late', 'not yet']);
    expect(rows).toContainEqual(['Luis', 'nothing', 'nothing', 'nothing', 'away', 'not yet']);
    expect(rows.map(([name]) => name)).not.toContain('Olga');
  });

  it('shows open risks by age, the oldest first', async () => {
    const text = await words('/t/reliability');
    expect(text).toMatch(/R-4 staging lags two schemas.*3 weeks.*R-7.*2 weeks.*R-9.*new/);
    expect(text).not.toContain('R-2');
  });

  it('draws the course of a key result, and gives every number with its message', async () => {
    const body = await read('/t/reliability');
    expect(body.match(/<svg class="course"/g)).toHaveLength(3);
    expect(body).toMatch(/<details><summary>All numbers of KR1<\/summary>/);
    expect(body).toContain('/messages/KR1.2026-11-23%40mail.example.com');
  });

  it("shows a person's update under the four questions, with where it comes from", async () => {
    const text = await words('/t/reliability/weeks/2026-W47/ben');
    expect(text).toMatch(
      /1 What goal did I work toward\? KR1, Data Integrity 2 What changed because of my work\? Retries down 41 % since Tuesday/,
    );
    expect(text).toContain('Notes Ran the retry fix');
    expect(text).toContain('Fri 20 Nov 2026, 12:02 CET');
    expect(text).toContain('by reply address');
    expect(text).toMatch(/Earlier versions Version 1.*Retries down 40 %/);
  });

  it('finds a person by first name and by address', async () => {
    expect(await read('/t/reliability/weeks/2026-W47/ben%40example.com')).toBe(
      await read('/t/reliability/weeks/2026-W47/ben'),
    );
    expect((await app.inject('/t/reliability/weeks/2026-W47/sara')).body).toContain(
      'Nothing came from Sara for 2026-W47.',
    );
  });

  it('says how a message was read: who, how proven, kinds, records, question, answer', async () => {
    const text = await words(benMessage);
    expect(text).toMatch(/Outcome ✓ recorded Who Ben Proven by reply address/);
    expect(text).toMatch(/Kind command, update On record Update of Ben for W47 A risk: backfill may miss/);
    expect(text).toContain('Is “the importer” automation?');
    expect(text).toContain('Sent in answer receipt to Ben');
  });

  it('folds what was quoted and leaves none of it out', async () => {
    const body = await read(benMessage);
    expect(body).toMatch(/<details class="fold"><summary>3 lines, quoted from our mail<\/summary>/);
    const text = await words(benMessage);
    for (const line of [
      'Press Reply. One line each',
      '2. What changed because of my work?',
      'Registered in Berlin',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('shows the HTML of a message shut in a frame, cleaned', async () => {
    expect(await read(benMessage)).toMatch(/<iframe src="[^"]+\/html" sandbox="allow-popups[^"]*"/);
    const response = await app.inject(`${benMessage}/html`);
    expect(response.body).toContain('Ran the retry fix');
    expect(response.body).not.toMatch(/<script|tracker\.example|onclick/);
    const policy = String(response.headers['content-security-policy']);
    expect(policy).toContain('sandbox');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script|allow-same-origin/);
  });

  it('gives the raw message as text that is nothing else', async () => {
    const response = await app.inject(`${benMessage}/raw`);
    expect(response.headers['content-type']).toContain('text/plain');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(response.body).toContain('Message-ID: <CAD1/x+7=Q@mail.example.com>');
  });

  it('finds any message by its Message-ID, and says so where there is none', async () => {
    const found = await app.inject(`/m/${encodeURIComponent('CAD1/x+7=Q@mail.example.com')}`);
    expect([found.statusCode, found.headers.location]).toEqual([302, benMessage]);
    expect((await app.inject('/m/nobody%40example.com')).statusCode).toBe(404);
  });

  it('lists messages by what became of them', async () => {
    expect(await words('/t/reliability/messages?state=unreadable')).toContain('A thousand parts');
    expect(await words('/t/reliability/messages?state=unreadable')).not.toContain('four lines for Friday');
    expect((await app.inject('/t/reliability/messages?state=lost')).statusCode).toBe(400);
  });

  it('shows an epic with its risk, consequence, owner, resume line, updates and risks', async () => {
    const text = await words('/t/reliability/epics/data-integrity');
    expect(text).toMatch(
      /Risk it reduces Silent corruption.*If it fails Pilots run on wrong data.*Resume line Cut data errors/,
    );
    expect(text).toMatch(/Open risks R-4.*R-9/);
    expect(text).toMatch(/W47 Ben .*Retries down 41 %/);
    expect(text).toMatch(/Owner Ben/);
  });

  it('offers the mail that ends a risk, with everything in it', async () => {
    const body = await read('/t/reliability/risks');
    expect(body).toContain('mailto:onrecord%2Breliability@example.com?subject=R-4&amp;body=over%20R-4');
    expect(await words('/t/reliability/risks?state=resolved')).toMatch(/R-2.*over, after 3 weeks/);
  });

  it('says what to try first where the demo tells it', async () => {
    const demo = await here.app({
      open: true,
      firstSteps: [{ text: 'Answer as Ben', href: '/mailbox/ben' }],
    });
    expect((await demo.inject('/')).body).toMatch(
      /What to try first.*<a href="\/mailbox\/ben">Answer as Ben<\/a>/s,
    );
    expect(await words('/')).not.toContain('What to try first');
  });

  it('serves the pages of plugins under the same headers and errors', async () => {
    const demo = await here.app({
      open: true,
      plugins: [
        async (plugin) => {
          plugin.get('/mailbox', async () => 'Mailboxes');
          plugin.get('/mailbox/broken', async () => {
            throw new Error('secret insides');
          });
        },
      ],
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
    const response = await demo.inject('/mailbox');
    expect(response.body).toBe('Mailboxes');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    const broken = await demo.inject('/mailbox/broken');
    expect([broken.statusCode, broken.body.includes('secret insides')]).toEqual([500, false]);
  });

  it('has a page for what is not there', async () => {
    for (const url of [
      '/nothing',
      '/t/nowhere',
      '/t/reliability/weeks/2026-W99',
      '/t/reliability/epics/none',
    ]) {
      const response = await app.inject(url);
      expect([url, response.statusCode]).toEqual([url, 404]);
      expect(response.headers['content-type']).toContain('text/html');
      expect(response.body).toContain('<h1>Not found</h1>');
    }
  });
});
