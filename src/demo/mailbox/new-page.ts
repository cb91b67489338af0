import { type Html, html } from '../../web/html.ts';
import { page } from '../../web/layout.ts';
import { type Person, team, teamName } from '../people.ts';
import { mailboxPath, stylePath } from './paths.ts';

export interface Prepared {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly inReplyTo: string;
}

/** `/mailbox/NAME/new`: a mail that answers nothing, or one that a link has prepared. */
export function newPage(person: Person, prepared: Prepared): Html {
  const path = mailboxPath(person);
  const first = person.name.split(' ')[0];
  return page({
    title: 'New mail',
    trail: [
      { text: 'Mailboxes', href: '/mailbox' },
      { text: `${first}’s mailbox`, href: path },
    ],
    team: { team, name: teamName },
    style: stylePath,
    body: html`<form class="reply-form" method="post" action="${path}/new">
<label for="to">To</label><input id="to" name="to" type="email" multiple required value="${prepared.to}">
<label for="subject">Subject</label><input id="subject" name="subject" value="${prepared.subject}">
<label for="text">Text</label><textarea id="text" name="text" rows="10" required>${prepared.body}</textarea>
${prepared.inReplyTo && html`<input type="hidden" name="in-reply-to" value="${prepared.inReplyTo}">`}
<button type="submit">Send</button>
<span class="by">“Risk: …” names a risk, “away until Tuesday” is an absence, “help” asks for the manual.</span>
</form>`,
  });
}
