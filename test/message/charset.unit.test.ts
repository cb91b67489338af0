import { expect, test } from 'vitest';
import { decodeText } from '../../src/message/charset.ts';

const bytes = (...octets: number[]) => Uint8Array.from(octets);

test.each([
  ['iso-8859-1', bytes(0xe9, 0x80), 'é€'],
  ['ISO-8859-15', bytes(0xa4), '€'],
  ['windows-1251', bytes(0xcf, 0xf0, 0xe8), 'При'],
  ['cp1250', bytes(0x9a), 'š'],
  ['iso-2022-jp', Buffer.from('\x1b$B$3$s\x1b(B ok', 'latin1'), 'こん ok'],
  ['gb2312', bytes(0xc4, 0xe3), '你'],
  ['gb18030', bytes(0x81, 0x30, 0x89, 0x38), 'ß'],
  ['cp932', bytes(0x82, 0xa0), 'あ'],
  ['ks_c_5601-1987', bytes(0xb0, 0xa1), '가'],
  ['"utf-8"', Buffer.from('ü'), 'ü'],
])('text in %s is read', (charset, octets, text) => {
  expect(decodeText(octets, charset)).toBe(text);
});

test('text that says it is Latin 1 or ASCII and is UTF-8 is read as UTF-8', () => {
  for (const charset of ['iso-8859-1', 'us-ascii', 'windows-1252', 'koi8-r', null]) {
    expect(decodeText(Buffer.from('Größe'), charset)).toBe('Größe');
  }
});

test('text that says it is UTF-8 and is not is read as Windows-1252', () => {
  expect(decodeText(Buffer.from('Gr\xf6\xdfe', 'latin1'), 'utf-8')).toBe('Größe');
});

test('UTF-8 that was damaged in one place stays UTF-8', () => {
  expect(decodeText(Buffer.concat([Buffer.from('Größe äöü'), bytes(0xc3)]), 'utf-8')).toBe('Größe äöü\ufffd');
});

test('an unknown charset is guessed, and UTF-7 is not decoded', () => {
  expect(decodeText(Buffer.from('Größe'), 'x-unknown')).toBe('Größe');
  expect(decodeText(Buffer.from('+ADw-script+AD4-'), 'utf-7')).toBe('+ADw-script+AD4-');
});

test('Japanese without a declaration, and with its switches doubled by joining, is read', () => {
  expect(decodeText(Buffer.from('\x1b$B$3\x1b(B\x1b$B$s\x1b(B', 'latin1'), null)).toBe('こん');
});

test('what says that it is ISO-2022-JP and has eight bits is read as what it is, and damage in seven stays Japanese', () => {
  expect(decodeText(Buffer.from('こん'), 'iso-2022-jp')).toBe('こん');
  expect(decodeText(bytes(0xa4, 0xb3, 0xa4, 0xf3), 'iso-2022-jp')).toBe('こん');
  expect(decodeText(Buffer.from('\x1b$B$3$s\x1b(B \x1b$B$', 'latin1'), 'iso-2022-jp')).toMatch(/^こん /);
});

test('NUL is left out', () => {
  expect(decodeText(Buffer.from('a\0b'), 'utf-8')).toBe('ab');
});
