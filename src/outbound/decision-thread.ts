import { sql } from 'kysely';
import type { Db, Tx } from '../db/database.ts';
import type { Decision } from '../kinds/decisions/record.ts';
import type { Member, Plan } from '../kinds/plan/record.ts';
import { parseHeaders } from '../message/headers.ts';

/** A message that somebody wrote in a thread. */
export interface ThreadMessage {
  readonly position: number;
  readonly messageId: string;
  readonly subject: string;
  readonly references: readonly string[];
  /** Of From, To and Cc, lower case. */
  readonly addresses: readonly string[];
}

/** More than the header of any mail that people write; a header that is longer loses its end here, and nothing else. */
const headerOctets = 65_536;
/** A long thread's first messages, its newest, and those that made the decision what it is. */
const most = 50;

/** What people wrote in a decision's thread, in the order of storing. */
export async function threadOf(
  db: Db | Tx,
  { thread, positions, history }: Decision,
): Promise<ThreadMessage[]> {
  const rows = await db
    .selectFrom('log.messages as m')
    .leftJoin('mail.bytes as b', 'b.position', 'm.position')
    .select(['m.position', 'm.message_id', 'm.subject'])
    .select(sql<Buffer | null>`substring(b.raw from 1 for ${sql.lit(headerOctets)})`.as('head'))
    .where('m.direction', '=', 'in')
    .where('m.automatic', 'is', null)
    .where((eb) => eb.or([eb('m.thread', '=', thread), eb('m.position', 'in', [...positions])]))
    .orderBy('m.position')
    .execute();
  const steps = new Set(history.map(({ position }) => position));
  const kept = rows.filter(
    ({ position }, index) => index < most / 2 || index >= rows.length - most / 2 || steps.has(position),
  );
  return kept.map(({ position, message_id, subject, head }) => {
    const headers = head ? parseHeaders(head) : null;
    const named = headers ? [...headers.from, ...headers.to, ...headers.cc] : [];
    return {
      position,
      messageId: message_id,
      subject,
      references: headers?.references ?? [],
      addresses: named.map(({ address }) => address),
    };
  });
}

/** Members of the plan whom these messages name, by any of their addresses. */
export const membersNamed = (plan: Plan, messages: readonly Pick<ThreadMessage, 'addresses'>[]): string[] => {
  const named = new Set(messages.flatMap(({ addresses }) => addresses));
  return plan.members.filter((member) => isNamed(member, named)).map(({ address }) => address);
};

export const isNamed = ({ address, also }: Member, named: ReadonlySet<string>): boolean =>
  named.has(address) || also.some((other) => named.has(other));
