import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { moveCursor } from '../../src/inbound/cursor.ts';
import { decisionNumbered } from '../../src/kinds/decisions/queries.ts';
import { enqueueDue } from '../../src/outbound/enqueue-due.ts';
import { loadTemplates } from '../../src/outbound/render.ts';
import { empty, freshDatabase } from '../support/database.ts';
import { apply, arrive, readAll, settings, trusted } from '../support/stages.ts';
import { team } from '../support/team.ts';
import { letter, receive, stored, tick } from './letters.ts';

// Ana proposes on Monday; the default is three working days: Thursday, the same time.
const monday = '2026-11-16T10:00:00Z';
const thursday = '2026-11-19T10:00:00Z';
const minute = (text: string, minutes: number) => Temporal.Instant.from(text).add({ minutes }).toString();

describe('the outcome of a proposal whose deadline is over', () => {
  let database: Database;
  const templates = loadTemplates();

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
    await propose('frames', 'Keep raw frames 30 days');
    await tick(database.db, minute(monday, 1), await templates);
  });

  const propose = (id: string, title: string) =>
    receive(
      database.db,
      {
        id,
        from: 'ana',
        to: 'ben',
        cc: 'onrecord+reliability@example.com',
        subject: `[PROPOSAL] ${title}`,
        text: `Proposal: ${title}`,
      },
      monday,
    );
  const object = (from: string, text: string, at: string) => ({
    raw: letter(
      { id: `no-${from}`, from, subject: 'Re: frames', text, answers: 'frames@mail.example.com' },
      at,
    ),
    at,
  });
  const state = async () => (await decisionNumbered(database.db, 'reliability', 1))?.state;
  const closing = async (at: string) =>
    (await tick(database.db, at, await templates)).filter((key) => /\/(outcome|contested)\//.test(key));
  const canonical = async () =>
    (
      await database.db
        .selectFrom('mail.outbox')
        .select('key')
        .where('kind', 'in', ['outcome', 'contested'])
        .execute()
    )
      .map(({ key }) => key)
      .filter((key) => !key.includes('@'));

  it('is one stored message to the decider, which the log reads, and then copies to the thread', async () => {
    expect(await closing(minute(thursday, -1))).toEqual([]);
    expect(await state()).toBe('proposed');
    expect(await closing(thursday)).toEqual([
      'reliability/outcome/D-1',
      'reliability/outcome/D-1/ben@example.com',
    ]);
    expect(await decisionNumbered(database.db, 'reliability', 1)).toMatchObject({
      state: 'decided',
      decidedBy: 'consensus',
    });
    const mail = await stored(database.db, 'reliability/outcome/D-1');
    expect(mail).toMatchObject({ recipient: 'ana@example.com', expires_at: null });
    expect(mail.header('x-onrecord-outcome')).toBe('D-1; decided');
    expect(
      (await stored(database.db, 'reliability/outcome/D-1/ben@example.com')).header('x-onrecord-outcome'),
    ).toBeNull();
  });

  it('comes however late the service runs again, once', async () => {
    expect(await closing('2027-01-11T10:00:00Z')).toContain('reliability/outcome/D-1');
    expect(await closing('2027-01-11T10:01:00Z')).toEqual([]);
  });

  it('is the decider’s to give where an objection stands, and then asks nobody twice', async () => {
    const { raw, at } = object('tom', '-1 because it doubles the bill', minute(monday, 60));
    await transact(database.db, (tx) => arrive(tx, raw, at));
    expect(await closing(thursday)).toEqual(['reliability/contested/D-1']);
    expect(await state()).toBe('contested');
    const mail = await stored(database.db, 'reliability/contested/D-1');
    expect(mail).toMatchObject({ recipient: 'ana@example.com' });
    expect(mail.header('x-onrecord-outcome')).toBe('D-1; contested');
    expect(mail.text).toContain('Tom: it doubles the bill.');
    expect(await closing(minute(thursday, 60))).toEqual([]);
  });

  it('of a proposal that is contested, given more time and then answered, comes under a name of its own', async () => {
    const { raw, at } = object('tom', '-1 because it doubles the bill', minute(monday, 60));
    await transact(database.db, (tx) => arrive(tx, raw, at));
    await closing(thursday);
    const more = { from: 'ana', subject: 'Re: frames', answers: 'frames@mail.example.com' };
    await receive(
      database.db,
      { ...more, id: 'more', text: 'extend to 2026-11-25 12:00' },
      minute(thursday, 60),
    );
    await receive(database.db, { ...more, id: 'yes', from: 'tom', text: '+1' }, minute(thursday, 90));
    expect(await closing('2026-11-25T13:00:00Z')).toContain('reliability/outcome/D-1.2');
    expect(await canonical()).toEqual(['reliability/contested/D-1', 'reliability/outcome/D-1.2']);
  });

  it('waits for a message that is stored and not read: it may be an objection', async () => {
    const { raw, at } = object('tom', '-1 because it doubles the bill', minute(thursday, -1));
    const enqueueOnly = async () =>
      (
        await enqueueDue(database.db, {
          team: 'reliability',
          now: Temporal.Instant.from(thursday),
          templates: await templates,
          settings,
        })
      ).queued.map(({ key }) => key);
    await transact(database.db, (tx) => arrive(tx, raw, at));
    expect(await enqueueOnly()).not.toContain('reliability/outcome/D-1');
    expect(await canonical()).toEqual([]);
    expect(await closing(thursday)).toEqual(['reliability/contested/D-1']);
  });

  it('waits until each mailbox was read to its end past the deadline', async () => {
    const mailbox = (name: string) => ({
      mailbox: `${name}@imap.example.com:993/INBOX`,
      uidValidity: 1,
      lastUid: 7,
    });
    const at = (text: string) => new Date(text);
    await moveCursor(database.db, mailbox('one'), at(minute(thursday, 1)));
    // What comes after its end was past the deadline holds nothing back.
    await moveCursor(database.db, { ...mailbox('one'), lastUid: 9 }, null);
    await moveCursor(database.db, mailbox('two'), at(minute(thursday, -1)));
    expect(await closing(minute(thursday, 2))).toEqual([]);
    // Half of what lies there is not its end.
    await moveCursor(database.db, { ...mailbox('two'), lastUid: 100 }, null);
    expect(await closing(minute(thursday, 2))).toEqual([]);
    await moveCursor(database.db, { ...mailbox('two'), lastUid: 200 }, at(minute(thursday, 2)));
    expect(await closing(minute(thursday, 2))).toContain('reliability/outcome/D-1');
  });

  it('waits for a mailbox that was never read to its end', async () => {
    const mailbox = { mailbox: 'one@imap.example.com:993/INBOX', uidValidity: 1, lastUid: 7 };
    await moveCursor(database.db, mailbox, null);
    expect(await closing(thursday)).toEqual([]);
  });

  it('is composed once where two instances find it due at the same moment', async () => {
    const now = Temporal.Instant.from(thursday);
    const options = { team: 'reliability', now, templates: await templates, settings };
    const both = await Promise.all([enqueueDue(database.db, options), enqueueDue(database.db, options)]);
    const keys = both.flatMap(({ queued }) => queued.map(({ key }) => key));
    expect(keys.filter((key) => key === 'reliability/outcome/D-1')).toHaveLength(1);
    expect(await canonical()).toEqual(['reliability/outcome/D-1']);
  });

  it('of two proposals that lapse together are two, each read before the next is composed', async () => {
    await propose('disks', 'Buy two disks');
    expect(await closing(thursday)).toEqual(
      expect.arrayContaining(['reliability/outcome/D-1', 'reliability/outcome/D-2']),
    );
    expect((await decisionNumbered(database.db, 'reliability', 2))?.state).toBe('decided');
  });

  it('counts an objection that was lifted as none, and tells it', async () => {
    const { raw, at } = object('tom', '-1 because it doubles the bill', minute(monday, 60));
    await transact(database.db, (tx) => arrive(tx, raw, at));
    await receive(
      database.db,
      { id: 'lifts', from: 'tom', subject: 'Re: frames', text: '+1', answers: 'frames@mail.example.com' },
      minute(monday, 24 * 60),
    );
    expect(await closing(thursday)).toContain('reliability/outcome/D-1/tom@example.com');
    expect((await stored(database.db, 'reliability/outcome/D-1')).text).toContain(
      '+1  Ana (proposed it), Tom (objected: it doubles the bill; lifted',
    );
  });
});
