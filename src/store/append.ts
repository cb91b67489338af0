import { createHash } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import type { Arrival, MessageSource } from '../db/tables.ts';
import { link } from './chain.ts';

export interface Arriving {
  raw: Uint8Array;
  direction: 'in' | 'out';
  source: MessageSource;
  /** The internal date, or now; a date later than `now` becomes `now`. */
  receivedAt: Date;
  now: Date;
  arrival: Arrival;
}

export interface Stored {
  position: number;
  sha256: Buffer;
  /** False where these bytes were stored before: identical bytes are one row. */
  isNew: boolean;
}

/** Stores the bytes and their arrival facts at the next position, chained to the message before; holds the head's lock until the transaction ends. */
export async function append(tx: Tx, arriving: Arriving): Promise<Stored> {
  const sha256 = createHash('sha256').update(arriving.raw).digest();
  const head = await tx
    .selectFrom('mail.head')
    .select(['position', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = await tx
    .selectFrom('mail.messages')
    .select('position')
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  if (before) return { position: before.position, sha256, isNew: false };

  const position = head.position + 1;
  const receivedAt = arriving.receivedAt > arriving.now ? arriving.now : arriving.receivedAt;
  const facts = {
    position,
    direction: arriving.direction,
    source: arriving.source,
    received_at: receivedAt,
    arrival: arriving.arrival,
  };
  const hash = link(head.hash, sha256, facts);
  await tx
    .insertInto('mail.messages')
    .values({
      ...facts,
      arrival: JSON.stringify(arriving.arrival),
      sha256,
      size: arriving.raw.byteLength,
      previous_hash: head.hash,
      hash,
    })
    .execute();
  await tx
    .insertInto('mail.bytes')
    .values({ position, raw: Buffer.from(arriving.raw) })
    .execute();
  await tx.updateTable('mail.head').set({ position, hash }).execute();
  return { position, sha256, isNew: true };
}
