import { type Html, html } from '../html.ts';

export interface MailDraft {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** The Message-ID that it answers, for clients that heed it. */
  readonly inReplyTo?: string;
}

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

/** RFC 6068 2: everything percent-encoded, lines end in CRLF. */
export function mailto({ to, subject, body, inReplyTo }: MailDraft): string {
  const fields = [
    `subject=${encodeURIComponent(subject)}`,
    `body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`,
    ...(inReplyTo === undefined ? [] : [`in-reply-to=${encodeURIComponent(`<${inReplyTo}>`)}`]),
  ];
  return `mailto:${encodeURIComponent(to).replace('%40', '@')}?${fields.join('&')}`;
}
