import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, transact } from '../../src/db/database.ts';
import type { OutboxTable } from '../../src/db/tables.ts';
import { claim } from '../../src/outbound/claim.ts';
import { sendWaiting } from '../../src/outbound/send.ts';
import { connectionOptions } from '../../src/outbound/smtp.ts';
import { append } from '../../src/store/append.ts';
import { freshDatabase } from '../support/database.ts';
import { at, ben, embeddedMail, service } from '../support/mail.ts';
import { type ScriptedServer, scriptedServer } from '../support/smtp-script.ts';

const start = at('2026-11-20T08:00:00Z');
const later = (hours: number) => start.add({ seconds: Math.round(hours * 3600) });
const date = (instant = start) => new Date(instant.epochMilliseconds);

describe('sending', () => {
  let database: Database;
  let server: ScriptedServer;
  const send = (now = start, connections = 1) =>
    sendWaiting(database.db, { url: server.url, mailAddress: service, connections }, now);
  const row = (key: string) =>
    database.db.selectFrom('mail.outbox').selectAll().where('key', '=', key).executeTakeFirstOrThrow();

  async function enqueue(
    facts: Partial<Pick<OutboxTable, 'kind' | 'bounce_token' | 'expires_at'>> = {},
    body = 'four lines?',
  ): Promise<string> {
    const key = `reliability/request/${randomUUID()}`;
    const raw = Buffer.from(`Message-ID: <${key}>\r\nSubject: hello\r\n\r\n${body}\r\n.\r\n..dots\r\n`);
    await transact(database.db, async (tx) => {
      const { position } = await append(tx, {
        raw,
        direction: 'out',
        source: 'outbound',
        receivedAt: date(),
        now: date(),
        arrival: {},
      });
      await tx
        .insertInto('mail.outbox')
        .values({
          key,
          team: 'reliability',
          kind: 'request',
          week: null,
          recipient: ben,
          position,
          message_id: key,
          answers: null,
          reply_token: null,
          bounce_token: null,
          created_at: date(),
          next_try_at: date(),
          expires_at: null,
          ...facts,
        })
        .execute();
    });
    return key;
  }

  beforeAll(async () => {
    database = await freshDatabase();
  });
  beforeEach(async () => {
    server = await scriptedServer();
    await database.db.deleteFrom('mail.outbox').execute();
  });
  afterEach(() => server.stop());
  afterAll(() => database.close());

  it('hands over the stored bytes, and notes what the server said', async () => {
    const key = await enqueue();
    expect(await send()).toEqual({ sent: 1, deferred: 0, failed: 0 });
    expect(await row(key)).toMatchObject({ state: 'sent', attempts: 1, last_answer: '250 2.0.0 taken' });
    expect(server.messages[0]?.data.toString()).toBe(
      // Lines that begin with a dot have one more on the wire (RFC 5321 4.5.2).
      `Message-ID: <${key}>\r\nSubject: hello\r\n\r\nfour lines?\r\n..\r\n...dots\r\n`,
    );
    expect(await send(later(1))).toEqual({ sent: 0, deferred: 0, failed: 0 });
  });

  it('sends from the bounce address, and answers with a null return path', async () => {
    await enqueue({ bounce_token: 'a2b' });
    await enqueue({ kind: 'receipt', bounce_token: 'c3d' });
    await enqueue();
    await send();
    expect(server.messages.map((one) => one.from).sort()).toEqual([
      '',
      'onrecord+b.a2b@example.com',
      'onrecord@example.com',
    ]);
    expect(server.messages.every((one) => one.to === ben)).toBe(true);
  });

  it('tries again later after a 4yz, with growing pauses, and gives up after five days', async () => {
    const key = await enqueue();
    server.script.push('RCPT 450 4.2.0 greylisted', '452 4.3.1 disk full');
    expect(await send()).toEqual({ sent: 0, deferred: 1, failed: 0 });
    expect(await row(key)).toMatchObject({ state: 'deferred', last_answer: '450 4.2.0 greylisted' });
    expect(await send(later(0.01))).toEqual({ sent: 0, deferred: 0, failed: 0 });
    expect(await send(later(0.02))).toEqual({ sent: 0, deferred: 1, failed: 0 });
    const { next_try_at } = await row(key);
    expect(next_try_at.getTime() - date(later(0.02)).getTime()).toBeGreaterThanOrEqual(120_000);

    server.script.push('451 4.3.0 still not');
    expect(await send(later(5 * 24))).toEqual({ sent: 0, deferred: 0, failed: 1 });
    expect((await row(key)).last_answer).toBe('given up after five days: 451 4.3.0 still not');
  });

  it('fails after a 5yz with the words of the server, and goes on with the next', async () => {
    const gone = await enqueue();
    const fine = await enqueue();
    server.script.push('RCPT 550 5.1.1 nobody here');
    expect(await send()).toEqual({ sent: 1, deferred: 0, failed: 1 });
    const states = [await row(gone), await row(fine)];
    expect(states.map((one) => one.state).sort()).toEqual(['failed', 'sent']);
    expect(states.find((one) => one.state === 'failed')?.last_answer).toBe('550 5.1.1 nobody here');
  });

  it('sends once more, and no more than once, where the connection broke after the whole message', async () => {
    const key = await enqueue();
    server.script.push('cut-after');
    expect(await send()).toEqual({ sent: 0, deferred: 1, failed: 0 });
    expect((await row(key)).state).toBe('uncertain');
    server.script.push('cut-after');
    expect(await send(later(1))).toEqual({ sent: 0, deferred: 0, failed: 1 });
    expect(await row(key)).toMatchObject({ state: 'failed' });
    expect((await row(key)).last_answer).toMatch(/may have arrived/);
    await send(later(48));
    expect(server.messages).toHaveLength(2);
    expect(server.messages[0]?.data).toEqual(server.messages[1]?.data);
  });

  it('is certain that a message has not arrived whose end was never sent', async () => {
    const key = await enqueue({}, 'long line\r\n'.repeat(800_000));
    server.script.push('cut-inside');
    expect(await send()).toEqual({ sent: 0, deferred: 1, failed: 0 });
    expect((await row(key)).state).toBe('deferred');
  });

  it('opens a new connection where the server ended the old one between two messages', async () => {
    await enqueue();
    await enqueue();
    await enqueue();
    server.script.push('close', 'close', 'close');
    expect(await send()).toEqual({ sent: 3, deferred: 0, failed: 0 });
  });

  it('leaves mail waiting where nobody answers, says so, and sends it when somebody does', async () => {
    const key = await enqueue();
    const { url } = server;
    await server.stop();
    expect(await send()).toEqual({
      sent: 0,
      deferred: 1,
      failed: 0,
      unreachable: expect.stringMatching(new RegExp(`cannot reach ${url.host}.*SMTP_URL`)),
    });
    expect(await row(key)).toMatchObject({ state: 'deferred' });
    expect((await row(key)).last_answer).toMatch(new RegExp(`cannot reach ${url.host}.*ECONNREFUSED`));
    server = await scriptedServer();
    expect(await send(later(0.1))).toEqual({ sent: 1, deferred: 0, failed: 0 });
  });

  it('does not send what has expired', async () => {
    const key = await enqueue({ expires_at: date(later(1)) });
    expect(await send(later(1))).toEqual({ sent: 0, deferred: 0, failed: 1 });
    expect(await row(key)).toMatchObject({ state: 'failed', last_answer: 'expired before it could be sent' });
    expect(server.messages).toEqual([]);
  });

  it('never gives one mail to two senders', async () => {
    const keys = await Promise.all(Array.from({ length: 60 }, () => enqueue()));
    const results = await Promise.all([send(start, 3), send(start, 3), send(start, 3)]);
    expect(results.reduce((sum, one) => sum + one.sent, 0)).toBe(60);
    expect(server.messages).toHaveLength(keys.length);
  });

  it('sends all there is in one call, each once, whatever the number of connections', async () => {
    for (const connections of [1, 3]) {
      server.messages.length = 0;
      for (let n = 0; n < 31; n += 1) await enqueue();
      expect(await send(start, connections)).toEqual({ sent: 31, deferred: 0, failed: 0 });
      expect(new Set(server.messages.map((one) => one.data.toString())).size).toBe(31);
      expect(server.messages).toHaveLength(31);
    }
  });

  it('gives back what it claimed ahead and did not send, as if it had never had it', async () => {
    const keys: string[] = [];
    for (let n = 0; n < 12; n += 1) keys.push(await enqueue());
    server.script.push('accept', 'accept', 'RCPT 530 5.7.0 log in first');
    const { sent, deferred } = await send();
    expect({ sent, deferred }).toEqual({ sent: 2, deferred: 1 });
    const rows = await Promise.all(keys.map(row));
    const untouched = rows.filter((one) => one.state === 'waiting');
    expect(untouched).toHaveLength(9);
    expect(untouched.every((one) => one.attempts === 0 && one.claimed_until === null)).toBe(true);
  });

  it('takes over what a sender that died had claimed, once its lease is over, and but once', async () => {
    const key = await enqueue();
    await claim(database.db, 10, date());
    expect(await send(later(0.02))).toEqual({ sent: 0, deferred: 0, failed: 0 });
    expect((await row(key)).state).toBe('claimed');

    await claim(database.db, 10, date(later(0.04)));
    expect((await row(key)).state).toBe('uncertain');
    expect(await send(later(0.08))).toEqual({ sent: 0, deferred: 0, failed: 1 });
    expect((await row(key)).last_answer).toMatch(/may have arrived/);
  });

  it('says what to do about a server off this machine that does not encrypt, and hands it nothing', async () => {
    const mail = await embeddedMail();
    const key = await enqueue();
    // An address that is none of loopback's names, and leads there all the same.
    const url = new URL(mail.smtpUrl.replace('127.0.0.1', '[::ffff:127.0.0.1]'));
    const { unreachable } = await sendWaiting(database.db, { url, mailAddress: service }, start);
    expect(unreachable).toMatch(/does not encrypt.*SMTP_URL.*smtps:/);
    expect(await row(key)).toMatchObject({ state: 'deferred' });
    expect(mail.mailbox(ben).list()).toEqual([]);
    await mail.stop();
  });

  it('asks for TLS off this machine, and for none on it', () => {
    const options = (url: string) => connectionOptions(new URL(url));
    expect(options('smtp://mail.example.com')).toMatchObject({ port: 587, secure: false, requireTLS: true });
    expect(options('smtps://mail.example.com')).toMatchObject({ port: 465, secure: true });
    expect(options('smtp://127.0.0.1.example.com:25')).toMatchObject({ requireTLS: true, ignoreTLS: false });
    expect(options('smtp://[::1]:2525')).toMatchObject({ host: '::1', port: 2525, requireTLS: false });
  });

  it('reaches a mailbox', async () => {
    const mail = await embeddedMail();
    await enqueue({ bounce_token: 'x' });
    await sendWaiting(database.db, { url: new URL(mail.smtpUrl), mailAddress: service }, start);
    const [entry] = mail.mailbox(ben).list();
    expect(
      mail
        .mailbox(ben)
        .read(entry?.uid ?? 0)
        .toString(),
    ).toMatch(
      /^Return-Path: <onrecord\+b\.x@example\.com>\r\nDelivered-To: ben@example\.com\r\n.*\r\n\r\nfour lines\?\r\n\.\r\n\.\.dots\r\n$/s,
    );
    await mail.stop();
  });
});
