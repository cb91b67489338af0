import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Db, Tx } from '../db/database.ts';
import { decisionsAbout } from '../kinds/decisions/queries.ts';
import type { Decision } from '../kinds/decisions/record.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { isNamed, threadOf } from './decision-thread.ts';
import type { Heard } from './due-decisions.ts';

/** One thing that a message says of a decision, in its author's words. */
export interface Said {
  readonly decision: Decision;
  readonly position: number;
  readonly member: string;
  readonly what: Heard['what'];
  /** Of a concern. */
  readonly name: string | null;
  readonly words: string;
}

/** What was said against decisions, or asked about them, since then, and still stands. */
export async function heardLately(
  db: Db | Tx,
  plan: Plan,
  since: Date,
): Promise<{ decision: Decision; heard: Heard }[]> {
  const rows = await readings(db, plan.team).where('m.received_at', '>', since).execute();
  const found: { decision: Decision; heard: Heard }[] = [];
  // A long thread says many things, and is looked up once.
  const threads = new Map<string, Awaited<ReturnType<typeof threadOf>>>();
  const once = async (decision: Decision) => {
    const key = `${decision.key.position}.${decision.key.ordinal}`;
    const known = threads.get(key) ?? (await threadOf(db, decision));
    threads.set(key, known);
    return known;
  };
  for (const row of rows) {
    for (const { decision, member, what } of await saidIn(db, plan.team, row)) {
      const message = (await once(decision)).find(({ position }) => position === row.position);
      const named = new Set(message?.addresses ?? []);
      const heard = {
        digest: row.sha256.toString('hex').slice(0, 16),
        position: row.position,
        member,
        at: Temporal.Instant.fromEpochMilliseconds(row.received_at.getTime()),
        what,
        had: plan.members.filter((one) => isNamed(one, named)).map(({ address }) => address),
      };
      found.push({ decision, heard });
    }
  }
  return found;
}

/** The same of the one message whose sha256 begins with these 16 hex digits. */
export async function heardWith(db: Db | Tx, team: string, digest: string): Promise<Said[]> {
  const row = await readings(db, team)
    .where('m.sha256', '>=', Buffer.from(digest.padEnd(64, '0'), 'hex'))
    .where('m.sha256', '<=', Buffer.from(digest.padEnd(64, 'f'), 'hex'))
    .executeTakeFirstOrThrow();
  return saidIn(db, team, row);
}

/** Readings of what people wrote of decisions; where a message was read again, the last. */
function readings(db: Db | Tx, team: string) {
  return db
    .selectFrom('log.readings as r')
    .innerJoin('mail.messages as m', 'm.position', 'r.position')
    .select(['r.position', 'r.member', 'r.records', 'r.parts', 'm.sha256', 'm.received_at'])
    .distinctOn('r.position')
    .where('r.team', '=', team)
    .where('r.outcome', '=', 'recorded')
    .where('m.direction', '=', 'in')
    .where(sql<boolean>`'decision' = any (r.kinds)`)
    .orderBy('r.position')
    .orderBy('r.ordinal', 'desc');
}

type Row = Awaited<ReturnType<ReturnType<typeof readings>['execute']>>[number];

/** As the reader wrote them; only what is needed here. */
const on = z.object({ position: z.number(), ordinal: z.number() });
const records = z.array(
  z.union([
    z.object({ kind: z.literal('decision'), type: z.literal('answer'), on, reason: z.string().nullable() }),
    z.object({ kind: z.literal('decision'), type: z.literal('concern'), on, name: z.string() }),
    z.object({ kind: z.literal('decision'), type: z.literal('comment'), on, asks: z.boolean() }),
    z.object({ kind: z.string() }).transform(() => null),
  ]),
);
const parts = z.array(z.object({ text: z.string(), whose: z.string() }));

async function saidIn(db: Db | Tx, team: string, row: Row): Promise<Said[]> {
  const found = records.parse(row.records).filter((record) => record !== null);
  const { member, position } = row;
  if (found.length === 0 || member === null) return [];
  const decisions = await decisionsAbout(db, team, position);
  return found.flatMap((record): Said[] => {
    const decision = decisions.find(
      ({ key }) => key.position === record.on.position && key.ordinal === record.on.ordinal,
    );
    if (!decision || decision.number === null) return [];
    const said = { decision, member, position };
    if (record.type === 'comment')
      return record.asks ? [{ ...said, what: 'asks', name: null, words: ownWordsOf(row) }] : [];
    if (record.type === 'concern') {
      const concern = decision.concerns.find(
        (one) => one.position === position && one.name === record.name && one.standing,
      );
      return concern && concern.resolvedBy === null
        ? [{ ...said, what: 'objects', name: concern.name, words: concern.text }]
        : [];
    }
    const answer = decision.answers.find((one) => one.position === position);
    return answer?.answer === '-1' && answer.standing
      ? [{ ...said, what: 'objects', name: null, words: answer.reason ?? '' }]
      : [];
  });
}

/** A comment's words are what its author wrote. */
const ownWordsOf = (row: Row) =>
  parts
    .parse(row.parts)
    .filter(({ whose }) => whose === 'author')
    .map(({ text }) => text)
    .join('\n')
    .trim();
