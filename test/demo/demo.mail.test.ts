import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weeksUpTo } from '../../src/demo/calendar.ts';
import { type Demo, startDemo } from '../../src/demo/demo.ts';
import { openDirectory } from '../../src/demo/directory.ts';
import { DemoProblem } from '../../src/demo/problem.ts';
import { sayHere } from '../../src/demo/running.ts';
import { weekOfDate } from '../../src/kinds/calendar.ts';
import { parseMessage } from '../../src/message/parse.ts';
import { cwd, onrecord } from '../support/program.ts';

// One start, which tells six weeks through the real pipeline, is shared by all; the last tests stop it and start it again.

const dir = mkdtempSync(join(tmpdir(), 'onrecord-demo-'));
const start = () => startDemo({ dir, port: 0, fresh: false, logLevel: 'silent' });
let demo: Demo;
let isRunning = false;
beforeAll(async () => {
  demo = await start();
  isRunning = true;
}, 300_000);
afterAll(async () => {
  if (isRunning) await demo.stop();
  rmSync(dir, { recursive: true, force: true });
});

const get = async (path: string) => (await fetch(demo.url + path)).text();
const api = async (path: string) => JSON.parse(await get(`/api/teams/reliability/${path}`));
const weeks = weeksUpTo(Temporal.Now.instant());
// Of the weeks with updates.
const [, , week1 = '', week2 = '', week3 = '', , present = ''] = weeks;

/** The text part of the newest mail in somebody's mailbox, as the page shows it. */
async function newestText(name: string): Promise<string> {
  const page = await get(`/mailbox/${name}?text=1`);
  const [, text = ''] = /<pre class="mail-text">([\s\S]*?)<\/pre>/.exec(page) ?? [];
  return plain(text);
}
const plain = (html: string) =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Fills in the form of a page and sends it as a browser without script does, going where it is sent until nothing more is awaited. */
async function send(page: string, write: (typed: string) => string, subject?: string): Promise<string> {
  const html = await get(page);
  const [form = ''] = /<form class="reply-form"[\s\S]*?<\/form>/.exec(html) ?? [];
  const [, action = ''] = /action="([^"]+)"/.exec(form) ?? [];
  const fields = new URLSearchParams();
  for (const [, name = '', value = ''] of form.matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
  ))
    fields.set(name, plain(value));
  if (subject !== undefined) {
    expect(form).toContain('name="subject"');
    fields.set('subject', subject);
  }
  const areas = [...form.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g)];
  expect(areas).toHaveLength(1);
  const [[, name = '', typed = ''] = []] = areas;
  fields.set(name, write(plain(typed)));
  let response = await fetch(demo.url + action, { method: 'POST', body: fields });
  for (let next = response.headers.get('refresh'); next !== null; next = response.headers.get('refresh'))
    response = await fetch(demo.url + next.replace(/^.*url=/, ''));
  return response.text();
}

const updateOf = async (name: string, week: string) =>
  (await api(`updates?week=${week}&member=${name}@example.com`)).items[0];

