import type { Temporal } from 'temporal-polyfill';
import { weekAt } from '../kinds/calendar.ts';
import type { FirstStep } from '../web/options.ts';
import { weekPath } from '../web/paths.ts';
import { zone } from './calendar.ts';
import type { EmbeddedMail } from './mail/embedded-mail.ts';
import { mailboxPath, mailPath } from './mailbox/paths.ts';
import { type Person, personNamed, team } from './people.ts';

/** What to try first: for the first page and for the terminal. */
export function firstSteps(mail: EmbeddedMail, now: Temporal.Instant): FirstStep[] {
  const week = weekAt(now, zone);
  const ben = personNamed('ben');
  const monday = newestPlanning(mail, personNamed('kofi'));
  return [
    {
      text: 'Open Ben’s mailbox, read the request, press Reply, write four lines, send: his receipt is there in two seconds',
      href: mailboxPath(ben),
    },
    { text: 'See his update in the week, and the message that it came from', href: weekPath(team, week) },
    ...(monday
      ? [{ text: 'Be Kofi: answer Monday’s mail with “KR3: 1”, and watch the key result move', href: monday }]
      : []),
    {
      text: 'Write a risk from Mei’s mailbox: “Risk: …” in a new mail',
      href: `${mailboxPath(personNamed('mei'))}/new`,
    },
    { text: 'Be anybody: all seven mailboxes', href: '/mailbox' },
  ];
}

/** Where somebody's newest planning mail is. */
function newestPlanning(mail: EmbeddedMail, person: Person): string | null {
  const inbox = mail.mailbox(person.address);
  const newest = inbox.list().findLast(({ uid }) => inbox.read(uid).includes('X-Onrecord-Kind: planning'));
  return newest ? mailPath(person, String(newest.uid)) : null;
}
