import { createHash } from 'node:crypto';
import type { Db } from '../db/database.ts';
import type { Arrival, MessageSource } from '../db/tables.ts';

export interface ChainedFacts {
  position: number;
  direction: 'in' | 'out';
  source: MessageSource;
  received_at: Date;
  arrival: Arrival;
}

/** The hash that stands for this message and all before it: sha256 over the hash before, the bytes' sha256, and the arrival facts with sorted keys. */
export function link(previous: Uint8Array, sha256: Uint8Array, facts: ChainedFacts): Buffer {
  const text = JSON.stringify([
    facts.position,
    facts.direction,
    facts.source,
    facts.received_at.toISOString(),
    sorted(facts.arrival),
  ]);
  return createHash('sha256').update(previous).update(sha256).update(text).digest();
}

/** jsonb gives keys back in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

export type Verdict =
  | { sound: true; messages: number; head: string }
  | { sound: false; position: number; problem: string };

/**
 * Walks the chain from the first message and names the first that does not fit.
 * @param head a hash noted earlier (hex), which the chain has to pass through
 */
export async function verify(db: Db, head?: string): Promise<Verdict> {
  let previous: Buffer = Buffer.alloc(32);
  let position = 0;
  let passedHead = head === undefined || head === previous.toString('hex');
  for (;;) {
    const rows = await db
      .selectFrom('mail.messages')
      .leftJoin('mail.bytes', 'mail.bytes.position', 'mail.messages.position')
      .selectAll('mail.messages')
      .select('mail.bytes.raw')
      .where('mail.messages.position', '>', position)
      .orderBy('mail.messages.position')
      .limit(100)
      .execute();
    if (rows.length === 0) break;
    for (const row of rows) {
      position += 1;
      const problem =
        row.position !== position
          ? `position ${position} is missing`
          : row.raw && !createHash('sha256').update(row.raw).digest().equals(row.sha256)
            ? 'its bytes do not have the sha256 that was noted when they came'
            : !row.raw
              ? 'its bytes are gone and no redaction says why'
              : !previous.equals(row.previous_hash) || !link(previous, row.sha256, row).equals(row.hash)
                ? 'its hash does not follow from its facts and the message before'
                : null;
      if (problem) return { sound: false, position, problem };
      previous = row.hash;
      if (previous.toString('hex') === head) passedHead = true;
    }
  }
  const last = await db.selectFrom('mail.head').select(['position', 'hash']).executeTakeFirstOrThrow();
  if (last.position !== position || !last.hash.equals(previous)) {
    return { sound: false, position: position + 1, problem: 'messages are missing at the end' };
  }
  if (!passedHead) return { sound: false, position, problem: `the chain never had the hash ${head}` };
  return { sound: true, messages: position, head: previous.toString('hex') };
}
