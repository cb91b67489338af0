import { type MailDraft, mailto } from '../../message/mailto.ts';
import { type Html, html } from '../html.ts';

/** A link that opens a mail with everything prepared, and says what will be sent; the address stands beside it on the page. */
export function mailAction(label: string, draft: MailDraft): Html {
  const said = draft.body.trimEnd().replaceAll('\n', ' / ');
  return html`<p class="mail-action"><a href="${mailto(draft)}">${label}</a>
<span class="says">sends <q>${said}${draft.body.endsWith(' ') && ' …'}</q></span></p>`;
}

/** Where mail goes, as the line above mail links. */
export function mailAddress(to: string): Html {
  return html`<a class="id" href="mailto:${encodeURIComponent(to).replace('%40', '@')}">${to}</a>`;
}
