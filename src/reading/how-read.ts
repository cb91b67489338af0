import { z } from 'zod';
import type { Db, Tx } from '../db/database.ts';
import type { Grade, ReadingOutcome } from '../db/tables.ts';

/** How one message was proven and read: what its page tells. */
export interface HowRead {
  readonly proof: {
    readonly grade: Grade;
    readonly author: string | null;
    readonly why: string;
    readonly at: Date;
  };
  /** Null while it is still to be read. */
  readonly reading: ReadingView | null;
}

export interface ReadingView {
  readonly member: string | null;
  readonly kinds: readonly string[];
  readonly outcome: ReadingOutcome;
  readonly reason: string | null;
  /** As the kinds' own types say; told apart by `kind` (and `type`). */
  readonly records: readonly RecordView[];
  readonly questions: readonly QuestionView[];
  readonly refusals: readonly { readonly line: string; readonly why: string }[];
  readonly parts: readonly PartView[];
  readonly reader: number;
}

export type RecordView = { readonly kind: string } & Readonly<Record<string, unknown>>;
export type QuestionView = { readonly about: string } & Readonly<Record<string, unknown>>;

/** A line of the message: whose words, and the rule that decided. */
export interface PartView {
  readonly text: string;
  readonly whose: string;
  readonly rule: string;
}

/** The latest proof of a message and its reading; null where it is not proven yet. */
export async function howRead(db: Db | Tx, position: number): Promise<HowRead | null> {
  const row = await db
    .selectFrom('mail.proofs as p')
    .leftJoin('log.readings as r', 'r.ordinal', 'p.ordinal')
    .select(['p.grade', 'p.author', 'p.evidence', 'p.made_at'])
    .select(['r.member', 'r.kinds', 'r.outcome', 'r.reason', 'r.reader'])
    .select(['r.records', 'r.questions', 'r.refusals', 'r.parts'])
    .where('p.position', '=', position)
    .orderBy('p.ordinal', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  const proof = { grade: row.grade, author: row.author, why: row.evidence.why, at: row.made_at };
  if (row.outcome === null || row.reader === null) return { proof, reading: null };
  return {
    proof,
    reading: {
      member: row.member,
      kinds: row.kinds ?? [],
      outcome: row.outcome,
      reason: row.reason,
      records: records.parse(row.records),
      questions: questions.parse(row.questions),
      refusals: refusals.parse(row.refusals),
      parts: parts.parse(row.parts),
      reader: row.reader,
    },
  };
}

const records = z.array(z.looseObject({ kind: z.string() }));
const questions = z.array(z.looseObject({ about: z.string() }));
const refusals = z.array(z.object({ line: z.string(), why: z.string() }));
const parts = z.array(z.object({ text: z.string(), whose: z.string(), rule: z.string() }));
