import { describe, expect, test } from 'vitest';
import { parseMessage, Unreadable } from '../../src/message/parse.ts';
import { ana, mail } from './mail.ts';

describe('the header', () => {
  test('keeps every field in order, unfolded and decoded', async () => {
    const message = await parseMessage(
      mail([
        'Received: one',
        'From: =?utf-8?q?Ana_Ru=C3=ADz?= <Ana@Example.COM>',
        'Subject: The first',
        '\tand the second',
        'Received: two',
      ]),
    );
    expect(message.headers).toEqual([
      { name: 'received', value: 'one' },
      { name: 'from', value: 'Ana Ruíz <Ana@Example.COM>' },
      { name: 'subject', value: 'The first and the second' },
      { name: 'received', value: 'two' },
    ]);
    expect(message.from).toEqual([{ name: 'Ana Ruíz', address: 'ana@example.com' }]);
  });

  test('with two From fields says both, so that nobody is believed by accident', async () => {
    const message = await parseMessage(mail(['From: ana@example.com', 'From: eve@example.net']));
    expect(message.from.map((one) => one.address)).toEqual(['ana@example.com', 'eve@example.net']);
  });

  test('puts characters together that were cut in two between encoded words', async () => {
    const message = await parseMessage(
      mail(['From: a@example.com', 'Subject: =?utf-8?b?w6TD?= =?utf-8?b?tg==?= ok']),
    );
    expect(message.subject).toBe('äö ok');
  });

  test('reads octets that nobody encoded as UTF-8 or Windows-1252', async () => {
    expect((await parseMessage(mail(['From: a@example.com', 'Subject: Größe']))).subject).toBe('Größe');
    expect(
      (await parseMessage(mail(['From: a@example.com', 'Subject: Gr\xf6\xdfe'], [], 'latin1'))).subject,
    ).toBe('Größe');
  });

  test('holds no control characters', async () => {
    const message = await parseMessage(
      mail(['From: a@example.com', 'Subject: a\0b=?utf-8?q?=0D=0ABcc:_x?=']),
    );
    expect(message.subject).toBe('ab Bcc: x');
  });

  test('ends where a line is no field and none follows, if the empty line was forgotten', async () => {
    const message = await parseMessage(
      Buffer.from('From: ana@example.com\nSubject: Hi\nThis is the body\nof it\n'),
    );
    expect(message.subject).toBe('Hi');
    expect(message.body.text).toBe('This is the body\nof it\n');
  });

  test('goes on behind a stray line, so that no second From hides there', async () => {
    const message = await parseMessage(mail(['From: ana@example.com', 'stray', 'From: eve@example.net']));
    expect(message.from).toHaveLength(2);
    expect(message.body.text).toBe('Hello');
  });

  test('has no Message-ID where none was sent', async () => {
    expect((await parseMessage(mail(ana))).messageId).toBeNull();
    expect((await parseMessage(mail([...ana, 'Message-ID: <a@b>']))).messageId).toBe('a@b');
  });

  test('keeps the offset that the sender wrote', async () => {
    const message = await parseMessage(mail([...ana, 'Date: Fri, 20 Nov 2026 10:12:00 +0530']));
    expect(message.date).toBe('2026-11-20T10:12:00+05:30');
  });

  test('may have lines that end in LF or CR alone', async () => {
    for (const newline of ['\n', '\r']) {
      const message = await parseMessage(
        Buffer.from(['From: a@example.com', 'Subject: Hi', '', 'One', 'Two'].join(newline)),
      );
      expect(message.subject).toBe('Hi');
      expect(message.body.text).toBe('One\nTwo');
    }
  });
});

describe('what cannot be read', () => {
  const refused = (raw: Buffer) =>
    parseMessage(raw).then(
      () => null,
      (error: unknown) => (error instanceof Unreadable ? error.message : 'crash'),
    );

  test('is a message without a header', async () => {
    expect(await refused(Buffer.from('\r\nHello\r\n'))).toBe('it has no header');
    expect(await refused(Buffer.alloc(0))).toBe('it has no header');
  });

  test.each([
    ['more than 30 MB', () => mail(ana, Array(400_000).fill('x'.repeat(80))), 'message of'],
    [
      'a header of more than 2 MB',
      () => mail([...ana, ...Array(1999).fill(`X: ${'y'.repeat(1100)}`)]),
      'header is larger',
    ],
    ['more than 2,000 fields', () => mail([...ana, ...Array(2000).fill('X: y')]), 'header fields'],
    ['a line of more than 1 MB', () => mail(ana, ['a'.repeat(1_000_001)]), 'line of'],
    [
      'more than 1,000 addresses',
      () => mail([...ana, `Cc: ${Array(1000).fill('a@example.com').join(', ')}`]),
      'addresses',
    ],
    [
      'more than 1,000 parts',
      () => mail([...ana, 'Content-Type: multipart/mixed; boundary=b'], Array(1001).fill('--b\r\n\r\nx')),
      'parts',
    ],
    ['parts nested more than 50 deep', () => mail([...ana], []), 'nested'],
  ])('is one with %s', async (_what, make, reason) => {
    expect(await refused(reason === 'nested' ? nested(51) : make())).toContain(reason);
  });

  test('is not what stays below the limits', async () => {
    expect(await refused(nested(50))).toBeNull();
    expect(await refused(mail([...ana, `Cc: ${Array(998).fill('a@example.com').join(', ')}`]))).toBeNull();
    expect(await refused(mail(ana, ['a'.repeat(999_000)]))).toBeNull();
  });

  test('is not text that is too long: it is cut, and the message says so', async () => {
    const message = await parseMessage(mail(ana, Array(20_000).fill('x'.repeat(70))));
    expect(message.body.text).toHaveLength(1_000_000);
    expect(message.notes?.[0]).toContain('the first 1000000 were read');
  });
});

function nested(depth: number): Buffer {
  const lines = [...ana];
  for (let level = 0; level < depth; level += 1) {
    lines.push(`Content-Type: multipart/mixed; boundary=b${level}`, '', `--b${level}`);
  }
  return mail(lines, ['innermost']);
}
