import { type Db, type Tx, transact } from '../db/database.ts';
import type { OutboxRow } from '../db/tables.ts';
import { settleAll } from './settle.ts';

/** A mail that is ours to send until its lease ends. */
export interface Claimed {
  readonly row: OutboxRow;
  /** Null where they were redacted. */
  readonly raw: Buffer | null;
}

/** How long a claim holds: another instance takes over what a dead one claimed (mail.md F31). */
export const leaseMilliseconds = 120_000;

/**
 * Takes up to `limit` mails that may go out now, oldest first, past what others have claimed. Those whose time is over end here, as failed.
 * @returns `failed` counts those
 */
export function claim(db: Db, limit: number, now: Date): Promise<{ claimed: Claimed[]; failed: number }> {
  return transact(db, async (tx) => {
    const rows = await candidates(tx, limit, now);
    const over = rows.flatMap((row) => {
      const reason = overBecause(row, now);
      return reason === null ? [] : [{ key: row.key, reason }];
    });
    const failed = over.map(({ key, reason }) => ({
      key,
      outcome: { state: 'failed' as const, last_answer: reason },
    }));
    await settleAll(tx, failed);
    const ours = rows.filter((row) => !over.some(({ key }) => key === row.key));
    // Claimed and left: whoever had it ended while sending, so it may have gone out.
    const [first, again] = [
      ours.filter((row) => row.state === 'waiting' || row.state === 'deferred'),
      ours.filter((row) => row.state === 'claimed' || row.state === 'uncertain'),
    ];
    const claimed = [
      ...(await take(tx, first, 'claimed', now)),
      ...(await take(tx, again, 'uncertain', now)),
    ];
    return { claimed, failed: over.length };
  });
}

async function take(
  tx: Tx,
  rows: readonly OutboxRow[],
  state: 'claimed' | 'uncertain',
  now: Date,
): Promise<Claimed[]> {
  if (rows.length === 0) return [];
  const claimed_until = new Date(now.getTime() + leaseMilliseconds);
  const keys = rows.map((row) => row.key);
  await tx
    .updateTable('mail.outbox')
    .set((eb) => ({ state, attempts: eb('attempts', '+', 1), claimed_until }))
    .where('key', 'in', keys)
    .execute();
  const positions = rows.map((row) => row.position);
  const bytes = await tx.selectFrom('mail.bytes').selectAll().where('position', 'in', positions).execute();
  const raw = new Map(bytes.map((one) => [one.position, one.raw]));
  return rows.map((row) => ({
    row: { ...row, state, attempts: row.attempts + 1, claimed_until },
    raw: raw.get(row.position) ?? null,
  }));
}

function candidates(tx: Tx, limit: number, now: Date): Promise<OutboxRow[]> {
  return tx
    .selectFrom('mail.outbox')
    .selectAll()
    .where('state', 'in', ['waiting', 'claimed', 'deferred', 'uncertain'])
    .where('next_try_at', '<=', now)
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .orderBy('next_try_at')
    .orderBy('position')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Why a mail is not sent any more; null where it is. */
function overBecause(row: OutboxRow, now: Date): string | null {
  // Uncertain with a lease: its one further try ended without word as well (mail.md F29).
  if (row.state === 'uncertain' && row.claimed_until) {
    return 'twice it is not known whether the server took it: not sent again, it may have arrived';
  }
  if (row.expires_at && row.expires_at <= now) {
    return row.state === 'claimed' || row.state === 'uncertain'
      ? 'expired; it may have arrived before'
      : 'expired before it could be sent';
  }
  return null;
}

/** Gives back what was claimed and not begun. */
export async function release(db: Db, { row }: Claimed): Promise<void> {
  await db
    .updateTable('mail.outbox')
    .set({
      state: row.state === 'uncertain' ? 'uncertain' : 'waiting',
      attempts: row.attempts - 1,
      claimed_until: null,
    })
    .where('key', '=', row.key)
    .where('claimed_until', '=', row.claimed_until)
    .execute();
}
