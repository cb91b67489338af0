import { z } from 'zod';
import type { Db, Tx } from '../../db/database.ts';
import type { Decision, DecisionKey, DecisionState } from './record.ts';

export interface DecisionFilter {
  readonly states?: readonly DecisionState[];
  /** A slug. */
  readonly epic?: string;
  /** An address in the plan. */
  readonly decider?: string;
  /** Decided, or else proposed or noted, at or after, and before. */
  readonly after?: Date;
  readonly before?: Date;
}

/** A team's decisions as they stand, the newest first. */
export async function decisionsOf(
  db: Db | Tx,
  team: string,
  filter: DecisionFilter = {},
): Promise<Decision[]> {
  let query = db.selectFrom('log.decisions').select('decision').where('team', '=', team);
  if (filter.states) query = query.where('state', 'in', [...filter.states]);
  if (filter.decider !== undefined) query = query.where('decider', '=', filter.decider);
  if (filter.after) query = query.where((eb) => eb.fn.coalesce('decided_at', 'at'), '>=', filter.after);
  if (filter.before) query = query.where((eb) => eb.fn.coalesce('decided_at', 'at'), '<', filter.before);
  const rows = await query
    .orderBy((eb) => eb.fn.coalesce('decided_at', 'at'), 'desc')
    .orderBy('position', 'desc')
    .orderBy('ordinal')
    .execute();
  const found = rows.map(read);
  return filter.epic === undefined ? found : found.filter((one) => one.epics.includes(filter.epic ?? ''));
}

export async function decisionsNumbered(
  db: Db | Tx,
  team: string,
  numbers: readonly number[],
): Promise<Decision[]> {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('log.decisions')
    .select('decision')
    .where('team', '=', team)
    .where('number', 'in', [...numbers])
    .orderBy('number')
    .execute();
  return rows.map(read);
}

export async function decisionNumbered(db: Db | Tx, team: string, number: number): Promise<Decision | null> {
  const row = await db
    .selectFrom('log.decisions')
    .select('decision')
    .where('team', '=', team)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? read(row) : null;
}

export async function decisionWithKey(db: Db | Tx, team: string, key: DecisionKey): Promise<Decision | null> {
  const row = await db
    .selectFrom('log.decisions')
    .select('decision')
    .where('team', '=', team)
    .where('position', '=', key.position)
    .where('ordinal', '=', key.ordinal)
    .executeTakeFirst();
  return row ? read(row) : null;
}

/** Those of a thread, in the order in which they came. */
export async function decisionsInThread(db: Db | Tx, team: string, thread: string): Promise<Decision[]> {
  const rows = await db
    .selectFrom('log.decisions')
    .select('decision')
    .where('team', '=', team)
    .where('thread', '=', thread)
    .orderBy('position')
    .orderBy('ordinal')
    .execute();
  return rows.map(read);
}

/** Those that a message made or speaks of. */
export async function decisionsAbout(db: Db | Tx, team: string, position: number): Promise<Decision[]> {
  const rows = await db
    .selectFrom('log.decisions')
    .select('decision')
    .where('team', '=', team)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('log.mentions as m')
          .select('m.record')
          .whereRef('m.team', '=', 'log.decisions.team')
          .where('m.position', '=', position)
          .whereRef(
            'm.record',
            '=',
            eb.fn<string>('concat', [
              // PostgreSQL cannot tell what a bare parameter of concat() is.
              eb.cast<string>(eb.val('decision/'), 'text'),
              'log.decisions.position',
              eb.cast<string>(eb.val('.'), 'text'),
              'log.decisions.ordinal',
            ]),
          ),
      ),
    )
    .orderBy('position')
    .orderBy('ordinal')
    .execute();
  return rows.map(read);
}

/** The name of a decision in log.mentions: its key, which it has before it has a number. */
export const mentionOf = ({ key }: Pick<Decision, 'key'>): string =>
  `decision/${key.position}.${key.ordinal}`;

/** As `projectDecision` wrote it. */
const written = z.custom<Decision>(
  (value) => typeof value === 'object' && value !== null && 'state' in value,
);
const read = (row: { decision: object }): Decision => written.parse(row.decision);
