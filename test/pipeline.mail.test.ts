import { createTransport } from 'nodemailer';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../src/config.ts';
import { type Database, transact } from '../src/db/database.ts';
import type { EmbeddedMail } from '../src/demo/mail/embedded-mail.ts';
import { readMailboxOnce } from '../src/inbound/imap.ts';
import { updatesOf } from '../src/kinds/updates/queries.ts';
import { parseHeaders } from '../src/message/headers.ts';
import { sendByHand } from '../src/outbound/enqueue-due.ts';
import { loadTemplates, type Templates } from '../src/outbound/render.ts';
import { createPipeline, drain, mailSettings } from '../src/pipeline.ts';
import { freshDatabase } from './support/database.ts';
import { at, ben, embeddedMail, service, silent } from './support/mail.ts';
import { apply, newReader } from './support/stages.ts';
import { team } from './support/team.ts';

// From the request to the record, over a provider that has nothing but what it must have: no plus-addressing, no extension of IMAP.

const now = at('2026-11-13T10:00:00Z');

describe('without plus-addressing', () => {
  let templates: Templates;
  let database: Database;
  let mail: EmbeddedMail;

  beforeAll(async () => {
    templates = await loadTemplates();
  });
  beforeEach(async () => {
    database = await freshDatabase();
    mail = await embeddedMail({
      plusAddressing: false,
      without: ['IDLE', 'MOVE', 'UIDPLUS', 'ID', 'NAMESPACE'],
      now: () => new Date(now.epochMilliseconds),
    });
  });
  afterEach(async () => {
    await mail.stop();
    await database.close();
  });

  const settings = (more: Record<string, string> = {}) =>
    readConfig({
      MAIL_ADDRESS: service,
      SECRET: 'thirty-two bytes that nobody else has',
      PLUS_ADDRESSING: 'off',
      SMTP_URL: mail.smtpUrl,
      IMAP_URL: mail.imapUrl(service),
      ...more,
    });

  /** The plan and the request to Ben; the request as it lies in his mailbox. */
  async function asked(config: Config): Promise<Buffer> {
    const { db } = database;
    await transact(db, (tx) => apply(tx, team, '2026-11-12T10:00:00Z'));
    const pipeline = createPipeline({ db, config, reader: newReader(), templates });
    await pipeline.readAll(now);
    await sendByHand(db, {
      team: 'reliability',
      kind: 'request',
      week: '2026-W46',
      to: ben,
      dryRun: false,
      now,
      templates,
      settings: mailSettings(config),
    });
    await pipeline.send(now);
    const [request] = mail.mailbox(ben).list();
    return mail.mailbox(ben).read(request?.uid ?? 0);
  }

  /** A client that knows no more of threads than In-Reply-To. */
  async function reply(request: Buffer): Promise<void> {
    const { headers, messageId } = parseHeaders(request);
    const replyTo = headers.find(({ name }) => name === 'reply-to')?.value ?? '';
    const to = /<([^>]+)>/.exec(replyTo)?.[1] ?? replyTo.trim();
    const lines = [
      `From: ${ben}`,
      `To: ${to}`,
      'Subject: my four lines',
      'Message-ID: <reply@example.com>',
      `In-Reply-To: <${messageId}>`,
      '',
      '1. Data Integrity',
      '2. Retries are down 40 %',
      '3. none',
      '4. Backfill',
      '',
    ];
    const transport = createTransport({ url: mail.smtpUrl, ignoreTLS: true });
    await transport.sendMail({ envelope: { from: ben, to }, raw: lines.join('\r\n') });
    transport.close();
  }

  async function pass(config: Config): Promise<void> {
    const { db } = database;
    if (config.IMAP_URL) await readMailboxOnce({ db, url: config.IMAP_URL, now: () => now, log: silent });
    await drain(createPipeline({ db, config, reader: newReader(), templates }), () => now);
  }

  it('no address of ours in a mail has a plus, and none in its envelope', async () => {
    const request = (await asked(settings())).toString('latin1');
    expect(request).toMatch(/^Return-Path: <onrecord@example\.com>/m);
    expect(request).toMatch(/^Reply-To: .*<onrecord@example\.com>/m);
    expect(request).not.toMatch(/onrecord\+/);
  });

  it('a plain reply with In-Reply-To alone is filed, and receipted in its thread', async () => {
    const config = settings({ SENDER_POLICY: 'trusted-network' });
    await reply(await asked(config));
    await pass(config);
    const [update, ...others] = await updatesOf(database.db, 'reliability');
    expect(others).toEqual([]);
    expect(update).toMatchObject({
      week: '2026-W46',
      member: ben,
      answers: { goal: 'Data Integrity', changed: 'Retries are down 40 %', risk: 'none', next: 'Backfill' },
    });
    const texts = mail
      .mailbox(ben)
      .list()
      .map(({ uid }) => mail.mailbox(ben).read(uid).toString());
    const receipts = texts.filter((text) => text.includes('X-Onrecord-Kind: receipt'));
    expect(receipts).toHaveLength(1);
    expect(receipts[0]).toMatch(/^In-Reply-To: <reply@example\.com>/m);
  });

  it('it is kept, and held with the reason, where From alone is not believed', async () => {
    const config = settings();
    await reply(await asked(config));
    await pass(config);
    expect(await updatesOf(database.db, 'reliability')).toEqual([]);
    const held = await database.db
      .selectFrom('log.readings')
      .select(['outcome', 'reason'])
      .where('outcome', '=', 'held')
      .execute();
    expect(held).toEqual([
      { outcome: 'held', reason: expect.stringMatching(/nothing shows that From is right/) },
    ]);
  });
});
