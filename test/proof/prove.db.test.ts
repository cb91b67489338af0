import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Tx } from '../../src/db/database.ts';
import type { Arrival, Grade } from '../../src/db/tables.ts';
import { updatesOf } from '../../src/kinds/updates/queries.ts';
import { loadTemplates } from '../../src/outbound/render.ts';
import { messageList, messagesById } from '../../src/reading/queries.ts';
import { readBytes } from '../../src/store/read.ts';
import { begin } from '../reading/before.ts';
import { freshDatabase } from '../support/database.ts';
import { fixture } from '../support/fixtures.ts';
import { apply, arrive, readAll, trusted, undone, verified } from '../support/stages.ts';

/** Mei's reply to the request of week 47, to its reply address. */
const reply = fixture('updates/one-answer-alone').raw.toString();
const token = /\+r\.[a-z2-7]{26}/.exec(reply)?.[0] ?? '';
const key = 'reliability/request/2026-W47/mei@example.com';
const at = '2026-11-20T09:00:00Z';

describe('the proof of who sent a message', () => {
  let database: Database;
  const templates = loadTemplates();
  beforeAll(async () => {
    database = await freshDatabase();
    await begin(database.db, await templates);
  });
  afterAll(() => database.close());

  const story = async (tell: (tx: Tx) => Promise<void>): Promise<void> => {
    await undone(database.db, async (tx) => {
      await tell(tx);
      return 'told';
    });
  };
  const proofOf = (tx: Tx, position: number) =>
    tx
      .selectFrom('mail.proofs')
      .select(['grade', 'author', 'evidence'])
      .where('position', '=', position)
      .executeTakeFirstOrThrow();
  const prove = async (
    tx: Tx,
    raw: string,
    { policy = verified, when = at, arrival = {} as Arrival } = {},
  ) => {
    const position = await arrive(tx, Buffer.from(raw), when, arrival);
    await readAll(tx, { policy });
    return proofOf(tx, position);
  };
  const toLog = reply.replace(token, '+reliability');

  it('is the reply address that only its recipient knows', () =>
    story(async (tx) => {
      expect(await prove(tx, reply)).toEqual({
        grade: 'token',
        author: 'mei@example.com',
        evidence: {
          why: 'it came to a reply address that only its recipient knows',
          token: { key, team: 'reliability', recipient: 'mei@example.com' },
        },
      });
    }));

  const elsewhere: [string, string, Arrival, Grade][] = [
    ['in Cc', toLog.replace('Subject:', `Cc: onrecord${token}@example.com\r\nSubject:`), {}, 'token'],
    ['in capitals', reply.replace(`onrecord${token}@`, `ONRECORD${token.toUpperCase()}@`), {}, 'token'],
    ['in the envelope', toLog, { rcptTo: [`onrecord${token}@example.com`] }, 'token'],
    [
      'in Delivered-To, as our own server writes it',
      `Delivered-To: onrecord${token}@example.com\r\nReceived: from a by b; Fri, 20 Nov 2026 10:00:00 +0100\r\n${toLog}`,
      {},
      'token',
    ],
    [
      'in a Delivered-To that came with the message',
      `Received: from a by b; Fri, 20 Nov 2026 10:00:00 +0100\r\nDelivered-To: onrecord${token}@example.com\r\n${toLog}`,
      {},
      'none',
    ],
    ['in the text alone', `${toLog}\r\nonrecord${token}@example.com\r\n`, {}, 'none'],
    ['at another domain', reply.replace(`${token}@example.com`, `${token}@example.org`), {}, 'none'],
    ['of another mailbox', reply.replace(`onrecord${token}@`, `offrecord${token}@`), {}, 'none'],
    ['that we never gave out', reply.replace(token, `+r.${'a'.repeat(26)}`), {}, 'none'],
  ];
  it.each(elsewhere)('by a reply address %s', (_, raw, arrival, grade) =>
    story(async (tx) => {
      expect(await prove(tx, raw, { arrival })).toMatchObject({ grade, author: 'mei@example.com' });
    }),
  );

  it('ends ninety days after the mail with the reply address was written', () =>
    story(async (tx) => {
      // It went out on 20 November at 08:00 UTC.
      expect(await prove(tx, reply, { when: '2027-02-18T08:00:00Z' })).toMatchObject({ grade: 'token' });
      expect(await prove(tx, `${reply}\r\n`, { when: '2027-02-18T08:00:01Z' })).toMatchObject({
        grade: 'none',
      });
    }));

  it('is From alone where the network is trusted, and the reply address says what is answered', () =>
    story(async (tx) => {
      const borrowed = reply
        .replaceAll('mei@example.com', 'kofi@example.com')
        .replace('Mei Tanaka', 'Kofi Mensah');
      expect(await prove(tx, borrowed, { policy: trusted })).toMatchObject({
        grade: 'trusted-network',
        author: 'kofi@example.com',
        evidence: { token: { key, recipient: 'mei@example.com' } },
      });
      // What Kofi answers with Mei's address is Kofi's.
      const updates = await updatesOf(tx, 'reliability', { week: '2026-W47' });
      expect(updates.map(({ member, answers }) => [member, answers.changed])).toEqual([
        ['kofi@example.com', 'The night number works'],
      ]);
    }));

  it('needs no reply address where the network is trusted', () =>
    story(async (tx) => {
      expect(await prove(tx, toLog, { policy: trusted })).toEqual({
        grade: 'trusted-network',
        author: 'mei@example.com',
        evidence: { why: 'From is believed: SENDER_POLICY is trusted-network' },
      });
    }));

  it('is the local command for a plan, and nobody of whoever mails the same', () =>
    story(async (tx) => {
      const position = await apply(tx, 'team: other', at, 'other');
      const raw = await readBytes(tx, position);
      await readAll(tx);
      expect(await proofOf(tx, position)).toMatchObject({ grade: 'local', author: null });
      expect(await prove(tx, `${raw?.toString()}\r\n`)).toMatchObject({
        grade: 'none',
        author: 'onrecord@example.com',
      });
    }));

  it('is made in the order in which messages were stored, without gaps', () =>
    story(async (tx) => {
      for (const name of ['a', 'b', 'c']) await arrive(tx, Buffer.from(`${reply}${name}\r\n`), at);
      await readAll(tx);
      const rows = await tx
        .selectFrom('mail.proofs')
        .select(['ordinal', 'position'])
        .orderBy('ordinal')
        .execute();
      expect(rows.map(({ ordinal }) => ordinal)).toEqual(rows.map((_, index) => index + 1));
      const positions = rows.map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    }));

  it('lists what it cannot prove, with why, and keeps it whole', () =>
    story(async (tx) => {
      const stranger = fixture('unrecognised/from-a-stranger');
      const position = await arrive(tx, stranger.raw, stranger.at);
      await readAll(tx);
      const [listed] = await messageList(tx, 'reliability', { state: 'held' });
      expect(listed).toMatchObject({
        position,
        fromAddress: 'dana@elsewhere.example',
        subject: 'Partnership',
        proof: 'none',
        reason: expect.stringContaining('nothing shows that From is right'),
      });
      expect((await readBytes(tx, position))?.equals(stranger.raw)).toBe(true);
    }));

  it('is asked of each of two messages that claim one Message-ID: neither hides the other', () =>
    story(async (tx) => {
      const forged = toLog.replace('The night number works', 'Everything is fine');
      await prove(tx, forged);
      await prove(tx, reply);
      const [, id = ''] = /^Message-ID: <(.*)>/m.exec(reply) ?? [];
      const both = await messagesById(tx, 'reliability', id);
      expect(both.map(({ outcome, proof }) => [outcome, proof])).toEqual([
        ['held', 'none'],
        ['recorded', 'token'],
      ]);
      const [update] = await updatesOf(tx, 'reliability', { week: '2026-W47' });
      expect(update?.answers.changed).toBe('The night number works');
    }));
});
