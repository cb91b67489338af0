import { type Html, html } from '../../web/html.ts';
import { page } from '../../web/layout.ts';
import type { EmbeddedMail } from '../mail/embedded-mail.ts';
import { people, team, teamName } from '../people.ts';
import { mailboxPath, stylePath } from './paths.ts';

/** `/mailbox`: the example people. */
export function peoplePage(embedded: EmbeddedMail): Html {
  return page({
    title: 'Mailboxes',
    lead: 'The example team. Open somebody’s mailbox, read what came, and answer as that person.',
    team: { team, name: teamName },
    style: stylePath,
    body: html`<ul class="rows people">${people.map((person) => {
      const unread = embedded
        .mailbox(person.address)
        .list()
        .filter((one) => !one.flags.has('\\Seen')).length;
      return html`<li><a href="${mailboxPath(person)}">${person.name}</a>${unread > 0 && html`<span class="count">${unread} new</span>`}
<span class="by does">${person.does} · ${person.timezone.split('/').at(-1)?.replace('_', ' ')} time</span></li>`;
    })}</ul>
<p class="by">Nothing here leaves this machine: the mailboxes, the mail server and the database are inside this one process.</p>`,
  });
}
