import { afterAll, describe, expect, test } from 'vitest';
import { parseMessage, Unreadable } from '../../src/message/parse.ts';
import { startParser } from '../../src/reading/parser-process.ts';
import { ana, mail } from '../message/mail.ts';

const large = mail(ana, Array(400_000).fill('x'.repeat(70)));
/** Small enough for others to be sent ahead behind it, and slow. */
const slow = mail([...ana, 'Content-Type: text/plain; format=flowed'], Array(600_000).fill('> a '));
const small = (number: number) => mail([...ana, `Message-ID: <${number}@example.com>`]);

describe('the process that parses', () => {
  const parser = startParser();
  afterAll(() => parser.stop());

  test('says of a message what parsing it here says', async () => {
    const raw = mail([...ana, 'Content-Type: application/pdf'], ['bytes']);
    const there = await parser.parse(raw);
    const here = await parseMessage(raw);
    expect({ ...there, attachments: [] }).toEqual({ ...here, attachments: [] });
    expect(Buffer.from(there.attachments[0]?.content ?? []).toString()).toBe('bytes');
  });

  test('answers each of many messages with its own', async () => {
    const messages = await Promise.all(
      Array.from({ length: 200 }, (_, number) => parser.parse(small(number))),
    );
    expect(messages.map((message) => message.messageId)).toEqual(
      messages.map((_, number) => `${number}@example.com`),
    );
  });

  test('says what cannot be read, and goes on', async () => {
    const outcomes = await Promise.allSettled([parser.parse(Buffer.from('')), parser.parse(small(1))]);
    expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: expect.any(Unreadable) });
    expect(outcomes[1]).toMatchObject({ status: 'fulfilled' });
  });

  test('reads a message of nearly 30 MB within its limits', async () => {
    expect((await parser.parse(large)).body.text).toHaveLength(1_000_000);
  });
});

describe('a message that is too much for it', () => {
  test('by time is unreadable, and those behind it are read', async () => {
    const parser = startParser({ milliseconds: 60, residentBytes: 512 * 1024 * 1024 });
    await parser.parse(small(1));
    const outcomes = await Promise.allSettled([parser.parse(slow), parser.parse(small(2))]);
    await parser.stop();
    expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: expect.any(Unreadable) });
    expect(outcomes[1]).toMatchObject({ status: 'fulfilled' });
  });

  test('by memory is unreadable, and says so', async () => {
    const parser = startParser({ milliseconds: 5000, residentBytes: 130 * 1024 * 1024 });
    await parser.parse(small(1));
    const outcome = await parser
      .parse(large)
      .then(String, (error: unknown) => (error instanceof Error ? error.message : ''));
    const after = await parser.parse(small(2));
    await parser.stop();
    expect(outcome).toContain('130 MB of memory');
    expect(after.messageId).toBe('2@example.com');
  });
});

test('what waits when it is stopped is told', async () => {
  const parser = startParser();
  const waiting = parser.parse(small(1));
  const told = expect(waiting).rejects.toThrow('stopped');
  await parser.stop();
  await told;
  await expect(parser.parse(small(2))).rejects.toThrow('stopped');
});
