import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { OpenRisk } from './record.ts';

export interface RiskView {
  readonly number: number;
  readonly text: string;
  readonly epic: string | null;
  /** The address of the member who raised it. */
  readonly member: string;
  readonly since: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  /** Of the message that raised it. */
  readonly position: number;
  /** Of every message that raised, repeated or ended it, in order. */
  readonly positions: readonly number[];
}

/** Risks by number, oldest first; those that a correction took back are left out. */
export async function risksOf(
  db: Db | Tx,
  team: string,
  filter: { state: 'open' | 'resolved' | 'all'; epic?: string },
): Promise<RiskView[]> {
  const rows = await db
    .selectFrom('log.risks as r')
    .selectAll('r')
    .select((eb) =>
      eb
        .selectFrom('log.mentions as m')
        .select((inner) => inner.fn.agg<number[]>('array_agg', ['m.position']).as('positions'))
        .whereRef('m.team', '=', 'r.team')
        .where('m.record', '=', sql<string>`'R-' || r.number`)
        .as('mentions'),
    )
    .where('r.team', '=', team)
    .where('r.replaced', '=', false)
    .$if(filter.state === 'open', (query) => query.where('r.resolved_at', 'is', null))
    .$if(filter.state === 'resolved', (query) => query.where('r.resolved_at', 'is not', null))
    .$if(filter.epic !== undefined, (query) => query.where('r.epic', '=', filter.epic ?? ''))
    .orderBy('r.number')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    text: row.text,
    epic: row.epic,
    member: row.member,
    since: row.since,
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
    position: row.position,
    positions: [
      ...new Set([
        row.position,
        ...(row.mentions ?? []).map(Number),
        ...(row.resolved_position ? [row.resolved_position] : []),
      ]),
    ].sort((a, b) => a - b),
  }));
}

/** What stands open, as readers of the next message see it. */
export async function openRisks(db: Db | Tx, team: string): Promise<OpenRisk[]> {
  const risks = await db
    .selectFrom('log.risks')
    .select(['number', 'text', 'epic', 'member', 'since'])
    .where('team', '=', team)
    .where('replaced', '=', false)
    .where('resolved_at', 'is', null)
    .orderBy('number')
    .execute();
  return risks.map(({ since, ...risk }) => ({ ...risk, since: since.toISOString() }));
}
