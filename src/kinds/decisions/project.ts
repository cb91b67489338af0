import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { AnyRecord, Source } from '../kind.ts';
import { issueNumber } from '../numbers.ts';
import type { Plan } from '../plan/record.ts';
import { opened } from './opened.ts';
import { decisionNumbered, decisionsInThread, decisionWithKey, mentionOf } from './queries.ts';
import type { Decision, DecisionRecord } from './record.ts';
import { type By, superseded, transition } from './transitions.ts';

/** Writes what a message did to a decision. What it may not do was answered with why when it was read; the message is kept with it all the same. */
export async function projectDecision(tx: Tx, record: AnyRecord, source: Source): Promise<void> {
  if (record.kind !== 'decision') return;
  const by: By = { member: source.member, at: source.receivedAt.toISOString(), position: source.position };
  const after = await changed(tx, record, source, by);
  if (!after) return;
  const numbered = await withNumber(tx, after, source);
  await save(tx, source.team, numbered, by.position);
  if (numbered.state === 'decided') await supersedeThose(tx, source.team, numbered, by);
}

async function changed(
  tx: Tx,
  record: DecisionRecord,
  { team, plan, thread, position, ordinal }: Source,
  by: By,
): Promise<Decision | null> {
  const key = { position, ordinal };
  if (record.type === 'note') {
    const [there] = await decisionsInThread(tx, team, thread);
    if (!there) return opened(record, key, thread, by);
    return there.positions.includes(position)
      ? null
      : { ...there, positions: [...there.positions, position] };
  }
  const before = record.on === null ? null : await decisionWithKey(tx, team, record.on);
  if (!before) return record.on === null ? opened(record, key, thread, by) : null;
  return applied(before, record, by, plan);
}

function applied(before: Decision, record: DecisionRecord, by: By, plan: Plan | null): Decision | null {
  if (record.type === 'note' || !plan) return null;
  const done = transition(before, record, by, plan);
  return 'to' in done ? done.to : null;
}

/** Numbered when it is first proposed or decided; never again. */
async function withNumber(tx: Tx, decision: Decision, source: Source): Promise<Decision> {
  if (decision.number !== null || decision.state === 'noted') return decision;
  const { team, sha256, ordinal } = source;
  return { ...decision, number: await issueNumber(tx, { team, series: 'D' }, { sha256, ordinal }) };
}

async function save(tx: Tx, team: string, decision: Decision, position: number): Promise<void> {
  const row = {
    number: decision.number,
    state: decision.state,
    thread: decision.thread,
    decider: decision.decider,
    decide_by: decision.decideBy === null ? null : new Date(decision.decideBy),
    decided_at: decision.decidedAt === null ? null : new Date(decision.decidedAt),
    decision: JSON.stringify(decision),
  };
  await tx
    .insertInto('log.decisions')
    .values({ team, ...decision.key, at: new Date(decision.proposedAt ?? decision.notedAt), ...row })
    .onConflict((conflict) => conflict.columns(['team', 'position', 'ordinal']).doUpdateSet(row))
    .execute();
  await tx
    .insertInto('log.mentions')
    .values({ team, record: mentionOf(decision), position })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes back what a message noted while its thread was a guess, where nothing came of it: no number, and no other message. */
export async function unnote(tx: Tx, position: number): Promise<void> {
  const notes = await tx
    .deleteFrom('log.decisions')
    .where('position', '=', position)
    .where('state', '=', 'noted')
    .where(sql<number>`jsonb_array_length(decision -> 'positions')`, '=', 1)
    .returning(['team', 'position', 'ordinal'])
    .execute();
  for (const { team, ...key } of notes)
    await tx
      .deleteFrom('log.mentions')
      .where('team', '=', team)
      .where('record', '=', mentionOf({ key }))
      .execute();
}

/** Both ends say so. */
async function supersedeThose(tx: Tx, team: string, later: Decision, by: By): Promise<void> {
  for (const number of later.supersedes) {
    const earlier = number === later.number ? null : await decisionNumbered(tx, team, number);
    if (!earlier || later.number === null || earlier.state === 'superseded') continue;
    await save(tx, team, superseded(earlier, later.number, by), by.position);
  }
}
