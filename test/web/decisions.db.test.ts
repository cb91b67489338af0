import type { FastifyInstance } from 'fastify';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { say } from './decided.ts';
import { applyPlan, mail } from './seed.ts';
import { plan } from './seed-plan.ts';
import { type Setting, setting } from './setting.ts';

const log = '/t/reliability/decisions';

describe('the pages of decisions', () => {
  let here: Setting;
  let app: FastifyInstance;
  const read = async (url: string) => {
    const response = await app.inject(url);
    expect([url, response.statusCode]).toEqual([url, 200]);
    return response.body;
  };
  const words = async (url: string) => seen(await read(url));

  beforeAll(async () => {
    here = await setting();
    app = await here.app({ open: true });
  });
  afterAll(() => here.close());

  it('the log has what waits first, then what is contested, then months, then what is noted alone', async () => {
    const headings = [...(await read(log)).matchAll(/<h2 id="[^"]+">([^<]+)/g)].map(([, title]) => title);
    expect(headings).toEqual([
      'Waiting for an answer',
      'Contested',
      'November 2026',
      'October 2026',
      'On record, nothing decided yet',
    ]);
  });

  it('the log says each state in words, with times in full and whose objections stand', async () => {
    const text = await words(log);
    expect(text).toMatch(
      /D-6 Keep raw sensor frames 30 days Keep raw frames 30 days, compressed\. \? proposed , open until Wed 25 Nov 2026, 17:00 CET , 6 hours left · Ben, Mei object · Data Integrity/,
    );
    expect(text).toMatch(/D-5 A pager .* contested : Ana Ruiz decides · Mei objects/);
    expect(text).toMatch(/D-4 Builds .* decided by Ana Ruiz, Wed 18 Nov 2026, 16:20 CET/);
    expect(text).toMatch(/D-2 One queue .* decided by consensus, Fri 13 Nov 2026, 10:00 CET/);
    expect(text).toMatch(/D-3 Rewrite .* withdrawn by Mei, Fri 13 Nov 2026, 13:00 CET/);
    expect(text).toMatch(/D-1 Nightly .* superseded by D-4 , Wed 18 Nov 2026, 16:20 CET/);
    expect(text).toMatch(/Which scales do we support\? · noted by Kofi/);
  });

  it('the log is filtered by state, epic, decider and words, which the form keeps', async () => {
    const body = await read(`${log}?state=decided&epic=automation&decider=ana%40example.com&q=build`);
    expect(numbersIn(body)).toEqual(['D-4']);
    expect(body).toMatch(/<input type="hidden" name="state" value="decided">/);
    expect(body).toMatch(/<option value="automation" selected>/);
    expect(body).toMatch(/<option value="ana" selected>/);
    expect(body).toContain('name="q" value="build"');
    expect(body).toContain(
      `href="${log}?q=build&amp;state=noted&amp;epic=automation&amp;decider=ana%40example.com"`,
    );
    expect(numbersIn(await read(`${log}?state=withdrawn,superseded`))).toEqual(['D-3', 'D-1']);
    expect(await words(`${log}?q=sensor+frames`)).toContain('30 days Keep raw frames 30 days, compressed.');
    expect(await words(`${log}?q=DEPOT+faces`)).toContain('PRIVACY: frames from the depot show faces');
  });

  it('the log says where nothing is like that, and what it does not understand', async () => {
    expect(await words(`${log}?q=zeppelin`)).toContain('None is like that. All decisions');
    const lost = await app.inject(`${log}?state=lost`);
    expect([lost.statusCode, seen(lost.body).includes('Known: noted, proposed')]).toEqual([400, true]);
    expect((await app.inject(`${log}?after=soon`)).statusCode).toBe(400);
  });

  it('a decision has statement, fields, and the message that made it so', async () => {
    const body = await read(`${log}/4`);
    const text = seen(body);
    expect(text).toMatch(/D-4 Builds for the pilots ✓ decided by Ana Ruiz, Wed 18 Nov 2026, 16:20 CET/);
    expect(text).toMatch(
      /one build a week, on Tuesday\. Why Every night was too often .* Consequences A fault is fixed .* Epics Automation/,
    );
    expect(text).toContain('Supersedes D-1 Nightly builds go to the pilots');
    expect(text).toContain('By this message Ana Ruiz, Wed 18 Nov 2026, 16:20 CET');
    expect(body).toContain(`href="/t/reliability/messages/weekly-builds%40mail.example.com"`);
    expect(await words(`${log}/1`)).toMatch(
      /superseded by D-4 .* Superseded by D-4 Builds for the pilots Decided Ana Ruiz, Fri 30 Oct 2026, 13:00 CET By this message Ana Ruiz, Wed 18 Nov/,
    );
    expect(await read(`${log}/D-4`)).toBe(body);
  });

  it('an open proposal has options, time left, answers, who is silent or away, and concerns', async () => {
    const text = await words(`${log}/6`);
    expect(text).toMatch(/Options 7 days 30 days 90 days/);
    expect(text).toMatch(/Decide by Wed 25 Nov 2026, 17:00 CET , 6 hours left Look again Mon 1 Mar 2027/);
    expect(text).toMatch(
      /\+1 Kofi agrees Fri 20 Nov 2026, 17:30 CET -1 Ben objects the disk costs more than the traces/,
    );
    expect(text).toMatch(/\+1 Olga agrees Tue 24 Nov 2026, 10:30 CET · an observer’s, does not count/);
    expect(text).toContain('Not yet: Tom. Away: Luis.');
    expect(text).toMatch(/PRIVACY frames from the depot show faces Mei, message · stands/);
    expect(text).toMatch(/LOAD the writes slow the importer down Sara, message · resolved by Sara, message/);
  });

  it('a closed one tells consensus, late answers and who never said anything', async () => {
    const text = await words(`${log}/2`);
    expect(text).toMatch(/-1 Tom objects too late, I know Sat 14 Nov 2026, 10:00 CET · late, does not count/);
    expect(text).toContain('No answer: Ana Ruiz, Ben, Mei, Luis.');
    expect(text).toMatch(
      /How it came about proposed by Kofi .* decided by consensus Fri 13 Nov 2026, 10:00 CET/,
    );
  });

  it('nobody expects an answer of an observer or of who proposed it', async () => {
    expect(await words(`${log}/5`)).toContain('Not yet: Ana Ruiz, Kofi, Tom, Sara. Away: Luis.');
  });

  it('every step, answer and concern leads to its message', async () => {
    const body = await read(`${log}/6`);
    for (const name of ['frames', 'frames.ben', 'frames.mei', 'frames.sara.2', 'frames.tom'])
      expect(body).toContain(`href="/t/reliability/messages/${name}%40mail.example.com"`);
  });

  it.each([
    [6, ['Agree', 'Object', 'Name a concern', 'Decide it', 'Give it more time', 'Reply']],
    [5, ['Decide it', 'Give it more time', 'Reply']],
    [4, ['Supersede it', 'Reopen it', 'Look at it again later', 'Reply']],
    [3, ['Reopen it', 'Reply']],
    [1, ['Reply']],
  ])('D-%i offers the mails that make sense as it stands', async (number, labels) => {
    const offered = [...(await read(`${log}/${number}`)).matchAll(/mail-action"><a href="[^"]+">([^<]+)/g)];
    expect(offered.map(([, label]) => label)).toEqual(labels);
  });

  it('a prepared answer is in the thread: to the log, "Re:" its subject, and to its message', async () => {
    const body = await read(`${log}/6`);
    expect(body).toContain(
      'mailto:onrecord%2Breliability@example.com?subject=Re%3A%20%5BPROPOSAL%5D%20Keep%20raw%20sensor%20frames%2030%20days&amp;body=%2B1&amp;in-reply-to=%3Cframes%40mail.example.com%3E',
    );
    expect(await read(`${log}/4`)).toContain('body=Supersedes%3A%20D-4%0D%0ADecision%3A%20"');
  });

  it('a noted thread has a page of its own, which leads on once it is decided', async () => {
    const { items } = (await app.inject(`/api${log.replace('/t/', '/teams/')}?state=noted`)).json();
    const [scales, kafka] = items;
    expect(await words(`${log}/noted/${scales.key}`)).toMatch(
      /Which scales do we support\? · noted by Kofi.*Nothing in this thread says what was decided/,
    );
    const strange = await read(`${log}/noted/${kafka.key}`);
    expect(strange).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Kafka?&quot;');
    expect(strange).not.toContain('<img');
    const { items: numbered } = (await app.inject('/api/teams/reliability/decisions?q=D-6')).json();
    const moved = await app.inject(`${log}/noted/${numbered[0].key}`);
    expect([moved.statusCode, moved.headers.location]).toEqual([302, `${log}/6`]);
  });

  it('says which decisions there are where one is asked for that is not', async () => {
    const response = await app.inject(`${log}/77`);
    expect(response.statusCode).toBe(404);
    expect(seen(response.body)).toContain('no decision D-77. There are D-1 to D-6.');
  });

  it("are reached from the team's page, an epic's, a week's and a message's", async () => {
    expect(await words('/t/reliability')).toMatch(
      /Waiting for an answer D-5 A pager.*D-6 Keep raw.*6 hours left.*Latest decisions D-4 Builds.*D-2 One queue/,
    );
    const epic = await read('/t/reliability/epics/data-integrity');
    expect(seen(epic)).toMatch(/Decisions D-6 Keep raw sensor frames/);
    expect(epic).toMatch(/updates?, 2 risks and 1 decision by week/);
    expect(seen(await read('/t/reliability/weeks/2026-W46'))).toMatch(/Decisions D-2 One queue.*D-3 Rewrite/);
    const message = await words('/t/reliability/messages/frames.ben%40mail.example.com');
    expect(message).toMatch(/On record -1 to a proposal: the disk costs more than the traces/);
    expect(message).toMatch(/Decisions it speaks of D-6 Keep raw sensor frames 30 days/);
  });

  it('a reopened one waits for everybody again, and says why it was reopened', async () => {
    const { db } = here.database;
    const { position } = await db
      .selectFrom('log.decisions')
      .select('position')
      .where('number', '=', 2)
      .executeTakeFirstOrThrow();
    await say(
      db,
      {
        ...{ id: 'queue.again@mail.example.com', at: '2026-11-25T08:00:00Z', who: 'Ben', text: 'reopen' },
        ...{ subject: 'Re: [PROPOSAL] One queue for all imports', answers: 'queue@mail.example.com' },
      },
      { type: 'reopen', on: { position, ordinal: 0 }, reason: 'the queue was full on Monday' },
    );
    const text = await words(`${log}/2`);
    expect(text).toMatch(/proposed , open until/);
    expect(text).toMatch(/Sara agrees with priorities it works .* · before it was reopened -1 Olga/);
    expect(text).toContain('Not yet: Ana Ruiz, Ben, Mei, Tom, Sara. Away: Luis.');
    expect(text).toMatch(/reopened because the queue was full on Monday ?, by Ben/);
    // What closes first stands first, though it was on record later.
    expect(numbersIn(await read(`${log}?state=proposed`))).toEqual(['D-6', 'D-2']);
    const { key } = (await app.inject('/api/teams/reliability/decisions/6')).json();
    await say(
      db,
      {
        ...{ id: 'frames.more@mail.example.com', at: '2026-11-25T09:00:00Z', who: 'Ana', text: 'extend' },
        ...{ subject: 'Re: [PROPOSAL] Keep raw sensor frames 30 days', answers: 'frames@mail.example.com' },
      },
      {
        ...{ type: 'extend', decideBy: '2026-12-02T16:00:00.000Z' },
        on: { position: Number(key.split('.')[0]), ordinal: 0 },
      },
    );
    expect(numbersIn(await read(`${log}?state=proposed`))).toEqual(['D-2', 'D-6']);
    expect(await words(`${log}/6`)).toContain('extended until Wed 2 Dec 2026, 17:00 CET by Ana Ruiz');
  });
});

it('a team without a decision is told where to put its first', async () => {
  const { db, close } = await freshDatabase();
  const at = '2026-11-20T09:00:00Z';
  const position = await mail(db, {
    ...{ id: 'plan@example.com', at, subject: 'Plan', text: 'team.yaml' },
    from: ['Onrecord', 'onrecord@example.com'],
  });
  await applyPlan(db, plan, position, at);
  const { buildApp } = await import('../../src/web/app.ts');
  const quiet = () => {};
  const app = await buildApp({
    ...{ db, open: true, publicUrl: 'http://localhost:3000', mailAddress: 'onrecord@example.com' },
    now: () => Temporal.Instant.from(at),
    readiness: () => ({ problems: [] }),
    log: { info: quiet, warn: quiet, error: (facts) => console.error(facts) },
  });
  const text = seen((await app.inject(log)).body);
  expect(text).toContain('No decision is on record yet.');
  expect(text).toMatch(
    /put onrecord\+reliability@example\.com in Cc, and write one line that begins with Decision:/,
  );
  const none = await app.inject(`/api${log.replace('/t/', '/teams/')}/1`);
  expect(none.json().detail).toContain('None is numbered yet.');
  await app.close();
  await close();
});

/** What a reader sees: without markup, on one line. */
function seen(body: string): string {
  return body
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
}

const numbersIn = (body: string) =>
  [...body.matchAll(/<span class="id">(D-\d+)<\/span>/g)].map(([, number]) => number);
