import type { Temporal } from 'temporal-polyfill';
import { weekAt } from '../kinds/calendar.ts';
import type { FirstStep } from '../web/options.ts';
import { decisionsPath, weekPath } from '../web/paths.ts';
import { zone } from './calendar.ts';
import type { EmbeddedMail } from './mail/embedded-mail.ts';
import { logPath, mailboxPath, mailPath } from './mailbox/paths.ts';
import { type Person, personNamed, team } from './people.ts';

/** What to try first: for the first page and for the terminal. */
export function firstSteps(mail: EmbeddedMail, now: Temporal.Instant): FirstStep[] {
  const week = weekAt(now, zone);
  const ben = personNamed('ben');
  const mei = personNamed('mei');
  const monday = newest(mail, personNamed('kofi'), 'planning');
  const proposal = newest(mail, mei, 'proposal');
  return [
    {
      text: 'Open Ben’s mailbox, read the request, press Reply, write four lines, send: his receipt is there in two seconds',
      href: mailboxPath(ben),
    },
    { text: 'See his update in the week, and the message that it came from', href: weekPath(team, week) },
    ...(monday
      ? [{ text: 'Be Kofi: answer Monday’s mail with “KR3: 1”, and watch the key result move', href: monday }]
      : []),
    ...(proposal
      ? [
          {
            text: 'Be Mei: answer the open proposal with “+1”, or “-1 because …”, and see its page change',
            href: proposal,
          },
        ]
      : []),
    {
      text: 'Propose or decide something: write to a colleague with the log in Cc',
      href: logPath(ben),
    },
    { text: 'See what was decided in six weeks, how, and by which mail', href: decisionsPath(team) },
    {
      text: 'Write a risk from Mei’s mailbox: “Risk: …” in a new mail',
      href: `${mailboxPath(mei)}/new`,
    },
    { text: 'Be anybody: all seven mailboxes', href: '/mailbox' },
  ];
}

/** Where somebody's newest mail of that kind is. */
function newest(mail: EmbeddedMail, person: Person, kind: 'planning' | 'proposal'): string | null {
  const inbox = mail.mailbox(person.address);
  const found = inbox.list().findLast(({ uid }) => inbox.read(uid).includes(`X-Onrecord-Kind: ${kind}`));
  return found ? mailPath(person, String(found.uid)) : null;
}
