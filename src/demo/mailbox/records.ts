import type { Db } from '../../db/database.ts';
import { decisionsAbout } from '../../kinds/decisions/queries.ts';
import type { Decision } from '../../kinds/decisions/record.ts';
import { decisionPath, messagePath, numberPath, teamPath, weekPath } from '../../web/paths.ts';
import type { Person } from '../people.ts';
import { logAddress, team } from '../people.ts';
import type { OpenMail } from './mails.ts';

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** Where the archive has what a mail is about. */
export async function recordsOf(
  db: Db,
  person: Person,
  { mail, isSent, raw }: OpenMail,
): Promise<readonly Link[]> {
  if (isSent) return [{ text: 'How it was read', href: messagePath(team, mail.messageId) }];
  const ours = await db
    .selectFrom('mail.outbox')
    .select(['key', 'kind', 'week', 'answers'])
    .where('message_id', '=', mail.messageId)
    .executeTakeFirst();
  if (!ours) return mail.everybody.some(({ address }) => address === logAddress) ? onRecord(db, mail) : [];
  const number = Number(/\/D-(\d+)/.exec(ours.key)?.[1] ?? 0);
  if (number > 0) return [{ text: `See D-${number}`, href: numberPath(team, number) }];
  const update = ours.week
    ? { text: 'See the record', href: `${weekPath(team, ours.week)}/${person.id}` }
    : null;
  switch (ours.kind) {
    case 'receipt': {
      const answered = /^In-Reply-To:\s*<([^>]+)>/im.exec(raw.toString('latin1', 0, 20_000))?.[1];
      return [
        ...(update ? [update] : []),
        ...(answered ? [{ text: 'How it was read', href: messagePath(team, answered) }] : []),
      ];
    }
    case 'review':
      return ours.week ? [{ text: 'See the week', href: weekPath(team, ours.week) }] : [];
    case 'request':
    case 'reminder':
      return [];
    default:
      return [{ text: 'See the team', href: teamPath(team) }];
  }
}

/** What a colleague wrote with the log in copy. */
async function onRecord(db: Db, { messageId }: OpenMail['mail']): Promise<Link[]> {
  const read = { text: 'How it was read', href: messagePath(team, messageId) };
  return [...(await whatBecameOf(db, messageId)), read];
}

/** The decisions that a message made or speaks of; none until it is read. */
export async function whatBecameOf(db: Db, messageId: string): Promise<Link[]> {
  const read = await db
    .selectFrom('log.messages')
    .select('position')
    .where('message_id', '=', messageId)
    .orderBy('position')
    .executeTakeFirst();
  if (!read) return [];
  return (await decisionsAbout(db, team, read.position)).map(linkTo);
}

const linkTo = (decision: Decision): Link => ({
  text: decision.number === null ? 'See the thread that it noted' : `See D-${decision.number}`,
  href: decisionPath(team, decision),
});
