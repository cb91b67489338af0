import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { Unreadable } from '../../src/message/parse.ts';
import { type Parser, startParser } from '../../src/reading/parser-process.ts';
import { ParserDown } from '../../src/reading/reader.ts';
import { ana, mail } from '../message/mail.ts';

/** The processes that were started, in order; `onReady` is told of each that says that it is ready. */
const started = vi.hoisted(() => ({ children: [] as ChildProcess[], onReady: (_: ChildProcess) => {} }));
vi.mock('node:child_process', async (original) => {
  const real = await original<typeof import('node:child_process')>();
  const fork = (...args: Parameters<typeof real.fork>) => {
    const child = real.fork(...args);
    started.children.push(child);
    child.on('message', (said) => {
      if (typeof said === 'object' && said !== null && 'ready' in said) started.onReady(child);
    });
    return child;
  };
  return { ...real, fork };
});

let parser: Parser | null = null;
afterEach(async () => {
  await parser?.stop();
  started.children.length = 0;
  started.onReady = () => {};
});

/** It takes a while, so that there is time to kill its parser. */
const slow = mail([...ana, 'Content-Type: text/plain; format=flowed'], Array(600_000).fill('> a '));
const small = mail([...ana, 'Message-ID: <small@example.com>']);
const killSoon = async (child: ChildProcess) => {
  await sleep(20);
  child.kill('SIGKILL');
};

test('a message whose parser ends over it three times is unreadable, and the one behind it is read', async () => {
  started.onReady = (child) => {
    if (started.children.length <= 3) killSoon(child);
  };
  parser = startParser();
  const outcomes = await Promise.allSettled([parser.parse(slow), parser.parse(small)]);
  expect(outcomes[0]).toMatchObject({
    status: 'rejected',
    reason: new Unreadable('the parser ended over it: SIGKILL'),
  });
  expect(outcomes[1]).toMatchObject({ status: 'fulfilled', value: { messageId: 'small@example.com' } });
  expect(started.children).toHaveLength(4);
});

test('a message whose parser somebody killed once is read all the same', async () => {
  started.onReady = (child) => {
    if (started.children.length === 1) killSoon(child);
  };
  parser = startParser();
  expect((await parser.parse(slow)).body.text?.slice(0, 4)).toBe('> a ');
  expect(started.children).toHaveLength(2);
});

test('what waits when it is stopped has not failed: nothing was wrong with it', async () => {
  const stopped = startParser();
  const waiting = stopped.parse(small);
  const told = expect(waiting).rejects.toBeInstanceOf(ParserDown);
  await stopped.stop();
  await told;
});
