import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { parseHeaders } from '../../src/message/headers.ts';
import { parseMessage } from '../../src/message/parse.ts';
import type { Content, Due, MailKind } from '../../src/outbound/draft.ts';
import { type Addressing, compose } from '../../src/outbound/mime.ts';
import { settings } from '../support/stages.ts';

const now = Temporal.Instant.from('2026-11-20T12:00:00Z');

function due(kind: MailKind, more: Partial<Due> = {}): Due {
  const week = more.week === undefined ? '2026-W47' : more.week;
  const key = ['reliability', kind, ...(week === null ? [] : [week]), 'ben@example.com'].join('/');
  return {
    key,
    kind,
    team: 'reliability',
    week,
    recipient: 'ben@example.com',
    at: now,
    expires: null,
    answers: null,
    ...more,
  };
}

const content: Content = { subject: 'Four lines?', text: 'words\n', html: '<p>words</p>' };
const addressing: Addressing = {
  teamName: 'Product Reliability',
  recipient: { name: 'Ben Carvalho', address: 'ben@example.com' },
  now: new Date(now.epochMilliseconds),
  answers: null,
};
const answering: Addressing = {
  ...addressing,
  answers: { messageId: 'his@mail.example.com', references: ['root@example.com', 'request@example.com'] },
};

async function mailOf(one: Due, to: Addressing = addressing, what: Content = content) {
  const composed = await compose(one, what, to, settings);
  const { headers } = await parseMessage(composed.raw);
  const header = (name: string) => {
    const found = headers.filter((field) => field.name === name);
    return found.length > 1 ? found.map(({ value }) => value) : (found[0]?.value.trim() ?? null);
  };
  return { ...composed, header, parsed: parseHeaders(composed.raw) };
}

describe('a mail of ours', () => {
  it('goes to one person, from the team, and answers come back to an address of its own', async () => {
    const { header } = await mailOf(due('request'));
    expect(header('from')).toBe('Product Reliability <onrecord@example.com>');
    expect(header('to')).toBe('Ben Carvalho <ben@example.com>');
    expect([header('cc'), header('bcc')]).toEqual([null, null]);
    expect(header('reply-to')).toMatch(/^Product Reliability\s+<onrecord\+r\.[a-z2-7]{26}@example\.com>$/);
  });

  it('says that a machine sent it, what it is, and that no machine need answer', async () => {
    const request = await mailOf(due('request'));
    expect(request.header('auto-submitted')).toBe('auto-generated');
    expect(request.header('x-onrecord-kind')).toBe('request');
    expect(request.header('x-auto-response-suppress')).toBe('DR, RN, NRN, AutoReply');
    expect(request.header('archived-at')).toBe(
      `<http://localhost:3000/m/${encodeURIComponent(request.messageId)}>`,
    );
    expect((await mailOf(due('receipt'), answering)).header('auto-submitted')).toBe('auto-replied');
  });

  it('can be unsubscribed from where it is sent to many, and is no list mail where it is an answer', async () => {
    for (const kind of ['welcome', 'planning', 'request', 'reminder', 'review'] as const) {
      const { header } = await mailOf(due(kind));
      expect(header('list-id')).toBe('<reliability.onrecord.example.com>');
      expect(header('list-unsubscribe')).toMatch(
        /^<http:\/\/localhost:3000\/unsubscribe\/[a-z2-7]{26}>,\s+<mailto:onrecord\+r\.[a-z2-7]{26}@example\.com\?subject=unsubscribe>$/,
      );
      expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    }
    for (const kind of ['receipt', 'notice', 'help'] as const) {
      const { header } = await mailOf(due(kind), answering);
      expect(header('list-id')).toBeNull();
      expect(header('list-unsubscribe')).toBeNull();
    }
  });

  it('refers to one root a week, whatever it is and to whom, and to another in another week', async () => {
    const root = async (one: Due) => (await mailOf(one)).parsed.references[0];
    const ours = await root(due('planning'));
    expect(ours).toMatch(/^[a-z2-7]{26}@example\.com$/);
    expect(await root(due('request'))).toBe(ours);
    expect(await root(due('reminder'))).toBe(ours);
    expect(await root(due('review', { recipient: 'ana@example.com' }))).toBe(ours);
    expect(await root(due('request', { week: '2026-W48' }))).not.toBe(ours);
    expect(await root(due('request', { team: 'pilots' }))).not.toBe(ours);
    expect(await root(due('welcome', { week: null }))).not.toBe(ours);
  });

  it('lands below what it answers: a reminder below its request, a receipt below the reply', async () => {
    const request = await mailOf(due('request'));
    const reminder = await mailOf(due('reminder'));
    expect(reminder.parsed.inReplyTo).toEqual([request.messageId]);
    expect(reminder.parsed.references).toEqual([...request.parsed.references, request.messageId]);
    const receipt = await mailOf(due('receipt'), answering);
    expect(receipt.parsed.inReplyTo).toEqual(['his@mail.example.com']);
    expect(receipt.parsed.references).toEqual([
      'root@example.com',
      'request@example.com',
      'his@mail.example.com',
    ]);
  });

  it('is the same octets every time, under a name that nobody else can guess', async () => {
    const one = await mailOf(due('request'));
    expect((await mailOf(due('request'))).raw.equals(one.raw)).toBe(true);
    const other = await compose(due('request'), content, addressing, { ...settings, secret: 'x'.repeat(40) });
    expect(other.messageId).not.toBe(one.messageId);
    expect(other.replyToken).not.toBe(one.replyToken);
  });

  it('bounces to an address of its own, but for an answer, which cannot bounce', async () => {
    expect((await mailOf(due('request'))).bounceToken).toMatch(/^[a-z2-7]{26}$/);
    expect((await mailOf(due('receipt'), answering)).bounceToken).toBeNull();
  });

  it('lets no name or subject begin a header line of its own', async () => {
    const recipient = { name: 'Ben\r\nBcc: all@example.com', address: 'ben@example.com' };
    const subject = 'Four\r\nX-Evil: yes\r\n\r\nbody';
    const { raw, header } = await mailOf(
      due('request'),
      { ...addressing, recipient },
      { ...content, subject },
    );
    expect([header('bcc'), header('x-evil')]).toEqual([null, null]);
    expect(header('subject')).toBe('Four X-Evil: yes body');
    // No bare CR or LF either (RFC 5322 2.3).
    expect(raw.toString('latin1')).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
  });

  it('goes to the plain address where the provider has none with a plus', async () => {
    const composed = await compose(due('request'), content, addressing, {
      ...settings,
      plusAddressing: false,
    });
    const { headers } = await parseMessage(composed.raw);
    const replyTo = headers.find(({ name }) => name === 'reply-to')?.value.trim();
    expect(replyTo).toBe('Product Reliability <onrecord@example.com>');
  });
});
