import { detailOf, normaliseAddress } from './address.ts';
import type { Header } from './message.ts';

/** Mail of our own that came back (mail.md D20): marked as ours, from one of our addresses, or going round in a loop. */
export function fromUs(
  headers: readonly Header[],
  from: readonly string[],
  ours: readonly string[],
): string | null {
  if (headers.some(({ name }) => name === 'x-onrecord-kind')) return 'it is a mail of ours that came back';
  const own = from.find((address) => isOurs(address, ours));
  if (own !== undefined) return `it is from our own address ${own}`;
  for (const { name, value } of headers) {
    if (name === 'x-loop' && isOurs(normaliseAddress(value), ours)) return `X-Loop names us: ${value}`;
  }
  return loop(headers);
}

/** With any detail behind a plus. */
export function isOurs(address: string, ours: readonly string[]): boolean {
  const { local, domain } = detailOf(address);
  return ours.includes(address) || ours.includes(`${local}@${domain}`);
}

/** Delivered to one address this often: two are a mailbox and its alias, more is a loop (RFC 5321 6.3). */
const mostDeliveries = 2;

function loop(headers: readonly Header[]): string | null {
  const times = new Map<string, number>();
  for (const { name, value } of headers) {
    if (name === 'delivered-to') times.set(value, (times.get(value) ?? 0) + 1);
  }
  const most = Math.max(0, ...times.values());
  return most > mostDeliveries ? `it was delivered to one address ${most} times` : null;
}