describe('the story of the demo', () => {
  it('is told without leaving a letter out', () => {
    expect(demo.told?.skipped).toEqual([]);
    expect(demo.told?.letters).toBeGreaterThan(85);
  });

  it('has everybody write with their own mail client', async () => {
    const sentBy = async (name: string) => {
      const folder = demo.mail.sent(`${name}@example.com`);
      const replies = await Promise.all(folder.list().map(({ uid }) => parseMessage(folder.read(uid))));
      const answer = replies.find(({ subject }) => subject.startsWith(`Re: ${name[0]?.toUpperCase()}`));
      return { text: answer?.body.text ?? '', html: answer?.body.html ?? null };
    };
    expect((await sentBy('ana')).html).toContain('<div class="gmail_quote');
    expect((await sentBy('kofi')).html).toContain('<blockquote type="cite">');
    const outlook = await sentBy('mei');
    expect(outlook.html).toContain('class="MsoNormal"');
    expect(outlook.text).toContain('From: Product Reliability <onrecord@example.com>\nSent: ');
    const thunderbird = await sentBy('ben');
    expect(thunderbird.html).toBeNull();
    expect(thunderbird.text).toMatch(/Product Reliability wrote:\n> Press Reply/);
  });

  it('has a week with everybody, a late answer, one who is away and one who says nothing', async () => {
    const first = await api(`weeks/${week1}`);
    expect(first.updates).toHaveLength(7);
    expect(await updateOf('tom', week2)).toMatchObject({ late: true });
    const third = await api(`weeks/${week3}`);
    expect(third.away).toEqual(['luis@example.com']);
    expect(third.missing).toEqual(['sara@example.com']);
    expect(third.notes.map((note: { text: string }) => note.text).join()).toContain('Petra Voss');
  });

  it('has a correction in reply to a receipt, and a week that is the same as the one before', async () => {
    const corrected = await updateOf('mei', week3);
    expect(corrected).toMatchObject({ version: 2, notes: '' });
    expect(corrected.answers).toMatchObject({
      changed: 'Card sign-in works in the lab, with success at 90.4 %',
      next: 'Try it in a cold room, at minus 20, with Kofi.',
    });
    expect(await updateOf('tom', week3)).toMatchObject({ repeats: week2 });
  });

  it('asks in a receipt what it would have to guess, and hears the answer', async () => {
    const texts = await receiptsOf('mei');
    expect(texts.join('\n')).toContain('One question: is "workflow" User Workflows? Reply yes or no.');
    expect((await updateOf('mei', week2)).epics).toEqual(['user-workflows']);
  });

  it('has risks of several ages, the oldest of them still open, and some that are over', async () => {
    const open = (await api('risks?state=open')).items;
    expect(open[0]).toMatchObject({ number: 2, member: { name: 'Ben Carvalho' }, epic: 'data-integrity' });
    expect(open[0].weeks).toBeGreaterThanOrEqual(2);
    const over = (await api('risks?state=resolved')).items;
    expect(over.map((risk: { number: number }) => risk.number)).toEqual(expect.arrayContaining([1, 3, 4, 5]));
  });

  it('leaves only this week’s mail unread', () => {
    const monday = Temporal.Now.zonedDateTimeISO('Europe/Berlin').subtract({ days: 8 }).epochMilliseconds;
    const inbox = demo.mail.mailbox('ben@example.com').list();
    const isSeen = inbox.map((entry) => entry.internalDate.getTime() > monday || entry.flags.has('\\Seen'));
    expect(isSeen).not.toContain(false);
    expect(inbox.at(-1)?.flags.has('\\Seen')).toBe(false);
  });
});

interface Answered {
  readonly member: { readonly name: string };
  readonly answer: string;
  readonly reason: string | null;
}
interface Decided {
  readonly number: number | null;
  readonly title: string;
  readonly state: string;
  readonly decidedBy: string | null;
  readonly decideBy: string | null;
  readonly revisit: string | null;
  readonly supersedes: readonly number[];
  readonly supersededBy: number | null;
  readonly answers: readonly Answered[];
  readonly concerns: readonly { readonly name: string; readonly resolvedBy: object | null }[];
}
const decisions = async (): Promise<Decided[]> => (await api('decisions')).items;
/** What a decision became, by words of its title. */
async function decisionAbout(words: string): Promise<Decided> {
  const found = (await decisions()).filter(({ title }) => title.includes(words));
  expect(found.map(({ title }) => title)).toEqual([expect.stringContaining(words)]);
  const [only] = found;
  if (!only) throw new Error(`no decision about ${words}`);
  return only;
}
const answersTo = ({ answers }: Decided) =>
  Object.fromEntries(answers.map(({ member, answer }) => [member.name.split(' ')[0], answer]));
const pageOf = ({ number }: Decided) => get(`/t/reliability/decisions/${number}`);

