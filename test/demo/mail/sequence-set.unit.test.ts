import { expect, it } from 'vitest';
import { among } from '../../../src/demo/mail/imap/sequence-set.ts';

const existing = [2, 3, 5, 8];

it.each([
  ['2', [2]],
  ['4', []],
  ['3:5', [3, 5]],
  ['5:3', [3, 5]],
  ['*', [8]],
  ['1:*', [2, 3, 5, 8]],
  // RFC 9051: the range goes both ways, so the last message answers even beyond the end.
  ['9:*', [8]],
  ['2,8,2', [2, 8]],
])('finds under %s what it names', (set, found) => {
  expect(among(set, existing)).toEqual(found);
});

it('finds nothing in an empty mailbox', () => {
  expect(among('1:*', [])).toEqual([]);
});

it.each(['', 'x', '1:', ':2', '1,,2', '1:2:3', '-1'])('refuses "%s"', (set) => {
  expect(() => among(set, existing)).toThrow(/no sequence set/);
});
