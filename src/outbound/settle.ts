import { sql } from 'kysely';
import type { Db, Tx } from '../db/database.ts';
import { repeated } from '../db/planned.ts';
import type { OutboxState } from '../db/tables.ts';

/** What became of a claim. */
export interface Outcome {
  readonly state: OutboxState;
  /** What the server said, or why it was not asked. */
  readonly last_answer: string;
  /** Unchanged where absent. */
  readonly next_try_at?: Date;
  readonly sent_at?: Date;
}

/** Writes outcomes as they come; those that come while it writes go together in the next statement. */
export interface Settler {
  readonly settle: (key: string, outcome: Outcome) => void;
  /** Resolves when all is written. @throws what the database threw; also from every later call */
  readonly written: () => Promise<void>;
  /** @throws where the database failed: nothing more may be sent whose outcome cannot be noted */
  readonly check: () => void;
}

export function createSettler(db: Db): Settler {
  let pending: { key: string; outcome: Outcome }[] = [];
  let writing: Promise<void> | null = null;
  let failure: { error: unknown } | null = null;
  const check = () => {
    if (failure) throw failure.error;
  };
  const write = async () => {
    try {
      while (pending.length > 0) {
        const some = pending;
        pending = [];
        await settleAll(db, some);
      }
    } catch (error) {
      failure = { error };
    } finally {
      writing = null;
    }
  };
  return {
    settle: (key, outcome) => {
      pending.push({ key, outcome });
      writing ??= write();
    },
    written: async () => {
      while (writing) await writing;
      check();
    },
    check,
  };
}

/** The lease ends with the outcome. */
export async function settleAll(
  db: Db | Tx,
  settled: readonly { key: string; outcome: Outcome }[],
): Promise<void> {
  const [first, ...others] = settled;
  if (!first) return;
  // On the embedded database they come one at a time, and one row's own statement is a quarter of the work.
  if (others.length === 0) return settleOne(db, first);
  const rows = JSON.stringify(settled.map(({ key, outcome }) => ({ key, ...outcome })));
  await sql`
    update mail.outbox as o
    set state = v.state, last_answer = v.last_answer, claimed_until = null,
        next_try_at = coalesce(v.next_try_at, o.next_try_at), sent_at = coalesce(v.sent_at, o.sent_at)
    from jsonb_to_recordset(${rows}::jsonb)
      as v(key text, state text, last_answer text, next_try_at timestamptz, sent_at timestamptz)
    where o.key = v.key`.execute(db);
}

async function settleOne(
  db: Db | Tx,
  { key, outcome }: { readonly key: string; readonly outcome: Outcome },
): Promise<void> {
  const settled = db
    .updateTable('mail.outbox')
    .set({ ...outcome, claimed_until: null })
    .where('key', '=', key);
  await repeated(() => settled.execute());
}
