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

/** A batch as far as it came: where the wire broke, nothing is left out before `messages` end. */
export interface Batch {
  /** Ascending by UID; without those that were expunged meanwhile. */
  readonly messages: readonly Fetched[];
  /** The UID up to which nothing more is to be fetched. */
  readonly reached: number;
  /** Why it ended early; null where it did not. */
  readonly broken: unknown;
}

/** Fetches messages, in ascending order, without setting \Seen. */
export async function fetchMessages(client: ImapFlow, listed: readonly Listed[]): Promise<Batch> {
  const messages = new Map<number, Fetched>();
  let broken: unknown = null;
  try {
    for await (const message of fetchEach(client, listed)) messages.set(message.uid, message);
    await insistOn(
      client,
      listed.filter(({ uid }) => !messages.has(uid)),
    );
  } catch (error) {
    broken = error;
  }
  const end = broken === null ? listed.length : listed.findIndex(({ uid }) => !messages.has(uid));
  const whole = listed.slice(0, end < 0 ? listed.length : end);
  return {
    messages: whole.flatMap(({ uid }) => messages.get(uid) ?? []),
    reached: whole.at(-1)?.uid ?? 0,
    broken,
  };
}

async function* fetchEach(client: ImapFlow, listed: readonly Listed[]): AsyncGenerator<Fetched> {
  const small = listed.filter(({ size }) => size <= largestMessage);
  if (small.length > 0) {
    const query = { uid: true, internalDate: true, source: true };
    for await (const { uid, internalDate, source } of client.fetch(setOf(small), query, { uid: true })) {
      if (source) yield fitted(uid, asDate(internalDate), source);
    }
  }
  for (const { uid, size } of listed) {
    if (size > largestMessage) yield* await fetchLarge(client, uid);
  }
}

/** @throws where a message that did not come is there all the same: the cursor must not pass it */
async function insistOn(client: ImapFlow, missing: readonly Listed[]): Promise<void> {
  if (missing.length === 0) return;
  const [there] = await client.fetchAll(setOf(missing), { uid: true }, { uid: true });
  if (there) throw new Error(`the server lists the message with UID ${there.uid} and does not give it`);
}

const setOf = (listed: readonly Listed[]) => listed.map(({ uid }) => uid).join(',');

/** Some servers say a size that is not the number of octets they then give. */
function fitted(uid: number, internalDate: Date | null, source: Buffer): Fetched {
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
