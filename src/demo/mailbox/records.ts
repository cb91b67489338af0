import type { Db } from '../../db/database.ts';
import { messagePath, teamPath, weekPath } from '../../web/paths.ts';
import type { Person } from '../people.ts';
import { team } from '../people.ts';
import type { OpenMail } from './mails.ts';

/** Where the archive has what a mail is about. */
export async function recordsOf(
  db: Db,
  person: Person,
  { mail, isSent, raw }: OpenMail,
): Promise<{ text: string; href: string }[]> {
  if (isSent) return [{ text: 'How it was read', href: messagePath(team, mail.messageId) }];
  const ours = await db
    .selectFrom('mail.outbox')
    .select(['kind', 'week', 'answers'])
    .where('message_id', '=', mail.messageId)
    .executeTakeFirst();
  if (!ours) return [];
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
