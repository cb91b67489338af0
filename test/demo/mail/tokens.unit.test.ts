import { expect, it } from 'vitest';
import { readTokens } from '../../../src/demo/mail/imap/tokens.ts';

const text = (bytes: string) => ({ kind: 'string', bytes: Buffer.from(bytes) });
const atom = (name: string) => ({ kind: 'atom', text: name });

it('reads atoms, quoted strings, lists, sections and literals', () => {
  expect(
    readTokens([
      'a UID FETCH 1:* (UID BODY.PEEK[HEADER.FIELDS (To Cc)]<0.10> "q \\"x\\\\") {3}',
      Buffer.from('"\r\n'),
      ' end',
    ]),
  ).toEqual([
    atom('a'),
    atom('UID'),
    atom('FETCH'),
    atom('1:*'),
    {
      kind: 'list',
      tokens: [atom('UID'), atom('BODY.PEEK[HEADER.FIELDS (To Cc)]<0.10>'), text('q "x\\')],
    },
    text('"\r\n'),
    atom('end'),
  ]);
});

it.each(['a (', 'a )', 'a "x', 'a ((()', `a ${'('.repeat(60)}`])('refuses %s', (line) => {
  expect(() => readTokens([line])).toThrow(/parenthes|quoted/);
});

it('reads a long line in no time', () => {
  const began = performance.now();
  expect(readTokens(['a '.repeat(30_000)])).toHaveLength(30_000);
  expect(() => readTokens(['['.repeat(60_000)])).toThrow(/bracket/);
  expect(performance.now() - began).toBeLessThan(1000);
});