describe('the decisions of the demo', () => {
  it('are fifteen with a number and one without, in every state that can stay', async () => {
    const all = await decisions();
    const count = (state: string, by: string | null = null) =>
      all.filter((one) => one.state === state && (by === null || one.decidedBy === by)).length;
    expect(all.flatMap(({ number }) => number ?? []).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 15 }, (_, index) => index + 1),
    );
    expect({
      decider: count('decided', 'decider'),
      consensus: count('decided', 'consensus'),
      superseded: count('superseded'),
      withdrawn: count('withdrawn'),
      proposed: count('proposed'),
      noted: count('noted'),
    }).toEqual({ decider: 10, consensus: 1, superseded: 2, withdrawn: 1, proposed: 1, noted: 1 });
  });

  it('came about by tag, by field, in an update, by the decider, by consensus, by a sentence asked for, and by a forward', async () => {
    expect(await decisionAbout('Nightly builds')).toMatchObject({ state: 'decided', decidedBy: 'decider' });
    expect(await decisionAbout('The old frame parser')).toMatchObject({ state: 'decided' });
    const inUpdate = await decisionAbout('the link to an export is good for one day');
    expect(inUpdate).toMatchObject({ number: 6, state: 'decided', decidedBy: 'decider' });
    expect((await updateOf('mei', week1)).answers.next).toBe(
      'The export timeout. It is ours, not the network.',
    );
    expect(await decisionAbout('MQTT 5')).toMatchObject({ state: 'decided', decidedBy: 'decider' });
    const freeze = await decisionAbout('No releases');
    expect(freeze).toMatchObject({ state: 'decided', decidedBy: 'consensus' });
    expect(freeze.concerns).toMatchObject([{ name: 'HOTFIX', resolvedBy: { name: 'Kofi Mensah' } }]);
    expect(await decisionAbout('Moritz')).toMatchObject({
      statement: expect.stringMatching(/^Moritz starts offline/),
    });
    expect(await decisionAbout('Your quote')).toMatchObject({
      statement: expect.stringContaining('yearly licence'),
    });
  });

  it('were contested, taken back, reopened, replaced and reversed', async () => {
    const phone = await decisionAbout('The phone at night');
    expect(phone).toMatchObject({ state: 'decided', decidedBy: 'decider' });
    expect(answersTo(phone)).toEqual({ Ben: '-1', Luis: '-1', Sara: '+1' });
    expect(await pageOf(phone)).toMatch(/contested/i);
    expect(await decisionAbout('Kiosk')).toMatchObject({ state: 'withdrawn' });
    expect(await pageOf(await decisionAbout('Staging'))).toMatch(/reopened/i);
    expect(await decisionAbout('Raw frames: how long')).toMatchObject({
      state: 'superseded',
      supersededBy: 9,
    });
    expect(await decisionAbout('quiet channel')).toMatchObject({ supersedes: [11] });
    expect(await decisionAbout('switched off')).toMatchObject({ state: 'superseded', supersededBy: 13 });
  });

  it('have one that is looked at again this week, and one whose sender was asked and is silent', async () => {
    const { revisit } = await decisionAbout('Nightly builds');
    expect(weekOfDate(Temporal.PlainDate.from(revisit ?? ''))).toBe(present);
    expect((await decisionAbout('Sums in the file')).state).toBe('noted');
    const inbox = demo.mail.mailbox('luis@example.com');
    const asked = inbox.list().filter(({ uid }) => inbox.read(uid).includes('X-Onrecord-Kind: question'));
    expect(asked).toHaveLength(1);
  });

  it('have one that is open for a day or more, with an objection, and with somebody silent', async () => {
    const open = await decisionAbout('Gateways update by day');
    expect(answersTo(open)).toEqual({ Ana: '+1', Kofi: '+1', Tom: '-1' });
    expect(open.answers.find(({ answer }) => answer === '-1')?.reason).toContain('From 13:00 on');
    const hours = Temporal.Now.instant()
      .until(open.decideBy ?? '')
      .total('hours');
    expect(hours).toBeGreaterThan(12);
    expect(hours).toBeLessThan(96);
  });
});

