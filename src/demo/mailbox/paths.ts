import type { Person } from '../people.ts';

/** The mailboxes' own style sheet. */
export const stylePath = '/mailbox/style.css';
export const mailboxPath = (person: Person): string => `/mailbox/${person.id}`;
export const mailPath = (person: Person, id: string): string => `${mailboxPath(person)}/${id}`;
/** Where a mail to a colleague is written that the log gets in copy. */
export const logPath = (person: Person): string => `${mailboxPath(person)}/log`;

interface Awaited {
  /** Any mail from this UID on. */
  readonly after: number;
  /** The Message-ID of what was sent. */
  readonly sent: string;
  readonly tries?: number;
}

/** Where a browser waits for the answer to what it sent. */
export function awaitPath(person: Person, { after, sent, tries = 0 }: Awaited): string {
  const query = new URLSearchParams({ after: String(after), sent });
  if (tries > 0) query.set('tries', String(tries));
  return `${mailboxPath(person)}?${query}`;
}
