import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Tx } from '../db/database.ts';
import type { Grade } from '../db/tables.ts';
import { weekAt } from '../kinds/calendar.ts';
import { openRisks } from '../kinds/commands/queries.ts';
import { decisionsInThread, decisionsNumbered } from '../kinds/decisions/queries.ts';
import { readdressed } from '../kinds/decisions/readdressed.ts';
import type { Decision } from '../kinds/decisions/record.ts';
import type { Answered, Context, Question } from '../kinds/kind.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { updatesUpTo } from '../kinds/updates/queries.ts';
import type { Route } from './route.ts';

/** What the record says at the moment when the message is read, as far as any kind asks. */
export async function contextFor(
  tx: Tx,
  { answered, plan, author, team, logged }: Route,
  receivedAt: Temporal.Instant,
  grade: Grade,
  about: { thread: string; parent: number | null; numbers: readonly number[] },
): Promise<Context> {
  const week = answered?.week ?? weekAt(receivedAt, plan?.timezone ?? 'UTC');
  return {
    receivedAt,
    local: grade === 'local',
    proof: grade === 'token' ? 'token' : 'strong',
    plan,
    author,
    answered: answered && (await answeredFacts(tx, answered)),
    week,
    openRisks: team === null ? [] : await openRisks(tx, team),
    ...(team && author
      ? await updatesUpTo(tx, team, author.address, week)
      : { update: null, lastUpdate: null }),
    logged,
    parent: about.parent,
    decisions: team === null ? [] : asNow(await decisionsInThread(tx, team, about.thread), plan),
    named: team === null ? [] : asNow(await decisionsNumbered(tx, team, about.numbers), plan),
  };
}

const asNow = (decisions: readonly Decision[], plan: Plan | null) =>
  plan ? decisions.map((one) => readdressed(one, plan)) : decisions;

const questions = z.array(
  z.discriminatedUnion('about', [
    z.object({ about: z.literal('epic'), said: z.string(), candidate: z.string() }),
    z.object({ about: z.literal('same-risk'), risk: z.number(), text: z.string() }),
    z.object({ about: z.literal('date'), said: z.string(), ask: z.string() }),
    z.object({ about: z.literal('decision'), said: z.string().nullable() }),
    z.object({ about: z.literal('answer'), said: z.string(), ask: z.string() }),
  ]),
);

async function answeredFacts(tx: Tx, answered: NonNullable<Route['answered']>): Promise<Answered> {
  let asked: Question[] = [];
  if (answered.answers !== null) {
    const reading = await tx
      .selectFrom('log.readings')
      .select('questions')
      .where('position', '=', answered.answers)
      .orderBy('ordinal', 'desc')
      .limit(1)
      .executeTakeFirst();
    asked = questions.parse(reading?.questions ?? []);
  }
  const decision = /\/D-(\d+)/.exec(answered.key)?.[1];
  return {
    kind: answered.kind,
    week: answered.week,
    decision: decision === undefined ? null : Number(decision),
    questions: asked,
  };
}