describe('the open proposal in a mailbox of the demo', () => {
  const proposalTo = async (name: string) => {
    const page = await get(`/mailbox/${name}`);
    const [, path = ''] =
      /<a href="(\/mailbox\/\w+\/\d+)"[^>]*>(?:(?!<\/a>)[\s\S])*\[PROPOSAL\] D-15 /.exec(page) ?? [];
    return path;
  };

  it('takes a +1, and leads to the page that shows it', async () => {
    const page = await send(await proposalTo('luis'), () => '+1');
    expect(page).toContain(
      '<p class="notice" role="status">Sent and read. <a href="/t/reliability/decisions/15">See D-15</a></p>',
    );
    const open = await decisionAbout('Gateways update by day');
    expect(answersTo(open)).toMatchObject({ Luis: '+1' });
    expect(open.state).toBe('proposed');
  });

  it('takes an objection, confirms it, and shows it to the proposer', async () => {
    const page = await send(await proposalTo('mei'), () => '-1 because the tablets hang while it restarts');
    expect(page).toContain('See D-15');
    expect(answersTo(await decisionAbout('Gateways update by day'))).toMatchObject({ Mei: '-1' });
    expect(await get('/t/reliability/decisions/15')).toContain('the tablets hang while it restarts');
    const inbox = demo.mail.mailbox('sara@example.com');
    expect(inbox.read(inbox.list().at(-1)?.uid ?? 0).toString()).toContain(
      'the tablets hang while it restarts',
    );
  });

  it('has a form beside it that writes to a colleague with the log in copy', async () => {
    const page = await send(
      '/mailbox/luis/log',
      () => 'We meet at ten.\r\n\r\nWhy: nobody is awake at nine.',
      '[DECISION] The daily call',
    );
    expect(page).toContain('href="/t/reliability/decisions/16"');
    expect(await decisionAbout('The daily call')).toMatchObject({
      state: 'decided',
      statement: 'We meet at ten.',
    });
    const copy = demo.mail.mailbox('ana@example.com');
    const mail = await parseMessage(copy.read(copy.list().at(-1)?.uid ?? 0));
    expect(mail).toMatchObject({
      from: [{ address: 'luis@example.com' }],
      cc: [{ address: 'onrecord+reliability@example.com' }],
    });
  });

  it('is among the first steps', () => {
    expect(demo.steps.map(({ text }) => text).join('\n')).toMatch(/answer the open proposal with “\+1”/);
    expect(demo.steps.map(({ href }) => href)).toContain('/mailbox/ben/log');
  });
});

/** The text parts of all receipts that somebody got. */
async function receiptsOf(name: string): Promise<string[]> {
  const inbox = demo.mail.mailbox(`${name}@example.com`);
  const raws = inbox.list().map(({ uid }) => inbox.read(uid));
  const receipts = raws.filter((raw) => raw.includes('X-Onrecord-Kind: receipt'));
  return Promise.all(receipts.map(async (raw) => (await parseMessage(raw)).body.text ?? ''));
}

const four = [
  'Data Integrity, KR1',
  'Retries are down 40 % since Tuesday',
  'The vendor may be late with the new parser',
  'Backfill in parallel',
] as const;
const inAnswers = ([goal, changed, risk, next]: readonly string[]) => ({ goal, changed, risk, next });

