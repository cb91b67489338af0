import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '../../db/database.ts';
import type { UpdatesTable } from '../../db/tables.ts';
import type { Answers } from './record.ts';

/** One version of an update; the answers that stand after it, those of earlier versions included. */
export interface UpdateView {
  readonly week: string;
  /** The member's address. */
  readonly member: string;
  readonly version: number;
  readonly answers: Answers;
  readonly notes: string;
  readonly epics: readonly string[];
  /** After the week's review. */
  readonly late: boolean;
  readonly repeats: string | null;
  readonly receivedAt: Date;
  /** Of the message that made this version. */
  readonly position: number;
}

/** An update as it stands, with the positions of all messages that made it, first to last. */
export interface StandingUpdateView extends UpdateView {
  readonly positions: readonly number[];
}

export interface UpdateFilter {
  readonly week?: string;
  readonly member?: string;
  readonly epic?: string;
  /** Updates that come after this one in the list: newest week first, then by address. */
  readonly after?: { readonly week: string; readonly member: string };
  readonly limit?: number;
}

/** Updates as they stand: newest week first, then by address. */
export async function updatesOf(
  db: Db | Tx,
  team: string,
  filter: UpdateFilter = {},
): Promise<StandingUpdateView[]> {
  const { week, member, epic, after } = filter;
  const rows = await db
    .selectFrom('log.updates as u')
    .selectAll('u')
    .select((eb) =>
      eb
        .selectFrom('log.updates as v')
        .select((inner) => inner.fn.agg<number[]>('array_agg', ['v.position']).as('positions'))
        .whereRef('v.team', '=', 'u.team')
        .whereRef('v.week', '=', 'u.week')
        .whereRef('v.member', '=', 'u.member')
        .as('positions'),
    )
    .where('u.team', '=', team)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('log.updates as later')
            .select('later.version')
            .whereRef('later.team', '=', 'u.team')
            .whereRef('later.week', '=', 'u.week')
            .whereRef('later.member', '=', 'u.member')
            .whereRef('later.version', '>', 'u.version'),
        ),
      ),
    )
    .$if(week !== undefined, (query) => query.where('u.week', '=', week ?? ''))
    .$if(member !== undefined, (query) => query.where('u.member', '=', member ?? ''))
    .$if(epic !== undefined, (query) =>
      query.where((eb) => eb(eb.val(epic ?? ''), '=', eb.fn.any('u.epics'))),
    )
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('u.week', '<', after?.week ?? ''),
          eb.and([eb('u.week', '=', after?.week ?? ''), eb('u.member', '>', after?.member ?? '')]),
        ]),
      ),
    )
    .orderBy('u.week', 'desc')
    .orderBy('u.member')
    .limit(filter.limit ?? 1000)
    .execute();
  return rows.map((row) => ({
    ...view(row),
    positions: (row.positions ?? []).map(Number).sort((a, b) => a - b),
  }));
}

/** All versions of one update, oldest first. */
export async function versionsOf(
  db: Db | Tx,
  team: string,
  week: string,
  member: string,
): Promise<UpdateView[]> {
  const rows = await db
    .selectFrom('log.updates')
    .selectAll()
    .where('team', '=', team)
    .where('week', '=', week)
    .where('member', '=', member)
    .orderBy('version')
    .execute();
  return rows.map(view);
}

/** A member's update of a week as it stands, and their latest one of an earlier week. */
export async function updatesUpTo(
  db: Db | Tx,
  team: string,
  member: string,
  week: string,
): Promise<{ update: UpdateView | null; lastUpdate: UpdateView | null }> {
  const rows = await db
    .selectFrom('log.updates')
    .selectAll()
    .distinctOn('week')
    .where('team', '=', team)
    .where('member', '=', member)
    .where('week', '<=', week)
    .orderBy('week', 'desc')
    .orderBy('version', 'desc')
    .limit(2)
    .execute();
  const [first, second] = rows.map(view);
  const isOfWeek = first?.week === week;
  return { update: (isOfWeek && first) || null, lastUpdate: (isOfWeek ? second : first) ?? null };
}

/** A member's latest update, of a week before `beforeWeek` where that is given. */
export async function latestUpdate(
  db: Db | Tx,
  team: string,
  member: string,
  beforeWeek: string | null,
): Promise<UpdateView | null> {
  const row = await db
    .selectFrom('log.updates')
    .selectAll()
    .where('team', '=', team)
    .where('member', '=', member)
    .$if(beforeWeek !== null, (query) => query.where('week', '<', beforeWeek ?? ''))
    .orderBy('week', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? view(row) : null;
}

const answers = z.object({ goal: z.string(), changed: z.string(), risk: z.string(), next: z.string() });

function view(row: Selectable<UpdatesTable>): UpdateView {
  return {
    week: row.week,
    member: row.member,
    version: row.version,
    answers: answers.parse(row.answers),
    notes: row.notes,
    epics: row.epics,
    late: row.late,
    repeats: row.repeats,
    receivedAt: row.received_at,
    position: row.position,
  };
}
