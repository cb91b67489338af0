import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import type { EmbeddedMail } from '../../../src/demo/mail/embedded-mail.ts';
import { dialogue } from '../../support/dialogue.ts';
import { ben, embeddedMail, eventually, message, password, service } from '../../support/mail.ts';

describe('the embedded mail', () => {
  let mail: EmbeddedMail;
  let client: ImapFlow | null = null;
  const dirs: string[] = [];
  const port = (url: string) => Number(new URL(url).port);

  const login = async (address = ben, pass = password) => {
    client = new ImapFlow({
      host: '127.0.0.1',
      port: port(mail.imapUrl(ben)),
      secure: false,
      auth: { user: address, pass },
      logger: false,
      disableAutoIdle: true,
    });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  const deliver = async (to: string | string[], from = 'ana@example.com') => {
    const transport = createTransport(mail.smtpUrl);
    try {
      return await transport.sendMail({ envelope: { from, to }, raw: 'Subject: hello\r\n\r\n.dot\r\n' });
    } finally {
      transport.close();
    }
  };
  const newest = (address: string) => {
    const entry = mail.mailbox(address).list().at(-1);
    return entry ? mail.mailbox(address).read(entry.uid).toString() : '';
  };

  afterEach(async () => {
    client?.close();
    client = null;
    await mail.stop();
    for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
  });

  it('puts trace fields on top of what it delivers, and leaves the rest', async () => {
    mail = await embeddedMail({ now: () => new Date('2026-11-20T09:12:00Z') });
    await deliver(ben);
    expect(newest(ben)).toMatch(
      /^Return-Path: <ana@example\.com>\r\nDelivered-To: ben@example\.com\r\nReceived: from \S+ \(\[127\.0\.0\.1\]\)\r\n\tby mail\.demo with ESMTP id \S+\r\n\tfor <ben@example\.com>; Fri, 20 Nov 2026 09:12:00 \+0000\r\nSubject: hello\r\n\r\n\.dot\r\n$/,
    );
    expect(mail.mailbox(ben).list()[0]?.internalDate).toEqual(new Date('2026-11-20T09:12:00Z'));
  });

  it('delivers what has a detail to the mailbox without it, and tells which it was', async () => {
    mail = await embeddedMail();
    await deliver(['Onrecord+r.abc@example.com', ben]);
    expect(newest(service)).toContain('Delivered-To: Onrecord+r.abc@example.com\r\n');
    expect(newest(ben)).toContain('Delivered-To: ben@example.com\r\n');
  });

  it('refuses details where it is told to have no plus-addressing, and unknown people always', async () => {
    mail = await embeddedMail({ plusAddressing: false });
    await expect(deliver('onrecord+r.abc@example.com')).rejects.toThrow(/550/);
    await expect(deliver('nobody@example.com')).rejects.toThrow(/550 .*nobody@example\.com/);
    await deliver(service, '');
    expect(newest(service)).toMatch(/^Return-Path: <>\r\n/);
  });

  it('serves a mail client: lists, fetches, searches, flags, moves, appends, expunges', async () => {
    mail = await embeddedMail();
    mail.mailbox(ben).append(message('one'), { internalDate: new Date('2026-01-02T03:04:05Z') });
    mail.mailbox(ben).append(message('two'));
    const imap = await login();
    expect((await imap.list()).map((one) => one.path).sort()).toEqual(['Archive', 'INBOX', 'Sent']);
    const box = await imap.mailboxOpen('INBOX');
    expect(box).toMatchObject({
      exists: 2,
      uidNext: 3,
      uidValidity: BigInt(mail.mailbox(ben).uidValidity()),
    });
    const one = await imap.fetchOne('1', { uid: true, source: true, internalDate: true }, { uid: true });
    expect(one).toMatchObject({
      source: mail.mailbox(ben).read(1),
      internalDate: new Date('2026-01-02T03:04:05Z'),
    });
    expect(await imap.search({ header: { subject: 'TWO' } }, { uid: true })).toEqual([2]);
    expect(await imap.search({ since: new Date('2026-02-01') }, { uid: true })).toEqual([2]);

    await imap.messageFlagsAdd('1', ['\\Seen', '\\Flagged'], { uid: true });
    expect(await imap.search({ seen: false }, { uid: true })).toEqual([2]);
    expect([...(mail.mailbox(ben).list()[0]?.flags ?? [])]).toEqual(['\\Seen', '\\Flagged']);

    expect(await imap.messageMove('1', 'Archive', { uid: true })).toMatchObject({
      uidMap: new Map([[1, 1]]),
    });
    expect(await imap.messageMove('2', 'Nowhere', { uid: true })).toBe(false);
    expect(await imap.status('Archive', { messages: true, uidNext: true })).toMatchObject({
      messages: 1,
      uidNext: 2,
    });

    expect(await imap.append('INBOX', message('three'), ['\\Draft'])).toMatchObject({ uid: 3 });
    await imap.messageDelete('2', { uid: true });
    expect(
      mail
        .mailbox(ben)
        .list()
        .map((entry) => entry.uid),
    ).toEqual([3]);
  });

  it('moves by copying where MOVE is missing, as clients do', async () => {
    mail = await embeddedMail({ without: ['MOVE', 'UIDPLUS', 'IDLE'] });
    mail.mailbox(ben).append(message('one'));
    const imap = await login();
    await imap.mailboxOpen('INBOX');
    await imap.messageMove('1', 'Archive', { uid: true });
    expect(mail.mailbox(ben).list()).toEqual([]);
    expect(await imap.status('Archive', { messages: true })).toMatchObject({ messages: 1 });
    const raw = await dialogue(port(mail.imapUrl(ben)));
    await raw.say('a IDLE\r\n', /^a BAD/);
    raw.cut();
  });

  it('tells an idle client of what arrives, is flagged and goes away', async () => {
    mail = await embeddedMail();
    const imap = await login();
    await imap.mailboxOpen('INBOX');
    const told: string[] = [];
    imap.on('exists', ({ count }) => told.push(`exists ${count}`));
    imap.on('flags', ({ uid, flags }) => told.push(`flags ${uid} ${[...flags]}`));
    imap.on('expunge', ({ seq }) => told.push(`expunge ${seq}`));
    imap.idle().catch(() => {});
    await eventually(() => imap.idling);
    const box = mail.mailbox(ben);
    box.append(message('one'));
    await eventually(() => told.length === 1);
    box.setFlags(1, ['\\Seen']);
    await eventually(() => told.length === 2);
    box.remove(1);
    await eventually(() => told.length === 3);
    expect(told).toEqual(['exists 1', 'flags 1 \\Seen', 'expunge 1']);
  });

  it('changes nothing for a client that only examines', async () => {
    mail = await embeddedMail();
    mail.mailbox(ben).append(message('one'));
    const raw = await dialogue(port(mail.imapUrl(ben)));
    await raw.say(`a LOGIN ${ben} {${Buffer.byteLength(password)}}\r\n`, /^\+/);
    await raw.say(`${password}\r\n`, /^a OK/);
    await raw.say('b EXAMINE inbox\r\n', /^b OK \[READ-ONLY\]/m);
    await raw.say('c UID STORE 1 +FLAGS (\\Seen)\r\n', /^c NO/m);
    await raw.say('d UID FETCH 1 BODY[]\r\n', /^d OK/m);
    await raw.say('e UID FETCH 7:* (UID)\r\n', /^\* 1 FETCH \(UID 1\)\r\ne OK/m);
    raw.cut();
    expect(mail.mailbox(ben).list()[0]?.flags.size).toBe(0);
  });

  it('keeps messages, flags, dates and UIDs over a restart, and gives no UID twice', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'mailboxes-'));
    dirs.push(dir);
    mail = await embeddedMail({ dir });
    const box = mail.mailbox(ben);
    const internalDate = new Date('2026-03-04T05:06:07.890Z');
    const first = message('one');
    box.append(first, { internalDate, flags: ['\\Seen', '\\Answered'] });
    box.append(message('two'));
    box.append(message('three'));
    box.remove(3);
    const before = { uidValidity: box.uidValidity(), entries: box.list() };
    await mail.stop();

    mail = await embeddedMail({ dir });
    const after = mail.mailbox(ben);
    expect({ uidValidity: after.uidValidity(), entries: after.list() }).toEqual(before);
    expect(after.read(1)).toEqual(first);
    expect(after.append(message('four'))).toBe(4);
    expect(readdirSync(join(dir, ben, 'INBOX'))).toContain('000001,1772600767890,AS.eml');

    after.renumber();
    await mail.stop();
    mail = await embeddedMail({ dir });
    expect(mail.mailbox(ben).uidValidity()).not.toBe(before.uidValidity);
    expect(
      mail
        .mailbox(ben)
        .list()
        .map((entry) => entry.uid),
    ).toEqual([1, 2, 3]);
    expect(mail.mailbox(ben).read(1)).toEqual(first);
  });

  it.each([
    ['an unknown command', 'a BOGUS\r\n', /^a BAD/],
    ['a command before login', 'a SELECT INBOX\r\n', /^a NO log in/],
    ['a wrong password', 'a LOGIN ben@example.com wrong\r\n', /^a NO \[AUTHENTICATIONFAILED\]/],
    ['an open parenthesis', 'a LOGIN (\r\n', /^a BAD/],
    ['an empty line', '\r\n', /BAD/],
    ['a literal of absurd length', 'a LOGIN {99999999999}\r\n', /BAD/],
    ['a literal of a gigabyte', 'a LOGIN {999999999}\r\n', /BYE/],
    ['a line without end', `a ${'x'.repeat(200_000)}\r\n`, /BYE/],
  ])('survives %s', async (_, octets, answer) => {
    mail = await embeddedMail();
    const raw = await dialogue(port(mail.imapUrl(ben)));
    await raw.say(octets, answer);
    raw.cut();
    await login();
  });

  it('says which port is taken', async () => {
    mail = await embeddedMail();
    await expect(embeddedMail({ imapPort: port(mail.imapUrl(ben)) })).rejects.toThrow(/EADDRINUSE/);
    await expect(embeddedMail({ smtpPort: port(mail.smtpUrl) })).rejects.toThrow(/EADDRINUSE/);
  });
});
