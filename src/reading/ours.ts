import type { Tx } from '../db/database.ts';
import { projectDecision } from '../kinds/decisions/project.ts';
import { decisionNumbered } from '../kinds/decisions/queries.ts';
import type { DecisionRecord } from '../kinds/decisions/record.ts';
import { currentPlan } from '../kinds/plan/queries.ts';
import type { HeaderFields } from '../message/headers.ts';
import type { StoredMessage } from '../store/read.ts';
import { type Reading, without } from './read.ts';

/**
 * What we wrote ourselves says nothing new, but for one: the outcome of a proposal whose deadline has passed is a fact from the moment that
 * it is stored (architecture.md rule 7). What it says is obeyed, whatever a newer reader would make of the answers.
 */
export async function readOurs(tx: Tx, facts: StoredMessage, headers: HeaderFields): Promise<Reading> {
  const row = await tx
    .selectFrom('mail.outbox')
    .select(['team', 'key'])
    .where('position', '=', facts.position)
    .executeTakeFirst();
  const ours = { ...without('ignored', [], 'ours'), team: row?.team ?? null };
  const said = headers.headers.find(({ name }) => name === 'x-onrecord-outcome')?.value;
  const [, number, verdict] = /^D-(\d{1,6});\s*(decided|contested)$/.exec(said?.trim() ?? '') ?? [];
  if (!row || (verdict !== 'decided' && verdict !== 'contested')) return ours;
  const decision = await decisionNumbered(tx, row.team, Number(number));
  if (!decision) return ours;
  const record: DecisionRecord = { kind: 'decision', type: 'outcome', on: decision.key, verdict };
  await projectDecision(tx, record, {
    team: row.team,
    plan: await currentPlan(tx, row.team),
    member: null,
    position: facts.position,
    sha256: facts.sha256,
    receivedAt: facts.received_at,
    thread: decision.thread,
    parent: null,
    ordinal: 0,
  });
  return { ...ours, kinds: ['decision'], outcome: 'recorded', reason: null, records: [record] };
}
