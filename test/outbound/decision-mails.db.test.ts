import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { decisionNumbered } from '../../src/kinds/decisions/queries.ts';
import { loadTemplates } from '../../src/outbound/render.ts';
import { empty, freshDatabase } from '../support/database.ts';
import { apply, readAll, trusted } from '../support/stages.ts';
import { team } from '../support/team.ts';
import { type Letter, log, receive, stored, tick } from './letters.ts';

const monday = '2026-11-16T10:00:00Z';
const later = '2026-11-16T11:00:00Z';
const tuesday = '2026-11-17T10:00:00Z';
const thursday = '2026-11-19T10:00:00Z';
const frames = 'frames@mail.example.com';

describe('the mails that a decision causes', () => {
  let database: Database;
  const templates = loadTemplates();
  const about = ['proposal', 'nudge', 'objection', 'contested', 'outcome', 'question', 'receipt', 'notice'];

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await empty(database);
    await transact(database.db, async (tx) => {
      await apply(tx, team, '2026-11-13T20:00:00Z');
      await readAll(tx, { policy: trusted });
    });
  });

  /** What is due at a moment, without the week's mails. */
  const due = async (at: string) =>
    (await tick(database.db, at, await templates))
      .map((key) => key.replace('reliability/', ''))
      .filter((key) => about.includes(key.split('/')[0] ?? ''));
  const mail = (key: string) => stored(database.db, `reliability/${key}`);
  const propose = (more: Partial<Letter> = {}) =>
    receive(
      database.db,
      {
        id: 'frames',
        from: 'ana',
        to: 'ben',
        cc: log,
        subject: '[PROPOSAL] Keep raw frames 30 days',
        text: 'Proposal: keep raw frames 30 days\nWhy: two traces were lost\nOptions: 7 / 30 / 90 days',
        ...more,
      },
      monday,
    );
  const reply = (id: string, from: string, text: string, at = later, more: Partial<Letter> = {}) =>
    receive(database.db, { id, from, subject: 'Re: frames', text, answers: frames, ...more }, at);
  const namesOf = (keys: readonly string[], kind: string) =>
    keys.filter((key) => key.startsWith(`${kind}/`)).map((key) => key.split('/').at(-1)?.split('@')[0]);

  it('ask each member but the proposer, in the proposer’s thread, so that proposer and log get the answer', async () => {
    await propose();
    expect(namesOf(await due(monday), 'proposal')).toEqual(['ben', 'kofi', 'mei', 'tom', 'sara']);
    const { headers, header } = await mail('proposal/D-1/kofi@example.com');
    expect(headers.subject).toBe('[PROPOSAL] D-1 Keep raw frames 30 days');
    expect(headers.inReplyTo).toEqual([frames]);
    expect(headers.references).toEqual([frames]);
    expect(header('reply-to')).toMatch(
      /^Product Reliability\s+<onrecord\+r\.[a-z2-7]{26}@example\.com>,\s+Ana Ruiz <ana@example\.com>$/,
    );
    expect(headers.to).toMatchObject([{ address: 'kofi@example.com' }]);
    expect(header('auto-submitted')).toBe('auto-generated');
  });

  it('ask nobody twice', async () => {
    await propose();
    await due(monday);
    expect(await due(later)).toEqual([]);
  });

  it('nudge, a day before, who has not answered, below the mail that asked', async () => {
    await propose();
    await due(monday);
    await reply('yes', 'kofi', '+1');
    const keys = await due('2026-11-18T10:00:00Z');
    expect(namesOf(keys, 'nudge')).toEqual(['ben', 'mei', 'tom', 'sara']);
    const nudge = await mail('nudge/D-1/mei@example.com');
    const asked = await mail('proposal/D-1/mei@example.com');
    expect(nudge.headers.subject).toBe('Re: [PROPOSAL] D-1 Keep raw frames 30 days');
    expect(nudge.headers.inReplyTo).toEqual([asked.message_id]);
    expect(nudge.headers.references).toEqual([frames, asked.message_id]);
  });

  it('say nothing to who writes +1, and tell an objector what stands', async () => {
    await propose();
    await due(monday);
    await reply('yes', 'kofi', '+1');
    await reply('zero', 'mei', '-0 not my area');
    expect(namesOf(await due(later), 'receipt')).toEqual([]);
    await reply('no', 'tom', '-1 because it doubles the bill', tuesday);
    const receipt = (await due(tuesday)).find((key) => key.startsWith('receipt/')) ?? '';
    expect((await mail(receipt)).text).toContain(
      'Answer        -1 to D-1: it doubles the bill\n              It stands until you write "+1" or "withdrawn".',
    );
  });

  it('tell an objection to proposer and members at once, but not to who has it', async () => {
    await propose();
    await due(monday);
    await reply('no', 'tom', '-1 because it doubles the bill', later, { cc: 'ana, kofi' });
    const keys = await due(later);
    expect(namesOf(keys, 'objection')).toEqual(['ben', 'mei', 'sara']);
    const told = await mail(keys.find((key) => key.endsWith('ben@example.com')) ?? '');
    expect(told.text).toMatch(
      /^Tom objects to D-1, Keep raw frames 30 days:\n\n {2}"it doubles the bill\."\n/,
    );
    // Ben had the thread's first message, so he finds it there.
    expect(told.headers.subject).toBe('Re: [PROPOSAL] Keep raw frames 30 days');
    expect(told.headers.inReplyTo).toEqual(['no@mail.example.com']);
    expect(told.header('reply-to')).toContain('Tom Becker <tom@example.com>');
    expect((await mail(keys.find((key) => key.endsWith('mei@example.com')) ?? '')).headers.subject).toBe(
      'Re: [PROPOSAL] D-1 Keep raw frames 30 days',
    );
  });

  it('tell a question to proposer and decider alone', async () => {
    await propose({ text: 'Proposal: keep raw frames 30 days\nDecider: Kofi' });
    await due(monday);
    await reply('how', 'tom', 'How much does that cost us a month?');
    const keys = await due(later);
    expect(namesOf(keys, 'objection')).toEqual(['ana', 'kofi']);
    expect((await mail(keys.find((key) => key.endsWith('ana@example.com')) ?? '')).text).toContain(
      'Tom asks about D-1, Keep raw frames 30 days:\n\n  "How much does that cost us a month?"',
    );
  });

  it('confirm a proposal field by field, with the deadline in full and that it is the default', async () => {
    await propose();
    const receipt = (await due(monday)).find((key) => key.startsWith('receipt/')) ?? '';
    expect((await mail(receipt)).text).toContain(`Thanks, Ana. Filed:
Proposed      D-1: keep raw frames 30 days
Why           two traces were lost
Options       7 / 30 / 90 days
Decide by     Thu 19 Nov 11:00 CET, the default of 3 working days
`);
  });

  it('confirm a decision, and what it supersedes', async () => {
    await receive(
      database.db,
      { id: 'first', from: 'ana', subject: '[DECISION] Nightly builds', text: 'Decision: build nightly' },
      monday,
    );
    await receive(
      database.db,
      {
        id: 'second',
        from: 'ana',
        subject: '[DECISION] Hourly builds',
        text: 'Decision: build hourly\nSupersedes: D-1\nRevisit: 2027-03-01',
      },
      later,
    );
    const keys = await due(later);
    expect(namesOf(keys, 'outcome')).toEqual([]);
    const texts = await Promise.all(
      keys.filter((key) => key.startsWith('receipt/')).map(async (key) => (await mail(key)).text),
    );
    expect(texts.join('\n')).toContain(
      'Decided       D-2: build hourly\nLook again    1 March 2027\nSupersedes    D-1\n',
    );
  });

  it('tell a late answer that it changes nothing', async () => {
    await propose();
    await due(monday);
    await due(thursday);
    await reply('late', 'kofi', '+1', '2026-11-19T12:00:00Z');
    const receipt = (await due('2026-11-19T12:00:00Z')).find((key) => key.startsWith('receipt/')) ?? '';
    expect((await mail(receipt)).text).toContain('after the close of D-1; kept, and it changes nothing');
  });

  it('carry the outcome into each one’s own thread, with all that it refers to', async () => {
    await propose({ subject: 'AW: Frames [PROPOSAL]' });
    await due(monday);
    await reply('yes', 'kofi', '+1');
    expect(namesOf(await due(thursday), 'outcome')).toEqual(['D-1', 'ben', 'kofi']);
    const ben = await mail('outcome/D-1/ben@example.com');
    expect(ben.headers.subject).toBe('Re: Frames [PROPOSAL]');
    const kofi = await mail('outcome/D-1/kofi@example.com');
    expect(kofi.headers.subject).toMatch(/^Re: \[PROPOSAL\] D-1 /);
    const asked = (await mail('proposal/D-1/kofi@example.com')).message_id;
    expect(kofi.headers.references).toEqual([frames, asked, 'yes@mail.example.com']);
    expect(kofi.text).toContain('Decided: keep raw frames 30 days.\nWhy: two traces were lost\n');
    expect(kofi.text).toContain('+1  Ana (proposed it), Kofi\nNo answer: Ben, Mei, Tom, Sara\n');
  });

  it('tell the thread when the decider ends the proposal', async () => {
    await propose();
    await due(monday);
    await reply('enough', 'ana', 'Decision: keep them 14 days');
    const keys = await due(later);
    expect(namesOf(keys, 'outcome')).toEqual(['ana', 'ben']);
    expect((await mail('outcome/D-1/ben@example.com')).text).toContain('Decided: keep them 14 days.');
    expect(await due(thursday)).toEqual([]);
  });

  it('refer to twenty messages at most, the root and the newest among them', async () => {
    await propose();
    await due(monday);
    for (let n = 0; n < 30; n += 1) await reply(`c${n}`, 'kofi', `Thinking about it, ${n}.`);
    await due(thursday);
    const { references } = (await mail('outcome/D-1/kofi@example.com')).headers;
    expect(references.length).toBeLessThanOrEqual(20);
    expect(references[0]).toBe(frames);
    expect(references.at(-1)).toBe('c29@mail.example.com');
  });

  it('ask the sender of a thread once what was decided, and confirm nothing', async () => {
    const kafka = { from: 'ben', to: 'mei', cc: log, subject: 'Kafka?' };
    await receive(database.db, { ...kafka, id: 'kafka', text: 'We talked, and I would go with B.' }, monday);
    const keys = await due(monday);
    expect(keys).toHaveLength(1);
    const question = await mail(keys[0] ?? '');
    expect(question).toMatchObject({ kind: 'question', recipient: 'ben@example.com' });
    expect(question.headers.subject).toBe('Re: Kafka?');
    expect(question.headers.inReplyTo).toEqual(['kafka@mail.example.com']);
    expect(question.text).toContain('You copied the log on "Kafka?"');
    await receive(
      database.db,
      { ...kafka, id: 'more', from: 'mei', text: 'I see.', answers: 'kafka@mail.example.com' },
      later,
    );
    expect(await due(later)).toEqual([]);
  });

  it('stand in Monday’s mail while they wait, and when they are to be looked at again', async () => {
    await receive(
      database.db,
      {
        id: 'nightly',
        from: 'ana',
        subject: '[DECISION] Nightly builds',
        text: 'Decision: build nightly\nRevisit: 2026-11-26',
      },
      monday,
    );
    await propose({ text: 'Proposal: keep raw frames 30 days\nDecide by: 2026-11-25 16:00' });
    await tick(database.db, '2026-11-23T08:00:00Z', await templates);
    const ana = (await mail('planning/2026-W48/ana@example.com')).text;
    expect(ana).toContain(
      'WAITING FOR AN ANSWER\nD-2 Keep raw frames 30 days, until Wed 25 Nov 17:00 CET. Answer in its thread.\n' +
        'Look again: D-1 Nightly builds. Ana: keep or change? ("keep D-1")\n',
    );
    expect((await mail('planning/2026-W48/ben@example.com')).text).toContain(
      'until Wed 25 Nov 17:00 CET (13:00 yours). Answer in its thread.\nLook again: D-1 Nightly builds. Ana: keep or change?\n',
    );
  });

  it('are kept, or withdrawn, in reply to the planning mail and to the receipt of a decision as well', async () => {
    await receive(
      database.db,
      {
        id: 'nightly',
        from: 'ana',
        subject: '[DECISION] Nightly builds',
        text: 'Decision: build nightly\nRevisit: 2026-11-26',
      },
      monday,
    );
    await propose();
    const [receipt = ''] = (await due(monday)).filter((key) => /^receipt\/\d+/.test(key)).slice(-1);
    const confirmed = await mail(receipt);
    await reply('back', 'ana', 'Withdraw', later, { answers: confirmed.message_id });
    await tick(database.db, '2026-11-23T08:00:00Z', await templates);
    const planning = await mail('planning/2026-W48/ana@example.com');
    await reply('keep', 'ana', 'keep D-1', '2026-11-23T09:00:00Z', { answers: planning.message_id });
    const [first, second] = await Promise.all(
      [1, 2].map((number) => decisionNumbered(database.db, 'reliability', number)),
    );
    expect(first).toMatchObject({ state: 'decided', revisit: null });
    expect(first?.history.at(-1)).toMatchObject({ what: 'kept', member: 'ana@example.com' });
    expect(second?.state).toBe('withdrawn');
  });

  it('are read by the whole team in the review', async () => {
    await propose();
    await due(monday);
    await due(thursday);
    await tick(database.db, '2026-11-20T16:30:00Z', await templates);
    expect((await mail('review/2026-W47/sara@example.com')).text).toContain(
      'DECISIONS\nD-1  decided: keep raw frames 30 days (no objection)\n',
    );
  });
});
