import { describe, expect, test } from 'vitest';
import { automatic } from '../../src/message/automatic.ts';
import { parseHeaders } from '../../src/message/headers.ts';
import { mail } from './mail.ts';

const ours = ['onrecord@example.com'];
const why = (lines: string[], mailFrom: string | null = 'ana@example.com') => {
  const from = lines.some((line) => line.startsWith('From:')) ? [] : ['From: Ana <ana@example.com>'];
  return automatic(
    parseHeaders(mail([...from, 'To: onrecord+r.abc@example.com', ...lines])).headers,
    mailFrom,
    ours,
  );
};
const answer = 'In-Reply-To: <request@example.com>';

describe('a person wrote', () => {
  test.each([
    [['Subject: Re: four lines', answer]],
    [['Auto-Submitted: no']],
    [['Auto-Submitted: No (really); x=y']],
    [['Precedence: first-class']],
    [['X-Auto-Response-Suppress: All']],
    [['List-Id: <dev.example.com>', 'Precedence: list', answer]],
    [['List-Id: <dev.example.com>', answer]],
    [['List-Id: <dev.example.com>', 'List-Post: <mailto:dev@example.com>', 'Subject: [PROPOSAL] Use Kafka']],
    [['From: Ana <no.replyson@example.com>']],
    [['Subject: Out of office on Friday']],
    [['Subject: Vacation: 21 December to 2 January']],
    [['Subject: Holiday plans', answer]],
    [['Subject: Automatic reply to failed jobs', answer]],
    [['Delivered-To: log@example.com', 'Delivered-To: log@example.com']],
  ])('%j', (lines) => {
    expect(why(lines)).toBeNull();
  });
});

describe('nobody wrote', () => {
  test.each([
    [['Auto-Submitted: auto-generated']],
    [['Auto-Submitted: (x) auto-notified; owner-email="a@example.com"']],
    [['Precedence: bulk', answer]],
    [['Precedence: junk']],
    [['List-Unsubscribe: <https://example.com>']],
    [['From: MAILER-DAEMON@example.com']],
    [['From: Mail Delivery System <>']],
    [['From: owner-dev@example.com']],
    [['From: dev-request@example.com']],
    [['From: postmaster@example.com']],
    [['From: noreply@example.com']],
    [['From: Onrecord <onrecord@example.com>']],
    [['From: onrecord+b.abc@example.com']],
    [['X-Loop: onrecord@example.com']],
    [['X-Onrecord-Kind: request']],
    [['Content-Type: multipart/report; report-type=delivery-status; boundary=x']],
    [
      [
        'Content-Type: multipart/report; report-type=disposition-notification; boundary=x',
        'Auto-Submitted: no',
      ],
    ],
    [['X-Failed-Recipients: ana@example.com']],
    [['Delivered-To: log@example.com', 'Delivered-To: log@example.com', 'Delivered-To: log@example.com']],
  ])('%j', (lines) => {
    expect(why(lines)).toEqual(expect.any(String));
    expect(why(lines)).not.toMatch(/^out of office/);
  });

  test('where the return path is null', () => {
    expect(why(['Subject: Hello'], '')).toContain('null return path');
    expect(why(['Return-Path: <>', 'Auto-Submitted: no'], null)).toContain('null return path');
  });
});

describe('an absent mailbox answered', () => {
  test.each([
    [['Auto-Submitted: auto-replied', answer]],
    [['Auto-Submitted: auto-generated', 'Subject: Automatic reply: Ben, four lines for Friday?']],
    [['Subject: Automatische Antwort: Re: four lines']],
    [['Subject: =?utf-8?b?6Ieq5YuV5Zue6KaGOiBXZWVr?=']],
    [['Subject: Out of Office: four lines', answer]],
    [['X-Autoreply: yes']],
    [['Precedence: bulk', 'X-Autorespond: four lines']],
  ])('%j', (lines) => {
    expect(why(lines)).toMatch(/^out of office/);
  });

  test('not a help desk', () => {
    expect(why(['Auto-Submitted: auto-replied', 'RT-Ticket: 1'])).toBe('Auto-Submitted is auto-replied');
  });
});
