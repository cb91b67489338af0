import { type Html, html, type Part } from '../../web/html.ts';
import { page } from '../../web/layout.ts';
import { timesIn } from '../../web/times.ts';
import { attribution } from '../clients/gmail.ts';
import { quotedText } from '../clients/quote.ts';
import { addressesOf, replyAll } from '../clients/recipients.ts';
import { type Person, team, teamName } from '../people.ts';
import { heightClass } from './heights.ts';
import type { OpenMail, Row } from './mails.ts';
import { logPath, mailboxPath, mailPath, stylePath } from './paths.ts';

export interface MailboxView {
  readonly person: Person;
  readonly rows: readonly Row[];
  readonly open: OpenMail | null;
  /** The text part instead of the HTML. */
  readonly asText: boolean;
  /** The reply form holds the quote, to answer inside it. */
  readonly quoting: boolean;
  /** What has just happened. */
  readonly notice: Part;
  /** Where the record of this mail is. */
  readonly record: readonly { readonly text: string; readonly href: string }[];
}

/** `/mailbox/NAME`: one mail opened, its reply form below it, and beside it all others, newest first. */
export function mailboxPage(view: MailboxView): Html {
  const { person, open } = view;
  const first = person.name.split(' ')[0];
  return page({
    title: `${first}’s mailbox`,
    trail: [{ text: 'Mailboxes', href: '/mailbox' }],
    team: { team, name: teamName },
    style: stylePath,
    body: [
      view.notice,
      open ? letter(view, open) : html`<p class="empty">No mail yet.</p>`,
      open && !open.isSent && replyForm(view, open),
    ],
    margin: list(view),
  });
}

function letter({ person, asText, record }: MailboxView, open: OpenMail): Html {
  const { mail } = open;
  const path = mailPath(person, open.id);
  const showsText = asText || mail.html === null;
  return html`<article aria-labelledby="subject">
<div class="mail-head">
<h2 id="subject" class="subject-line">${mail.subject || 'without a subject'}</h2>
<dl class="fields">
<div><dt>From</dt><dd>${mail.from.name} <span class="id">&lt;${mail.from.address}&gt;</span></dd></div>
<div><dt>To</dt><dd><span class="id">${mail.everybody.map(({ address }) => address).join(', ')}</span></dd></div>
<div><dt>Date</dt><dd>${timesIn(person.timezone).at(open.at)}</dd></div>
</dl>
<p class="mail-links">
${!open.isSent && html`<a class="reply" href="#reply">Reply</a>`}
${record.map((one) => html`<a href="${one.href}">${one.text}</a>`)}
${mail.html !== null && (showsText ? html`<a href="${path}">As HTML</a>` : html`<a href="${path}?text=1">As plain text</a>`)}
<a href="${path}/raw">Raw</a>
</p>
</div>
${
  showsText
    ? html`<pre class="mail-text">${mail.text.trimEnd()}</pre>`
    : html`<iframe class="mail ${heightClass(mail)}" sandbox="allow-top-navigation-by-user-activation" src="${path}/html" title="The mail"></iframe>`
}
</article>`;
}

function replyForm({ person, quoting, asText }: MailboxView, open: OpenMail): Html {
  const { mail } = open;
  const path = mailPath(person, open.id);
  const quote = quoting ? `${attribution(mail, person.timezone)}\n\n${quotedText(mail)}\n` : '';
  return html`<form class="reply-form" method="post" action="${path}" id="reply">
<label for="text">Reply to <span class="id">${addressesOf(replyAll(mail, person)).join(', ')}</span></label>
${quoting && html`<input type="hidden" name="quote" value="1">`}
<textarea id="text" name="text" rows="${quoting ? 24 : 8}" required>${quote}</textarea>
<button type="submit">Send</button>
<span class="by">${
    quoting
      ? html`Write between the quoted lines. <a href="${path}${asText && '?text=1'}#reply">Write above them instead</a>`
      : html`The mail is quoted below what you write. <a href="${path}?quote=1#reply">Answer inside the quote instead</a>`
  }</span>
</form>`;
}

function list({ person, rows, open }: MailboxView): Html {
  const times = timesIn(person.timezone);
  return html`<section class="mailbox" aria-labelledby="mails"><h2 id="mails">All mail <span class="write"><a href="${logPath(person)}">To the log</a> <a href="${mailboxPath(person)}/new">New mail</a></span></h2>
<ol>${rows.map(
    (
      row,
    ) => html`<li${row.isNew && html` class="is-new"`}><a href="${mailPath(person, row.id)}"${row.id === open?.id && html` aria-current="true"`}>
<span class="who"><span>${row.isNew && html`<span class="word">new</span> `}${row.isSent ? 'sent' : row.who}</span>${times.day(row.at)}</span>
<span class="subject">${row.subject || 'without a subject'}</span></a></li>`,
  )}</ol></section>`;
}