describe('a mailbox of the demo', () => {
  it('takes a reply, and shows the receipt and the record', async () => {
    const page = await send('/mailbox/ben', () => four.map((line, n) => `${n + 1}. ${line}`).join('\r\n'));
    expect(page).toContain('Sent, read and answered: this came back.');
    expect(page).toContain(`href="/t/reliability/weeks/${present}/ben"`);

    const receipt = await newestText('ben');
    expect(receipt).toContain('Thanks, Ben. Filed:\n1 Goal     Data Integrity, KR1\n');
    expect(receipt).toMatch(
      /\n3 Risk {5}R-\d+, new, Data Integrity: The vendor may be late with the new parser\n/,
    );
    expect(receipt).toMatch(/\n {11}\(R-2, R-\d+ stay open\)\n/);

    expect((await updateOf('ben', present)).answers).toEqual(inAnswers(four));
    const record = await get(`/t/reliability/weeks/${present}/ben`);
    expect(record).toContain('Retries are down 40 % since Tuesday');
  });

  it('takes a correction in reply to the receipt', async () => {
    await send('/mailbox/ben', () => '3 none');
    const update = await updateOf('ben', present);
    expect(update).toMatchObject({ version: 2, answers: { ...inAnswers(four), risk: 'none' } });
  });

  it('takes answers inside the quote', async () => {
    // Nothing was written since: it is what the mailbox opens with, whatever came after it.
    const request = (await get('/mailbox/kofi')).match(/\/mailbox\/kofi\/\d+(?=\?text=1)/)?.[0] ?? '';
    await send(`${request}?quote=1`, (quote) => {
      expect(quote).toContain('> 1. What goal did I work toward?');
      let n = 0;
      return quote.replaceAll(/^> \d\. .*\?$/gm, (question) => {
        n += 1;
        return `${question}\n${four[n - 1]}`;
      });
    });
    expect((await updateOf('kofi', present)).answers).toEqual(inAnswers(four));
  });

  it('takes a new mail to the team, and says whom it does not know', async () => {
    const page = await send('/mailbox/mei/new', () => 'Risk: the freezer door does not close #pilots');
    expect(page).toContain('Sent, read and answered');
    expect(await newestText('mei')).toMatch(/Risk {7}R-\d+, new, Pilots: the freezer door does not close\n/);
    expect(await get('/mailbox/nobody')).toContain('The example people are ana, ben, kofi');
  });
});

describe('a command in the checkout of a running demo', () => {
  const settings = { MAIL_ADDRESS: 'onrecord@example.com', SECRET: 'x'.repeat(40) };
  beforeAll(() => sayHere(demo.running, cwd));

  it('reads from its API', async () => {
    const { code, out } = await onrecord(['messages', '--limit', '2'], {});
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(out).toContain('the freezer door does not close');
    const shown = await onrecord(['plan', 'show', 'reliability'], {});
    expect(shown.out).toContain('Product Reliability (reliability), Europe/Berlin');
  });

  it('says that it holds the database, where it would write', async () => {
    const { code, err } = await onrecord(['tick'], settings);
    expect(err).toContain(`the demo at ${demo.url} (process ${process.pid}) holds the database`);
    expect(code).toBe(1);
  });

  it('leaves it alone where DATABASE_URL names another database', async () => {
    const { err } = await onrecord(['messages'], { DATABASE_URL: 'postgres://127.0.0.1:1/other' });
    expect(err).toContain('cannot reach the database at postgres://127.0.0.1:1/other');
  });
});

describe('the next start of the demo', () => {
  it('is refused while the first one runs, or where its port is taken', async () => {
    await expect(start()).rejects.toThrow(`the demo runs already, at ${demo.url}`);
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startDemo({ dir, port, fresh: false })).rejects.toThrow(
      `port ${port} is in use: choose another, for example --port`,
    );
    await new Promise((resolve) => taken.close(resolve));
  });

  it('keeps what was there, a reply among it, even after a kill', async () => {
    await demo.stop();
    isRunning = false;
    // What kill -9 leaves behind: a lock and a notice of a process that is gone.
    writeFileSync(join(dir, 'db.lock'), '999999999');
    writeFileSync(join(dir, 'serving.json'), JSON.stringify({ ...demo.running, pid: 999_999_999 }));

    demo = await start();
    isRunning = true;
    expect(demo.told).toBeNull();
    expect((await updateOf('ben', present)).answers).toEqual({ ...inAnswers(four), risk: 'none' });
    expect(demo.mail.sent('ben@example.com').list().length).toBeGreaterThan(5);
    await send('/mailbox/ben', () => '4 Backfill, and sleep');
    expect((await updateOf('ben', present)).answers.next).toBe('Backfill, and sleep');
  });

  it('begins anew with --fresh, and never in a directory that is not its own', async () => {
    await demo.stop();
    isRunning = false;
    expect((await openDirectory(dir, false)).begun).not.toBeNull();
    expect((await openDirectory(dir, true)).begun).toBeNull();
    expect(existsSync(join(dir, 'db'))).toBe(false);
    writeFileSync(join(dir, 'thesis.txt'), 'years of work');
    await expect(openDirectory(dir, true)).rejects.toThrow(DemoProblem);
    expect(existsSync(join(dir, 'thesis.txt'))).toBe(true);
  });
});
