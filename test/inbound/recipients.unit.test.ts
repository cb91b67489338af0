import { expect, it } from 'vitest';
import { isOurs } from '../../src/inbound/recipients.ts';

const ours = { mailAddress: 'onrecord@example.com', logAddresses: ['Log@team.example'] };

it.each([
  'onrecord@example.com',
  'OnRecord@EXAMPLE.com',
  'onrecord+reliability@example.com',
  'onrecord+r.a2b3c4@example.com',
  'log@team.example',
])('takes mail for %s', (address) => {
  expect(isOurs(address, ours)).toBe(true);
});

it.each([
  'ana@example.com',
  'onrecord@example.com.evil.example',
  'onrecord@evil.example',
  'onrecordx@example.com',
  'log+detail@team.example',
  'x+onrecord@example.com',
  // The Kelvin sign is no k: not to us.
  'onrecord@example.com\u212A',
  '',
])('does not take mail for "%s"', (address) => {
  expect(isOurs(address, ours)).toBe(false);
});
