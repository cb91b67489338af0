import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import { risksOf } from '../../src/kinds/commands/queries.ts';
import { notesOf } from '../../src/kinds/planning/queries.ts';
import type { Message } from '../../src/message/message.ts';
import { parseMessage, Unreadable } from '../../src/message/parse.ts';
import { loadTemplates } from '../../src/outbound/render.ts';
import { messageList } from '../../src/reading/queries.ts';
import { createReader } from '../../src/reading/read-next.ts';
import { type Parse, ParserDown } from '../../src/reading/reader.ts';
import { rebuild } from '../../src/reading/rebuild.ts';
import { retry } from '../../src/reading/retry.ts';
import { readBytes } from '../../src/store/read.ts';
import { freshDatabase } from '../support/database.ts';
import { fixture } from '../support/fixtures.ts';
import { answer, arrive, newReader, readAll, replyTo, settings, trusted } from '../support/stages.ts';
import { begin } from './before.ts';

let database: Database;
const templates = await loadTemplates();
beforeAll(async () => {
  database = await freshDatabase();
  await begin(database.db, templates);
});
afterAll(() => database.close());

let count = 0;
/** A mail of a member of the team, to its log. */
function mail(subject: string, ...lines: string[]): Buffer {
  count += 1;
  const head = [
    'From: Kofi Mensah <kofi@example.com>',
    'To: onrecord+reliability@example.com',
    `Subject: ${subject}`,
    `Message-ID: <aside-${count}@mail.example.com>`,
  ];
  return Buffer.from([...head, '', ...lines, ''].join('\r\n'));
}
const at = '2026-11-19T10:00:00Z';
const store = (raw: Buffer) => transact(database.db, (tx) => arrive(tx, raw, at));
const readWith = (parse: Parse) =>
  transact(database.db, (tx) =>
    readAll(tx, { policy: trusted, reader: createReader(parse, settings.mailAddress) }),
  );
const readingOf = (position: number) =>
  database.db
    .selectFrom('log.readings')
    .select(['outcome', 'kinds', 'reason'])
    .where('position', '=', position)
    .orderBy('ordinal', 'desc')
    .executeTakeFirst();
const risks = async () =>
  (await risksOf(database.db, 'reliability', { state: 'open' })).map(({ text }) => text);

/** As `parser-process.ts` says it of a message over which the process ended three times. */
const withoutSurviving: Parse = async (raw) => {
  if (Buffer.from(raw).includes('kills the parser'))
    throw new Unreadable('the parser ended over it: SIGSEGV');
  return parseMessage(raw);
};

describe('a message that kills its parser', () => {
  let killer: number;

  it('is set aside, and those behind it are read', async () => {
    killer = await store(mail('This kills the parser', 'Risk: a crash'));
    const next = await store(mail('Another', 'Risk: behind the crash'));
    await readWith(withoutSurviving);
    expect(await readingOf(killer)).toMatchObject({ outcome: 'unreadable' });
    expect(await readingOf(next)).toMatchObject({ outcome: 'recorded' });
    expect(await risks()).toContain('behind the crash');
  });

  it('is found by its state, with its headers, its bytes and why', async () => {
    const [found] = await messageList(database.db, null, { state: 'unreadable' });
    expect(found).toMatchObject({
      position: killer,
      fromAddress: 'kofi@example.com',
      subject: 'This kills the parser',
      reason: 'the parser ended over it: SIGSEGV',
    });
    expect((await readBytes(database.db, killer))?.toString()).toContain('Risk: a crash');
  });

  it('is answered: its author hears that it could not be read, once', async () => {
    const told = await transact(database.db, async (tx) => {
      const answers = await answer(tx, at, templates);
      await readAll(tx);
      return answers.filter((one) => one.kind === 'notice');
    });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ recipient: 'kofi@example.com' });
    expect(told[0]?.text).toContain('"This kills the parser"\nit cannot be read: the parser ended over it');
  });

  it('is read when it is tried again with a parser that survives it, and not twice', async () => {
    expect(await retry(database.db, killer, new Date(at))).toBeNull();
    expect(await messageList(database.db, null, { state: 'pending' })).toHaveLength(1);
    expect(await retry(database.db, killer, new Date(at))).toBe('it waits to be read already');
    await readWith(parseMessage);
    expect(await readingOf(killer)).toMatchObject({ outcome: 'recorded' });
    expect(await risks()).toContain('a crash');
    expect(await retry(database.db, killer, new Date(at))).toBe('it is recorded already');
  });

  it('gets a receipt then: what its author heard before is no longer so', async () => {
    const answers = await transact(database.db, (tx) => answer(tx, at, templates));
    const receipts = answers.filter((one) => one.kind === 'receipt' && one.recipient === 'kofi@example.com');
    expect(receipts.map(({ text }) => text).join()).toContain('a crash');
  });
});

