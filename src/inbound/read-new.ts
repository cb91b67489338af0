import type { Temporal } from 'temporal-polyfill';
import { type Db, transact } from '../db/database.ts';
import { append } from '../store/append.ts';
import { moveCursor, readCursor } from './cursor.ts';
import { type Fetched, fetchMessages, type Listed, listAfter } from './fetch-messages.ts';
import type { Log } from './log.ts';
import type { OpenMailbox } from './open-mailbox.ts';

export interface ReadOptions {
  readonly db: Db;
  readonly now: () => Temporal.Instant;
  readonly log: Log;
  /** Called after a commit that stored something new. */
  readonly onStored?: (() => void) | undefined;
}

/** One transaction's worth. */
const mostMessages = 100;
const mostOctets = 8 * 1024 * 1024;

/**
 * Stores every message after the cursor, in order of UID, and moves the cursor in the same transactions.
 * @returns how many were new; one whose bytes are stored already is not
 */
export async function readNew(mailbox: OpenMailbox, options: ReadOptions): Promise<number> {
  const { db, log } = options;
  const began = new Date(options.now().epochMilliseconds);
  const { lastUid, isRenumbered } = await readCursor(db, mailbox.name, mailbox.uidValidity);
  if (isRenumbered) {
    log.warn(
      { mailbox: mailbox.name, uidvalidity: mailbox.uidValidity },
      'the server numbered the mailbox anew: reading all of it again, and dropping what is stored',
    );
  }
  let stored = 0;
  let reached = lastUid;
  for (const batch of batches(await listAfter(mailbox.client, lastUid))) {
    const fetched = await fetchMessages(mailbox.client, batch);
    reached = Math.max(reached, fetched.reached);
    const isNew = await storeBatch(mailbox, options, fetched.messages, reached);
    stored += isNew;
    if (isNew > 0) options.onStored?.();
    // What came before the wire broke is kept: a bad connection gets through a full mailbox step by step.
    if (fetched.broken !== null) throw fetched.broken;
  }
  await moveCursor(db, { mailbox: mailbox.name, uidValidity: mailbox.uidValidity, lastUid: reached }, began);
  return stored;
}

function* batches(listed: readonly Listed[]): Generator<Listed[]> {
  let batch: Listed[] = [];
  let octets = 0;
  for (const one of listed) {
    if (batch.length > 0 && (batch.length >= mostMessages || octets + one.size > mostOctets)) {
      yield batch;
      batch = [];
      octets = 0;
    }
    batch.push(one);
    octets += one.size;
  }
  if (batch.length > 0) yield batch;
}

/** Bytes, arrival facts and cursor in one transaction (mail.md A1). */
function storeBatch(
  mailbox: OpenMailbox,
  { db, now, log }: ReadOptions,
  messages: readonly Fetched[],
  lastUid: number,
): Promise<number> {
  const { name, uidValidity } = mailbox;
  return transact(db, async (tx) => {
    const at = new Date(now().epochMilliseconds);
    let isNew = 0;
    for (const { uid, internalDate, raw, truncated } of messages) {
      const stored = await append(tx, {
        raw,
        direction: 'in',
        source: 'imap',
        receivedAt: internalDate ?? at,
        now: at,
        arrival: {
          mailbox: name,
          uidvalidity: uidValidity,
          uid,
          ...(internalDate ? { internalDate: internalDate.toISOString() } : {}),
          ...(truncated ? { truncated } : {}),
        },
      });
      if (stored.isNew) isNew += 1;
      if (truncated)
        log.warn({ uid, size: truncated.size }, 'a message is too large: its headers and hash are kept');
    }
    await moveCursor(tx, { mailbox: name, uidValidity, lastUid }, null);
    return isNew;
  });
}
