import { sql } from 'kysely';
import { asJson } from '../../db/as-json.ts';
import type { Tx } from '../../db/database.ts';
import type { AnyRecord, Source } from '../kind.ts';
import { issueNumber } from '../numbers.ts';
import type { Plan } from '../plan/record.ts';
import { opened } from './opened.ts';
import {
  decisionNumbered,
  decisionsInThread,
  decisionsNumbered,
  decisionWithKey,
  mentionOf,
} from './queries.ts';
import { readdressed } from './readdressed.ts';
import type { Decision, DecisionRecord } from './record.ts';
import { type By, superseded, transition } from './transitions.ts';

/** Writes what a message did to a decision. What it may not do was answered with why when it was read; the message is kept with it all the same. */
export async function projectDecision(tx: Tx, record: AnyRecord, source: Source): Promise<void> {
  if (record.kind !== 'decision') return;
  const by: By = { member: source.member, at: source.receivedAt.toISOString(), position: source.position };
  const after = await changed(tx, record, source, by);
  if (!after) return;
  const numbered = withoutItself(await withNumber(tx, after, source));
  await save(tx, source.team, numbered, by.position);
  // By the step that decides it, and by no thank-you later.
  const isNow = record.type === 'decide' || record.type === 'outcome';
  if (isNow && numbered.state === 'decided') await supersedeThose(tx, source.team, numbered, by);
}

const withoutItself = (decision: Decision): Decision =>
  decision.number === null || !decision.supersedes.includes(decision.number)
    ? decision
    : { ...decision, supersedes: decision.supersedes.filter((number) => number !== decision.number) };

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
  if (record.on === null)
    return (await decisionWithKey(tx, team, key))
      ? null
      : opened(await withKnown(tx, team, record), key, thread, by);
  const before = await decisionWithKey(tx, team, record.on);
  if (!before || !plan) return null;
  return applied(readdressed(before, plan), await withKnown(tx, team, record), by, plan);
}

/** What is superseded has to be there; a number that is not was answered so, and is none of the record's. */
async function withKnown<T extends DecisionRecord>(tx: Tx, team: string, record: T): Promise<T> {
  if (!('supersedes' in record) || record.supersedes.length === 0) return record;
  const known = await decisionsNumbered(tx, team, record.supersedes);
  return { ...record, supersedes: known.flatMap(({ number }) => (number === null ? [] : [number])) };
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
    decision: asJson(decision),
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
