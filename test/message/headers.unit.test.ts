import { describe, expect, test } from 'vitest';
import { headerDate } from '../../src/message/date.ts';
import { parseHeaders } from '../../src/message/headers.ts';
import { messageIds } from '../../src/message/identifier.ts';
import { baseSubject } from '../../src/message/subject.ts';
import { mail } from './mail.ts';

describe('the header alone', () => {
  test('says where a message was delivered, as far as our own server wrote it', () => {
    const { deliveredTo } = parseHeaders(
      mail([
        'Delivered-To: onrecord+r.abc@example.com',
        'X-Original-To: Log@example.com',
        'Received: from x',
        'Delivered-To: forged@example.com',
        'From: a@example.com',
      ]),
    );
    expect(deliveredTo).toEqual(['onrecord+r.abc@example.com', 'log@example.com']);
  });

  test('never fails, whatever the bytes are', () => {
    for (const raw of [
      Buffer.alloc(0),
      Buffer.from([0, 255, 10, 10]),
      Buffer.alloc(3_000_000, 'a'),
      Buffer.from('From'.repeat(9)),
    ]) {
      expect(parseHeaders(raw).from).toEqual([]);
    }
  });
});

test.each([
  ['<a@b>', ['a@b']],
  ['<a@b> <c@d> <a@b>', ['a@b', 'c@d']],
  ['a@b', ['a@b']],
  ['Your message of "Friday" <a@b>', ['a@b']],
  ['<very-long-left\r\n @example.com>', ['very-long-left@example.com']],
  ['<>', []],
  ['', []],
])('identifiers in %j', (value, expected) => {
  expect(messageIds(value)).toEqual(expected);
});

test.each([
  ['Fri, 20 Nov 2026 10:12:00 +0100 (CET)', '2026-11-20T10:12:00+01:00'],
  ['20 Nov 26 10:12 EST', '2026-11-20T10:12:00-05:00'],
  ['Fri, 20 Nov 2026 10:12:60 -0000', '2026-11-20T10:12:59+00:00'],
  ['Fri Nov 20 22:12:00 2026', '2026-11-20T22:12:00+00:00'],
  ['2026-11-20T10:12:00+05:30', '2026-11-20T10:12:00+05:30'],
  ['Fri, 20 Nov 2026 10:12 PM +0100', '2026-11-20T22:12:00+01:00'],
  ['Fri, 31 Feb 2026 10:12:00 +0100', null],
  ['Fri, 20 Nov 2026 24:12:00 +0100', null],
  ['yesterday', null],
])('the date %j', (value, expected) => {
  expect(headerDate(value)).toBe(expected);
});

test.each([
  ['Re: Kafka', 'Kafka'],
  ['RE: AW: Re[2]: Kafka', 'Kafka'],
  ['Réf : Kafka', 'Kafka'],
  ['回复：Kafka', 'Kafka'],
  ['Fwd: Re: [DECISION] Use Kafka', 'Use Kafka'],
  ['[list] Re: [PROPOSAL] Use Kafka (fwd)', 'Use Kafka'],
  ['[Fwd: Kafka]', 'Kafka'],
  ['[PROPOSAL]', '[PROPOSAL]'],
  ['Reference: Kafka', 'Reference: Kafka'],
  ['Re-run the pilots', 'Re-run the pilots'],
  ['Re:', ''],
])('the base subject of %j', (subject, expected) => {
  expect(baseSubject(subject)).toBe(expected);
});
