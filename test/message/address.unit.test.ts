import { describe, expect, test } from 'vitest';
import { detailOf, normaliseAddress } from '../../src/message/address.ts';
import { addressList } from '../../src/message/address-list.ts';

const read = (value: string) =>
  addressList(value, 10).map(({ name, address }) => (name ? `${name} = ${address}` : address));

describe('an address field', () => {
  test.each([
    ['"Ruiz, Ana" <ana@example.com>', ['Ruiz, Ana = ana@example.com']],
    ['ana@example.com (Ana Ruiz)', ['Ana Ruiz = ana@example.com']],
    ['a@example.com, b@example.com', ['a@example.com', 'b@example.com']],
    [
      'Team: a@example.com, B <b@example.com>;, c@example.com',
      ['a@example.com', 'B = b@example.com', 'c@example.com'],
    ],
    ['undisclosed-recipients:;', []],
    ['<@relay.example:ana@example.com>', ['ana@example.com']],
    ['Pete <pete(his account)@silly.test(his host)>', ['Pete = pete@silly.test']],
    ['=?utf-8?q?Ana=2C_Ruiz?= <ana@example.com>', ['Ana, Ruiz = ana@example.com']],
    ['"unclosed <ana@example.com>', ['unclosed = ana@example.com']],
    ['Ana <ana@example.com', ['Ana = ana@example.com']],
  ])('%s', (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  test('takes no address out of a name, a comment or an encoded word', () => {
    expect(read('"ana@example.com" <eve@example.net>')).toEqual(['ana@example.com = eve@example.net']);
    expect(read('ana@example.com <eve@example.net>')).toEqual(['ana@example.com = eve@example.net']);
    expect(read('(ana@example.com) eve@example.net')).toEqual(['ana@example.com = eve@example.net']);
    expect(read('=?utf-8?q?ana=40example.com?=')).toEqual([]);
    expect(read('=?utf-8?q?ana=40example.com=2C?= <eve@example.net>')).toEqual([
      'ana@example.com, = eve@example.net',
    ]);
  });

  test('shows every address where several stand without a comma', () => {
    expect(read('ana@example.com eve@example.net')).toEqual(['ana@example.com', 'eve@example.net']);
    expect(read('<ana@example.com><eve@example.net>')).toEqual(['ana@example.com', 'eve@example.net']);
  });

  test('stops at as many addresses as were asked for', () => {
    expect(addressList(Array(50).fill('a@example.com').join(','), 10)).toHaveLength(10);
  });

  test('is read in linear time, whatever was left open', () => {
    for (const piece of ['"\\"', '(', '<"', '<', 'a @ ', '",(<']) {
      const started = performance.now();
      read(piece.repeat(200_000));
      expect(performance.now() - started).toBeLessThan(3000);
    }
  });
});

describe('an address as it is compared', () => {
  test('has ASCII letters lowered, and no others', () => {
    expect(normaliseAddress('Ana.Ruiz@EXAMPLE.com')).toBe('ana.ruiz@example.com');
    // The Kelvin sign lowers to "k".
    expect(normaliseAddress('\u212Aofi@example.com')).toBe('\u212Aofi@example.com');
  });

  test('has its domain as A-label', () => {
    expect(normaliseAddress('ana@Bücher.example')).toBe('ana@xn--bcher-kva.example');
    expect(normaliseAddress('ana@exаmple.com')).toBe('ana@xn--exmple-4nf.com');
    expect(normaliseAddress('ana@%65xample.com')).toBe('ana@%65xample.com');
    expect(normaliseAddress('ana@%65xämple.com')).toBe('ana@%65xämple.com');
  });

  test('has no needless quotes, and none is nothing', () => {
    expect(normaliseAddress('"ana"@example.com')).toBe('ana@example.com');
    expect(normaliseAddress('"a b"@example.com')).toBe('"a b"@example.com');
    expect(normaliseAddress('nobody')).toBe('');
    expect(normaliseAddress('ana\0@example.com')).toBe('');
  });

  test('splits at its first plus', () => {
    expect(detailOf('onrecord+r.abc+d@example.com')).toEqual({
      local: 'onrecord',
      detail: 'r.abc+d',
      domain: 'example.com',
    });
    expect(detailOf('onrecord@example.com')).toEqual({
      local: 'onrecord',
      detail: null,
      domain: 'example.com',
    });
  });
});
