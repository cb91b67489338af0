import { type Html, html } from '../../web/html.ts';
import { page } from '../../web/layout.ts';
import { log, type Person, personNamed, team, teamName } from '../people.ts';
import { logPath, mailboxPath, stylePath } from './paths.ts';

/** `/mailbox/NAME/log`: a mail to a colleague with the team's log in Cc, as decisions come about. */
export function logPage(person: Person): Html {
  const first = person.name.split(' ')[0];
  const colleague = colleagueOf(person);
  return page({
    title: 'Write to the log',
    lead: 'A mail to a colleague, with the team’s log in Cc: what it proposes or decides is on record.',
    trail: [
      { text: 'Mailboxes', href: '/mailbox' },
      { text: `${first}’s mailbox`, href: mailboxPath(person) },
    ],
    team: { team, name: teamName },
    style: stylePath,
    body: html`<form class="reply-form" method="post" action="${logPath(person)}">
<dl class="fields">
<div><dt>To</dt><dd>${colleague.name} <span class="id">&lt;${colleague.address}&gt;</span></dd></div>
<div><dt>Cc</dt><dd>${log.name} <span class="id">&lt;${log.address}&gt;</span></dd></div>
</dl>
<label for="subject">Subject</label><input id="subject" name="subject" required placeholder="[PROPOSAL] or [DECISION], and what about">
<label for="text">Text</label><textarea id="text" name="text" rows="8" required></textarea>
<button type="submit">Send</button>
<span class="by">[PROPOSAL] asks the team, [DECISION] settles it. Lines like “Why: …”, “Decide by: Friday 17:00” and “Supersedes: D-2” are understood; without any of it you are asked what was decided.</span>
</form>`,
  });
}

/** Somebody to write to: the lead, and for the lead Kofi. */
export const colleagueOf = (person: Person): Person => personNamed(person.id === 'ana' ? 'kofi' : 'ana');
