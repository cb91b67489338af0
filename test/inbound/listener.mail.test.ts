import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Db } from '../../src/db/database.ts';
import { type Listener, type ListenerOptions, startListener } from '../../src/inbound/listener.ts';
import { readBytes } from '../../src/store/read.ts';
import { freshDatabase } from '../support/database.ts';
import { type Dialogue, dialogue } from '../support/dialogue.ts';
import { at, eventually, service, silent } from '../support/mail.ts';

const now = at('2026-11-20T09:12:00Z');

describe('the listener', () => {
  let database: Database;
  let listener: Listener;
  let client: Dialogue;
  const start = async (options: Partial<ListenerOptions> = {}): Promise<Dialogue> => {
    listener = await startListener({
      db: database.db,
      protocol: 'smtp',
      host: '127.0.0.1',
      port: 0,
      mailAddress: service,
      logAddresses: async () => ['log@team.example'],
      now: () => now,
      log: silent,
      hostname: 'onrecord.example.com',
      ...options,
    });
    client = await dialogue(listener.port);
    return client;
  };
  const all = () => database.db.selectFrom('mail.messages').selectAll().orderBy('position').execute();
  const last = async () => {
    const found = (await all()).at(-1);
    if (!found) throw new Error('nothing is stored');
    return { ...found, raw: (await readBytes(database.db, found.position)) ?? Buffer.alloc(0) };
  };
  const envelope = async (client: Dialogue, ...recipients: string[]) => {
    await client.say('EHLO mail.sender.example\r\n', /^250 /m);
    await client.say('MAIL FROM:<ana@sender.example>\r\n', /^250/);
    for (const one of recipients) await client.say(`RCPT TO:<${one}>\r\n`, /^250/);
    await client.say('DATA\r\n', /^354/);
  };

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterEach(async () => {
    client.cut();
    await listener.stop();
  });
  afterAll(() => database.close());

  it('stores what came in DATA to the octet, under its trace fields, and then says yes', async () => {
    let stored = 0;
    const client = await start({ onStored: () => (stored += 1) });
    await envelope(client, 'onrecord+r.abc@example.com');
    const data = 'Subject: odd\r\n\r\nbare\nLF, bare\rCR, NUL \0, high \xff\r\n';
    const said = await client.say(Buffer.from(`${data}.\r\n`, 'latin1'), /^\d/);
    const { raw, ...facts } = await last();

    expect(said).toBe(`250 2.0.0 stored as ${facts.position}\r\n`);
    expect(stored).toBe(1);
    const text = raw.toString('latin1');
    expect(text.endsWith(`+0000\r\n${data}`)).toBe(true);
    expect(text).toMatch(
      /^Return-Path: <ana@sender\.example>\r\nReceived: from mail\.sender\.example \(\[127\.0\.0\.1\]\)\r\n\tby onrecord\.example\.com with ESMTP id \S+\r\n\tfor <onrecord\+r\.abc@example\.com>;\r\n\tFri, 20 Nov 2026 09:12:00 \+0000\r\nSubject/,
    );
    expect(facts).toMatchObject({
      direction: 'in',
      source: 'smtp',
      received_at: new Date(now.epochMilliseconds),
      sha256: createHash('sha256').update(raw).digest(),
    });
    expect(facts.arrival).toEqual({
      mailFrom: 'ana@sender.example',
      rcptTo: ['onrecord+r.abc@example.com'],
      client: { address: '127.0.0.1', hello: 'mail.sender.example' },
    });
  });

  it('takes mail for the service and for log addresses, and for nobody else', async () => {
    const client = await start();
    await client.say('EHLO x\r\n', /^250 /m);
    await client.say('MAIL FROM:<>\r\n', /^250/);
    await client.say('RCPT TO:<ben@example.com>\r\n', /^550 5\.1\.1/);
    await client.say('RCPT TO:<log@team.example>\r\n', /^250/);
    await client.say('DATA\r\n', /^354/);
    await client.say('Subject: bounce\r\n\r\nx\r\n.\r\n', /^250/);
    expect((await last()).arrival).toMatchObject({ mailFrom: '', rcptTo: ['log@team.example'] });
    expect((await last()).raw.toString()).toMatch(/^Return-Path: <>\r\n/);
  });

  it('asks to try later, and stores nothing, where the database fails within DATA', async () => {
    const broken: Db = database.db.withPlugin({
      transformQuery: () => {
        throw new Error('could not extend file: No space left on device');
      },
      transformResult: async ({ result }) => result,
    });
    const before = (await all()).length;
    const client = await start({ db: broken });
    await envelope(client, service);
    expect(await client.say('Subject: lost?\r\n\r\nx\r\n.\r\n', /^\d/)).toMatch(/^451 4\.3\.0/);
    expect(await all()).toHaveLength(before);
  });

  it('asks to try later where it cannot tell whether a recipient is a log address', async () => {
    const client = await start({ logAddresses: () => Promise.reject(new Error('database down')) });
    await client.say('EHLO x\r\n', /^250 /m);
    await client.say('MAIL FROM:<a@b.example>\r\n', /^250/);
    await client.say('RCPT TO:<log@team.example>\r\n', /^451/);
  });

  it('replies once for each recipient by LMTP, even where one is named twice', async () => {
    const client = await start({ protocol: 'lmtp' });
    await client.say('LHLO local\r\n', /^250 /m);
    await client.say('MAIL FROM:<a@b.example>\r\n', /^250/);
    for (const one of [service, 'log@team.example', service])
      await client.say(`RCPT TO:<${one}>\r\n`, /^250/);
    await client.say('RCPT TO:<nobody@example.com>\r\n', /^550/);
    await client.say('DATA\r\n', /^354/);
    const said = await client.say('Subject: lmtp\r\n\r\nx\r\n.\r\nNOOP\r\n', /(250.*\r\n){4}/);
    expect(said.match(/^250 2\.0\.0 stored/gm)).toHaveLength(3);
    expect(await last()).toMatchObject({ source: 'lmtp' });
  });

  it('ends a message at CRLF.CRLF alone, so that nothing is smuggled behind it', async () => {
    for (const end of ['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r', '\r.\r\n', '\r\n\0.\r\n']) {
      const before = (await all()).length;
      const client = await start();
      await envelope(client, service);
      const smuggled = `MAIL FROM:<forged@example.com>\r\nRCPT TO:<${service}>\r\nDATA\r\nforged`;
      await client.say(`Subject: ${JSON.stringify(end)}\r\n\r\nx${end}${smuggled}\r\n.\r\n`, /^250/);
      expect(await all()).toHaveLength(before + 1);
      expect((await last()).raw.toString('latin1')).toContain(`x${end}MAIL FROM:<forged@`);
      client.cut();
      await listener.stop();
    }
  });

  it('stores nothing of a message whose sender hung up before its end', async () => {
    const before = (await all()).length;
    const client = await start();
    await envelope(client, service);
    client.write('Subject: half\r\n\r\nhalf a mess');
    client.cut();
    await eventually(() => client.closed());
    await listener.stop();
    expect(await all()).toHaveLength(before);
  });

  it('refuses more than 30 MB with 552, announced or not, even as one line, and goes on', async () => {
    const before = (await all()).length;
    const client = await start();
    expect(await client.say('EHLO x\r\n', /^250 /m)).toMatch(/^250-SIZE 31457280/m);
    await client.say('MAIL FROM:<a@b.example> SIZE=31457281\r\n', /^552/);
    await client.say('MAIL FROM:<a@b.example>\r\n', /^250/);
    await client.say(`RCPT TO:<${service}>\r\n`, /^250/);
    await client.say('DATA\r\n', /^354/);
    client.write(Buffer.alloc(31 * 1024 * 1024, 'x'));
    await client.say('\r\n.\r\n', /^552 5\.3\.4/);
    await client.say('NOOP\r\n', /^250/);
    expect(await all()).toHaveLength(before);
  });

  it('ends a conversation whose command line has no end', async () => {
    const client = await start();
    client.write('x'.repeat(100_000));
    await eventually(() => client.closed());
  });

  it('believes XCLIENT from this machine, and lets no client write into the trace fields', async () => {
    const client = await start();
    await client.say('EHLO proxy\r\n', /^250[ -]XCLIENT.*\r\n$/m);
    await client.say('XCLIENT ADDR=192.0.2.7 NAME=mail.far.example\r\n', /^220/);
    await client.say('EHLO a(b)\\c\r\n', /^250 /m);
    await client.say('MAIL FROM:<ana@sender.example>\r\n', /^250/);
    await client.say(`RCPT TO:<${service}>\r\n`, /^250/);
    await client.say('DATA\r\n', /^354/);
    await client.say('Subject: x\r\n\r\nx\r\n.\r\n', /^250/);
    const { arrival, raw } = await last();
    expect(arrival.client).toMatchObject({ address: '192.0.2.7', name: 'mail.far.example' });
    expect(raw.toString()).toMatch(/^Received: from abc \(mail\.far\.example \[192\.0\.2\.7\]\)\r$/m);
  });

  it('offers neither login nor encryption', async () => {
    const client = await start();
    expect(await client.say('EHLO x\r\n', /^250 /m)).not.toMatch(/AUTH|STARTTLS/);
    await client.say('AUTH PLAIN AGEAYg==\r\n', /^50[02]/);
  });

  it('says what to do where the port is in use', async () => {
    await start();
    const options = {
      db: database.db,
      mailAddress: service,
      logAddresses: async () => [],
      now: () => now,
      log: silent,
    };
    await expect(
      startListener({ ...options, protocol: 'lmtp', host: '127.0.0.1', port: listener.port }),
    ).rejects.toThrow(/port is in use.*LMTP_LISTEN/);
  });
});
