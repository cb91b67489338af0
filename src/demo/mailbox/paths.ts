import type { Person } from '../people.ts';

/** The mailboxes' own style sheet. */
export const stylePath = '/mailbox/style.css';
export const mailboxPath = (person: Person): string => `/mailbox/${person.id}`;
export const mailPath = (person: Person, id: string): string => `${mailboxPath(person)}/${id}`;
/** Where a browser waits for the answer to what it sent: any mail from this UID on. */
export const awaitPath = (person: Person, uid: number, tries = 0): string =>
  `${mailboxPath(person)}?after=${uid}${tries > 0 ? `&tries=${tries}` : ''}`;
