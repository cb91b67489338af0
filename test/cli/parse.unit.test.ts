import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Io } from '../../src/cli/command.ts';
import { parseCommand } from '../../src/cli/parse.ts';
import { team } from '../support/team.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'onrecord-parse-'));
  write('request.eml', ['1. What goal did I work toward?', '', '2. What changed because of my work?', '']);
});
afterAll(() => rmSync(dir, { recursive: true }));

const headers = ['From: Ben Okafor <ben@example.com>', 'Subject: Re: Ben, four lines for Friday?', ''];
function write(name: string, lines: string[], more: string[] = []): string {
  const path = join(dir, name);
  writeFileSync(path, [...more, ...headers, ...lines].join('\r\n'));
  return path;
}

const result = z.looseObject({
  id: z.string().nullish(),
  kind: z.string().optional(),
  answers: z.record(z.string(), z.string()).optional(),
  error: z.string().optional(),
});

async function parse(args: string[], stdin = '') {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    env: {},
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    // A chunk may end in the middle of a letter.
    stdin: (async function* () {
      const bytes = Buffer.from(stdin);
      for (let at = 0; at < bytes.length; at += 1021) yield bytes.subarray(at, at + 1021);
    })(),
    terminal: false,
    signal: new AbortController().signal,
  };
  const code = await parseCommand.run(args, io);
  return { code, out, err };
}
const each = (lines: string[]) => lines.map((line) => result.parse(JSON.parse(line)));

test('a reply is explained line by line: whose each is, by which rule, and what is made of it', async () => {
  const reply = write('reply.eml', ['Ship it', '', '> 1. What goal did I work toward?', 'a.', '-- ', 'Ben']);
  const { code, out } = await parse(['--original', join(dir, 'request.eml'), reply]);
  expect(code).toBe(0);
  expect(JSON.parse(out.join('\n'))).toMatchObject({
    kind: 'update',
    answers: { goal: 'a.', changed: '' },
    notes: 'Ship it',
    lines: expect.arrayContaining([
      expect.objectContaining({ text: 'Ship it', whose: 'author', rule: 'own' }),
      expect.objectContaining({ whose: 'original', rule: 'aligned' }),
      expect.objectContaining({ text: 'Ben', whose: 'folded', rule: 'signature-delimiter' }),
    ]),
  });
});

test('a plan gives epics their names, and the question that the receipt would ask', async () => {
  const plan = join(dir, 'team.yaml');
  writeFileSync(plan, team);
  const reply = write(
    'epics.eml',
    ['1. Data Integrity checks', '2. Epic: Data Integrety'],
    ['In-Reply-To: <x@y>'],
  );
  const { out } = await parse(['--plan', plan, reply, '--json']);
  expect(each(out)[0]).toMatchObject({ epics: ['data-integrity'] });
  const asks = write('asks.eml', ['1. ship', '2. Epic: Data Integrety'], ['In-Reply-To: <x@y>']);
  const asked = await parse(['--plan', plan, asks, '--json']);
  expect(each(asked.out)[0]).toMatchObject({
    ask: expect.stringContaining('is "Data Integrety" Data Integrity?'),
  });
});

test('an away line in a reply is a command, not a note', async () => {
  const away = write('away.eml', ['away until 2026-12-01'], ['In-Reply-To: <x@y>']);
  const { out } = await parse([away, '--json']);
  expect(each(out)[0]).toMatchObject({ kind: 'command', notes: '' });
});

test('a batch comes back in its order, whatever it is and however many threads read it', async () => {
  const paths = Array.from({ length: 12 }, (_, n) =>
    write(`batch-${n}.eml`, [`1. goal\u2028${n} ä`, '2. done']),
  );
  const lines = Array.from({ length: 260 }, (_, n) => ({
    id: `nr ${n}`,
    original: join(dir, 'request.eml'),
    thread: [],
    message: paths[n % paths.length],
  }));
  const { code, out } = await parse(['--batch'], lines.map((line) => JSON.stringify(line)).join('\n'));
  expect(code).toBe(0);
  const results = each(out);
  expect(results.map((one) => one.id)).toEqual(lines.map((line) => line.id));
  for (const [n, { answers }] of results.entries()) expect(answers?.goal).toContain(`${n % paths.length} ä`);
});

test('a line of a batch that cannot be understood says why, and the next ones go on', async () => {
  const good = { id: 'good', original: null, message: write('good.eml', ['1. a', '2. b']) };
  const lines = [
    '{',
    '{"id": "no message"}',
    '{"id": "gone", "message": "/nowhere.eml"}',
    JSON.stringify(good),
  ];
  const { code, out } = await parse(['--batch'], lines.join('\n'));
  expect(code).toBe(0);
  const [broken, incomplete, gone, last] = each(out);
  expect(broken?.error).toMatch(/JSON/);
  expect(incomplete).toMatchObject({ id: 'no message', error: expect.any(String) });
  expect(gone).toMatchObject({ id: 'gone', error: expect.stringContaining('no such file') });
  expect(last).toMatchObject({ id: 'good', answers: { goal: 'a', changed: 'b' } });
});
