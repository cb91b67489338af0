import type { Temporal } from 'temporal-polyfill';
import type { Db, Tx } from '../db/database.ts';
import { decisionsOf } from '../kinds/decisions/queries.ts';
import type { Decision } from '../kinds/decisions/record.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { decisionKey } from './decision-key.ts';
import { membersNamed, threadOf } from './decision-thread.ts';
import type { DecisionFacts } from './due-decisions.ts';
import { heardLately } from './heard.ts';

const lately = { hours: 72 };

/** The decisions that mail may be due about: what is proposed, what was decided lately, and what somebody objects to or asks about. */
export async function decisionFacts(
  db: Db | Tx,
  plan: Plan,
  now: Temporal.Instant,
): Promise<DecisionFacts[]> {
  const since = new Date(now.subtract(lately).epochMilliseconds);
  const decided = await decisionsOf(db, plan.team, { states: ['decided'], after: since });
  const open = await decisionsOf(db, plan.team, { states: ['proposed', 'contested'] });
  const heard = await heardLately(db, plan, since);
  const known = new Map(
    [...open, ...decided, ...heard.map((one) => one.decision)].map((one) => [nameOf(one), one]),
  );
  const facts: DecisionFacts[] = [];
  for (const decision of known.values()) {
    const ofIt = heard.filter((one) => nameOf(one.decision) === nameOf(decision));
    const asksWho = decision.state === 'decided' || ofIt.length > 0;
    facts.push({
      decision,
      people: asksWho ? membersNamed(plan, await threadOf(db, decision)) : [],
      told: decision.decidedBy === 'consensus' ? await toldOf(db, plan, decision) : null,
      heard: ofIt.map(({ heard }) => heard),
    });
  }
  return facts;
}

const nameOf = ({ key }: Decision) => `${key.position}.${key.ordinal}`;

async function toldOf(db: Db | Tx, plan: Plan, decision: Decision): Promise<string | null> {
  const row = await db
    .selectFrom('mail.outbox')
    .select('recipient')
    .where('key', '=', decisionKey(plan.team, 'outcome', decision))
    .executeTakeFirst();
  return row?.recipient ?? null;
}
