import { createHash } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import type { Arrival } from '../db/tables.ts';
import { headerSection, largestHeader, largestMessage } from './limits.ts';

/** A message that is to be fetched. */
export interface Listed {
  readonly uid: number;
  /** Octets, as the server says. */
  readonly size: number;
}

export interface Fetched {
  readonly uid: number;
  /** Null where the server gave none that can be read. */
  readonly internalDate: Date | null;
  /** As the server has it, to the octet; of an over-large one the header section. */
  readonly raw: Buffer;
  readonly truncated: Arrival['truncated'] | null;
}

/** What lies after a UID, ascending. `n:*` names the last message even where its UID is below n (RFC 9051 9, seq-range): that one is left out. */
export async function listAfter(client: ImapFlow, lastUid: number): Promise<Listed[]> {
  const found = await client.fetchAll(`${lastUid + 1}:*`, { uid: true, size: true }, { uid: true });
  return found
    .map(({ uid, size }) => ({ uid, size: size ?? 0 }))
    .filter(({ uid }) => uid > lastUid)
    .sort((a, b) => a.uid - b.uid);
}

/**
 * Fetches messages without setting \Seen, ascending by UID. One that was expunged meanwhile is left out.
 * @throws where one is there and the server does not give it: nothing may be stored after it then
 */
export async function fetchMessages(client: ImapFlow, listed: readonly Listed[]): Promise<Fetched[]> {
  const small = listed.filter(({ size }) => size <= largestMessage);
  const messages: Fetched[] = [];
  if (small.length > 0) {
    const query = { uid: true, internalDate: true, source: true };
    for await (const { uid, internalDate, source } of client.fetch(setOf(small), query, { uid: true })) {
      if (source) messages.push(whole(uid, asDate(internalDate), source));
    }
  }
  for (const { uid, size } of listed) {
    if (size > largestMessage) messages.push(...(await fetchLarge(client, uid)));
  }
  const got = new Set(messages.map(({ uid }) => uid));
  const missing = listed.filter(({ uid }) => !got.has(uid));
  if (missing.length > 0) {
    const [there] = await client.fetchAll(setOf(missing), { uid: true }, { uid: true });
    if (there) throw new Error(`the server lists the message with UID ${there.uid} and does not give it`);
  }
  return messages.sort((a, b) => a.uid - b.uid);
}

const setOf = (listed: readonly Listed[]) => listed.map(({ uid }) => uid).join(',');

/** Some servers say a size that is not the number of octets they then give. */
function whole(uid: number, internalDate: Date | null, source: Buffer): Fetched {
  if (source.length <= largestMessage) return { uid, internalDate, raw: source, truncated: null };
  const sha256 = createHash('sha256').update(source).digest('hex');
  return { uid, internalDate, raw: headerSection(source), truncated: { size: source.length, sha256 } };
}

const chunkSize = 1024 * 1024;

/** An over-large message in pieces: hashed whole, kept as headers (mail.md A7). None where it is gone. */
async function fetchLarge(client: ImapFlow, uid: number): Promise<Fetched[]> {
  const hash = createHash('sha256');
  const start: Buffer[] = [];
  let size = 0;
  let internalDate: Date | null = null;
  for (;;) {
    const query = { uid: true, internalDate: true, source: { start: size, maxLength: chunkSize } };
    const message = await client.fetchOne(String(uid), query, { uid: true });
    if (!message) return [];
    internalDate = asDate(message.internalDate);
    // Past the end some servers give an empty string, some nothing.
    const source = message.source ?? Buffer.alloc(0);
    hash.update(source);
    if (size < largestHeader) start.push(source);
    size += source.length;
    if (source.length < chunkSize) break;
  }
  if (size === 0) return [];
  const truncated = { size, sha256: hash.digest('hex') };
  return [{ uid, internalDate, raw: headerSection(Buffer.concat(start)), truncated }];
}

function asDate(value: Date | string | undefined): Date | null {
  const date = value === undefined ? new Date(Number.NaN) : new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
