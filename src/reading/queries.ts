import { sql } from 'kysely';
import type { Db, Tx } from '../db/database.ts';
import type { OutboxState, ReadingOutcome } from '../db/tables.ts';

/** What became of a message: of one that came, how it was read; of one that we wrote, how far it got. */
export type MessageState = ReadingOutcome | 'pending' | OutboxState;

/** A message as the operator's list shows it. */
export interface MessageView {
  readonly position: number;
  /** Without angle brackets; the position, as text, while the message is still to be read. */
  readonly messageId: string;
  readonly direction: 'in' | 'out';
  readonly fromName: string;
  readonly fromAddress: string;
  readonly subject: string;
  readonly receivedAt: Date;
  /** Null where it belongs to no team, or none yet. */
  readonly team: string | null;
  /** The Message-ID of the thread's root. */
  readonly thread: string | null;
  /** The grade of the latest proof; null where none was made yet. */
  readonly proof: string | null;
  readonly kinds: readonly string[];
  readonly outcome: MessageState;
  /** Why it was ignored, held, …; for a message of ours the server's last answer. */
  readonly reason: string | null;
  /** For a message of ours: what it is and to whom. */
  readonly sent: { readonly kind: string; readonly recipient: string; readonly week: string | null } | null;
}

export interface MessageFilter {
  readonly state?: MessageState;
  /** Messages stored before this position. */
  readonly before?: number;
  readonly limit?: number;
}

/** A team's messages in both directions, the newest first; everybody's where `team` is null, for the operator. */
export async function messageList(
  db: Db | Tx,
  team: string | null,
  filter: MessageFilter = {},
): Promise<MessageView[]> {
  const rows = await selectOf(db, await scopeOf(db, team))
    .$if(filter.state !== undefined, (query) => query.where(outcome, '=', filter.state ?? 'pending'))
    .$if(filter.before !== undefined, (query) => query.where('m.position', '<', filter.before ?? 0))
    .orderBy('m.position', 'desc')
    .limit(filter.limit ?? 100)
    .execute();
  return rows.map(view);
}

/** Every message of a team with this Message-ID, or at this position. Two messages may claim one id (mail.md A3); oldest first. */
export async function messagesById(
  db: Db | Tx,
  team: string | null,
  messageId: string,
): Promise<MessageView[]> {
  const position = /^\d{1,15}$/.test(messageId) ? Number(messageId) : -1;
  const rows = await selectOf(db, await scopeOf(db, team))
    .where((eb) => eb.or([eb('h.message_id', '=', messageId), eb('m.position', '=', position)]))
    .orderBy('m.position')
    .execute();
  return rows.map(view);
}

/** The messages of one thread in the order in which they were stored. */
export async function threadOf(db: Db | Tx, team: string, thread: string): Promise<MessageView[]> {
  const rows = await selectOf(db, await scopeOf(db, team))
    .where('h.thread', '=', thread)
    .orderBy('m.position')
    .limit(500)
    .execute();
  return rows.map(view);
}

/** What we wrote in answer to a message. */
export async function answersTo(db: Db | Tx, team: string | null, position: number): Promise<MessageView[]> {
  const rows = await selectOf(db, await scopeOf(db, team))
    .where('o.answers', '=', position)
    .orderBy('m.position')
    .execute();
  return rows.map(view);
}

/** The Message-IDs at these positions, without angle brackets. */
export async function identifiersOf(db: Db | Tx, positions: readonly number[]): Promise<Map<number, string>> {
  if (positions.length === 0) return new Map();
  const rows = await db
    .selectFrom('log.messages')
    .select(['position', 'message_id'])
    .where('position', 'in', [...new Set(positions)])
    .execute();
  return new Map(rows.map((row) => [row.position, row.message_id]));
}

/** The team of the newest message with this id; null where there is none. */
export async function teamOfMessage(db: Db | Tx, messageId: string): Promise<string | null> {
  const row = await db
    .selectFrom('log.messages as h')
    .leftJoin('mail.outbox as o', 'o.position', 'h.position')
    .select((eb) => eb.fn.coalesce('h.team', 'o.team').as('team'))
    .where('h.message_id', '=', messageId)
    .orderBy('h.position', 'desc')
    .executeTakeFirst();
  return row?.team ?? null;
}

/** A message that belongs to no team is shown to the only one there is, and to nobody where there are several. */
async function scopeOf(db: Db | Tx, team: string | null): Promise<Scope> {
  if (team === null) return { team: null, alone: false };
  const others = await db.selectFrom('log.plans').select('team').where('team', '!=', team).limit(1).execute();
  return { team, alone: others.length === 0 };
}

interface Scope {
  /** Null is every team. */
  readonly team: string | null;
  readonly alone: boolean;
}

const outcome = sql<MessageState>`case
  when m.direction = 'out' then coalesce(o.state, 'sent')
  else coalesce(r.outcome, 'pending') end`;

function selectOf(db: Db | Tx, scope: Scope) {
  const team = sql<string | null>`coalesce(h.team, r.team, o.team)`;
  return (
    db
      .selectFrom('mail.messages as m')
      .leftJoin('log.messages as h', 'h.position', 'm.position')
      .leftJoin('mail.outbox as o', 'o.position', 'm.position')
      // The latest proof counts, and only the reading of that one: after an operator's retry the message is pending again.
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('mail.proofs')
            .select(['ordinal', 'grade'])
            .whereRef('mail.proofs.position', '=', 'm.position')
            .orderBy('ordinal', 'desc')
            .limit(1)
            .as('p'),
        (join) => join.onTrue(),
      )
      .leftJoin('log.readings as r', 'r.ordinal', 'p.ordinal')
      .select([
        'm.position',
        'm.direction',
        'm.received_at',
        'h.message_id',
        'h.from_name',
        'h.from_address',
        'h.subject',
        'h.thread',
        'p.grade',
        'r.kinds',
        'r.reason',
        'o.kind as sent_kind',
        'o.recipient',
        'o.week',
        'o.last_answer',
      ])
      .select([team.as('team'), outcome.as('outcome')])
      .where((eb) => {
        if (scope.team === null) return eb.lit(true);
        const own = eb(team, '=', scope.team);
        return scope.alone ? eb.or([own, eb(team, 'is', null)]) : own;
      })
  );
}

type Row = Awaited<ReturnType<ReturnType<typeof selectOf>['execute']>>[number];

function view(row: Row): MessageView {
  return {
    position: row.position,
    messageId: row.message_id ?? String(row.position),
    direction: row.direction,
    fromName: row.from_name ?? '',
    fromAddress: row.from_address ?? '',
    subject: row.subject ?? '',
    receivedAt: row.received_at,
    team: row.team,
    thread: row.thread,
    proof: row.direction === 'out' ? (row.grade ?? 'ours') : row.grade,
    kinds: row.kinds ?? [],
    outcome: row.outcome,
    reason: row.direction === 'out' ? row.last_answer : row.reason,
    sent:
      row.sent_kind === null ? null : { kind: row.sent_kind, recipient: row.recipient ?? '', week: row.week },
  };
}