describe('a message of which the header alone was kept', () => {
  const large = { truncated: { size: 42_000_000, sha256: '00' } };
  const storeLarge = (raw: Buffer) => transact(database.db, (tx) => arrive(tx, raw, at, large));

  it('is unreadable, and says how large it is to whoever sent it', async () => {
    const position = await storeLarge(mail('Our video'));
    await readWith(parseMessage);
    const why = 'it has 41 MB, which is too much: only its header was kept';
    expect(await readingOf(position)).toMatchObject({ outcome: 'unreadable', reason: why });
    const [told] = await transact(database.db, (tx) => answer(tx, at, templates));
    expect(told?.text).toContain(`"Our video"\nit cannot be read: ${why}. Nothing was recorded.`);
  });

  it('is not answered where no person wrote it, or nobody knows who', async () => {
    const bounce = Buffer.concat([Buffer.from('Auto-Submitted: auto-replied\r\n'), mail('Returned')]);
    const forged = Buffer.from(mail('Hello').toString().replace('kofi@', 'stranger@'));
    const positions = [await storeLarge(bounce), await storeLarge(forged)];
    await readWith(parseMessage);
    expect(await Promise.all(positions.map(readingOf))).toMatchObject([
      { outcome: 'ignored', kinds: ['automatic'] },
      { outcome: 'unreadable' },
    ]);
    expect(await transact(database.db, (tx) => answer(tx, at, templates))).toEqual([]);
  });
});

describe('a parser that does not start', () => {
  it('fails no message: it waits, and is read when the parser is there', async () => {
    const waiting = await store(mail('Patience', 'Risk: waiting'));
    const down: Parse = async () => {
      throw new ParserDown('the parser does not start');
    };
    await expect(readWith(down)).rejects.toThrow('does not start');
    expect(await readingOf(waiting)).toBeUndefined();
    await readWith(parseMessage);
    expect(await readingOf(waiting)).toMatchObject({ outcome: 'recorded' });
  });
});

describe('a message that our own code stumbles over', () => {
  it('has failed, and those behind it are read', async () => {
    const stumbling: Parse = async (raw) => {
      const message = await parseMessage(raw);
      if (!Buffer.from(raw).includes('Stumble')) return message;
      return Object.defineProperty({ ...message }, 'body', {
        get: (): Message['body'] => {
          // Node's own errors have a code, as those of a database have.
          throw Object.assign(new TypeError('a bug of ours'), { code: 'ERR_INVALID_ARG_TYPE' });
        },
      });
    };
    const bad = await store(mail('Stumble', 'Risk: never read'));
    const next = await store(mail('Walk', 'Risk: behind the bug'));
    await readWith(stumbling);
    expect(await readingOf(bad)).toEqual({ outcome: 'failed', kinds: [], reason: 'a bug of ours' });
    expect(await readingOf(next)).toMatchObject({ outcome: 'recorded' });
  });

  it('by half of an emoji, where a line is cut, is read like any other', async () => {
    const { raw, at: moment } = fixture('planning/a-key-result-that-the-cycle-has-not');
    const replied = await transact(database.db, async (tx) => {
      await arrive(tx, raw, moment);
      await readAll(tx);
      const notice = (await answer(tx, moment, templates)).find((one) => one.kind === 'notice');
      if (!notice) throw new Error('no notice went out');
      await readAll(tx);
      return arrive(tx, replyTo(notice, moment, '😀'.repeat(300)), moment);
    });
    await readWith(parseMessage);
    expect(await readingOf(replied)).toMatchObject({ outcome: 'ignored' });
  });
});

describe('one kind of several that fails', () => {
  let position: number;
  const reply = fixture('planning/other-words-are-a-note');
  const both = Buffer.from(
    reply.raw
      .toString()
      .replace('note-kofi@', 'both-kofi@')
      .replace('Who comes along?', '\r\nRisk: the contract is not signed\r\n'),
  );

  it('leaves the records of the others, and says which it was', async () => {
    const head = await database.db.selectFrom('mail.head').select('position').executeTakeFirstOrThrow();
    // What is in its way, so that writing the note fails.
    const row = {
      team: 'reliability',
      position: head.position + 1,
      week: '2026-W47',
      member: 'x',
      text: 'x',
    };
    await database.db
      .insertInto('log.notes')
      .values({ ...row, at: new Date(at) })
      .execute();
    position = await store(both);
    const next = await store(mail('Next', 'Risk: behind the failure'));
    await readWith(parseMessage);
    expect(await readingOf(position)).toEqual({
      outcome: 'failed',
      kinds: ['command'],
      reason: expect.stringMatching(/^planning: duplicate key/),
    });
    expect(await risks()).toContain('the contract is not signed');
    expect(await readingOf(next)).toMatchObject({ outcome: 'recorded' });
  });

  it('is written when the message is tried again, and the others are not written twice', async () => {
    await database.db.deleteFrom('log.notes').where('position', '=', position).execute();
    const before = await risks();
    expect(await retry(database.db, position, new Date(at))).toBeNull();
    await readWith(parseMessage);
    expect(await readingOf(position)).toEqual({
      outcome: 'recorded',
      kinds: ['command', 'planning'],
      reason: null,
    });
    expect((await notesOf(database.db, 'reliability', '2026-W47')).map(({ text }) => text)).toEqual([
      'Pilot 2 signs on Wednesday.',
    ]);
    expect(await risks()).toEqual(before);
  });

  it('is in a rebuild as if it had never failed, and the retry adds nothing', async () => {
    const written = async () => ({
      notes: await notesOf(database.db, 'reliability', '2026-W47'),
      risk: (await risksOf(database.db, 'reliability', { state: 'open' })).find(
        (risk) => risk.position === position,
      ),
    });
    const before = await written();
    expect(before.risk?.text).toBe('the contract is not signed');
    await rebuild(database.db, newReader());
    expect(await written()).toEqual(before);
    expect(await readingOf(position)).toMatchObject({
      outcome: 'recorded',
      reason: 'recorded at its first proof',
    });
  });
});
