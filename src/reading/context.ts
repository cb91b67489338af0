import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Tx } from '../db/database.ts';
import type { Grade } from '../db/tables.ts';
import { weekAt } from '../kinds/calendar.ts';
import { openRisks } from '../kinds/commands/queries.ts';
import type { Answered, Context, Question } from '../kinds/kind.ts';
import { updatesUpTo } from '../kinds/updates/queries.ts';
import type { Route } from './route.ts';

/** What the record says at the moment when the message is read, as far as any kind asks. */
export async function contextFor(
  tx: Tx,
  { answered, plan, author, team }: Route,
  receivedAt: Temporal.Instant,
  grade: Grade,
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
  };
}

const questions = z.array(
  z.discriminatedUnion('about', [
    z.object({ about: z.literal('epic'), said: z.string(), candidate: z.string() }),
    z.object({ about: z.literal('same-risk'), risk: z.number(), text: z.string() }),
    z.object({ about: z.literal('date'), said: z.string(), ask: z.string() }),
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
  return { kind: answered.kind, week: answered.week, questions: asked };
}
