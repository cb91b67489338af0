import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Db, Tx } from '../db/database.ts';
import type { OutboxRow } from '../db/tables.ts';
import { decisionsAbout } from '../kinds/decisions/queries.ts';
import type { Plan, Receipts } from '../kinds/plan/record.ts';
import type { Awaiting } from './due.ts';

const days = 24 * 3600 * 1000;
/** A person's first updates are always confirmed, so that they see how they are read. */
const firstUpdates = 3;

/** The readings of the last three days whose authors are owed an answer and have none in the outbox. */
export async function awaitingAnswer(db: Db | Tx, plan: Plan, now: Date): Promise<Awaiting[]> {
  const rows = await db
    .selectFrom('log.readings as r')
    .innerJoin('mail.messages as m', 'm.position', 'r.position')
    .innerJoin('log.messages as l', 'l.position', 'r.position')
    .leftJoin('mail.outbox as o', (join) => join.onRef('o.answers', '=', 'r.position'))
    .select(['r.position', 'r.member', 'r.outcome', 'r.records', 'r.questions', 'r.refusals', 'r.parts'])
    .select(['m.sha256', 'm.received_at', 'l.thread'])
    .where('r.team', '=', plan.team)
    .where('r.member', 'is not', null)
    .where('m.direction', '=', 'in')
    .where('m.received_at', '>', new Date(now.getTime() - 3 * days))
    // Where it was read again since, only that counts; and a notice that nothing was recorded is no answer to what is.
    .where((eb) =>
      eb.or([
        eb('o.key', 'is', null),
        eb.and([eb('o.kind', '=', 'notice'), eb('r.outcome', '=', 'recorded')]),
      ]),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('log.readings as later')
            .select('later.ordinal')
            .whereRef('later.position', '=', 'r.position')
            .whereRef('later.ordinal', '>', 'r.ordinal'),
        ),
      ),
    )
    .orderBy('r.ordinal')
    .execute();
  const found: Awaiting[] = [];
  const asked = new Set<string>();
  for (const row of rows) {
    const member = plan.members.find((one) => one.address === row.member);
    if (!member) continue;
    const facts = { ...row, ...recordFacts.parse({ records: row.records, parts: row.parts }) };
    const kind = await answerFor(db, plan, member, facts);
    if (!kind) continue;
    if (kind === 'question') {
      // A thread's sender is asked once (product.md §4).
      if (asked.has(row.thread) || (await isAsked(db, row.thread))) continue;
      asked.add(row.thread);
    }
    found.push({
      kind,
      position: row.position,
      digest: row.sha256.toString('hex').slice(0, 16),
      member: member.address,
      receivedAt: Temporal.Instant.fromEpochMilliseconds(row.received_at.getTime()),
      week: facts.records.find((record) => record.week)?.week ?? null,
      today: await answeredSince(db, member.address, kind, new Date(now.getTime() - days)),
    });
  }
  return found;
}

const recordFacts = z.object({
  records: z.array(
    z.object({
      kind: z.string(),
      type: z.string().optional(),
      answer: z.string().optional(),
      week: z.string().optional(),
      risks: z.array(z.object({ sameAs: z.number().nullable() })).optional(),
    }),
  ),
  parts: z.array(z.object({ whose: z.string() })),
});

interface Facts extends z.output<typeof recordFacts> {
  readonly position: number;
  readonly outcome: string;
  readonly questions: readonly object[];
  readonly refusals: readonly object[];
}

/** Which answer a reading is owed under the member's setting; null for none. */
async function answerFor(
  db: Db | Tx,
  plan: Plan,
  member: { address: string; receipts: Receipts },
  facts: Facts,
): Promise<Awaiting['kind'] | null> {
  const { outcome, records, questions, refusals } = facts;
  if (outcome !== 'recorded') {
    if (outcome !== 'ignored' && outcome !== 'unreadable') return null;
    if (refusals.length > 0) return 'notice';
    return questions.length > 0 && outcome === 'ignored' && member.receipts !== 'off' ? 'receipt' : null;
  }
  if (records.length > 0 && records.every((record) => record.kind === 'decision'))
    return answerToDecision(db, plan, member, facts);
  if (records.some((record) => record.type === 'help')) return 'help';
  if (records.some((record) => record.type === 'search' || record.type === 'show')) return 'found';
  if (member.receipts === 'always') return 'receipt';
  if (refusals.length > 0) return 'receipt';
  if (member.receipts === 'off') return null;
  if (questions.length > 0 || facts.parts.some((part) => part.whose === 'quoted')) return 'receipt';
  if (records.some((record) => record.type === 'risk')) return 'receipt';
  if (records.some((record) => record.risks?.some((risk) => risk.sameAs === null))) return 'receipt';
  if (!records.some((record) => record.kind === 'update')) return 'receipt';
  return (await updatesSoFar(db, plan.team, member.address)) <= firstUpdates ? 'receipt' : null;
}

/** What a message about decisions alone is owed. Whoever says `+1` is not answered, whatever their setting (product.md §3). */
async function answerToDecision(
  db: Db | Tx,
  { team, decisions }: Plan,
  { receipts }: { receipts: Receipts },
  { position, records, questions, refusals }: Facts,
): Promise<Awaiting['kind'] | null> {
  if (refusals.length > 0) return 'receipt';
  const setting = receipts === 'when-needed' ? decisions.receipts : receipts;
  if (setting === 'off') return null;
  const isNote = records.every(({ type }) => type === 'note');
  if (questions.length > 0) return isNote ? 'question' : 'receipt';
  if (isNote) return null;
  const isPlain = records.every(
    ({ type, answer }) => type === 'comment' || (type === 'answer' && answer !== '-1'),
  );
  return !isPlain || (await cameLate(db, team, position)) ? 'receipt' : null;
}

async function cameLate(db: Db | Tx, team: string, position: number): Promise<boolean> {
  const decisions = await decisionsAbout(db, team, position);
  return decisions.some(({ answers }) => answers.some((one) => one.position === position && one.late));
}

async function isAsked(db: Db | Tx, thread: string): Promise<boolean> {
  const row = await db
    .selectFrom('mail.outbox as o')
    .innerJoin('log.messages as l', 'l.position', 'o.answers')
    .select('o.key')
    .where('o.kind', '=', 'question')
    .where('l.thread', '=', thread)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function updatesSoFar(db: Db | Tx, team: string, member: string): Promise<number> {
  const row = await db
    .selectFrom('log.updates')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('team', '=', team)
    .where('member', '=', member)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function answeredSince(
  db: Db | Tx,
  recipient: string,
  kind: OutboxRow['kind'],
  since: Date,
): Promise<number> {
  const row = await db
    .selectFrom('mail.outbox')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('recipient', '=', recipient)
    .where('kind', '=', kind)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
