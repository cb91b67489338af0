import { type Html, html } from '../html.ts';

export interface MailDraft {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** The Message-ID that it answers, for clients that heed it. */
  readonly inReplyTo?: string;
}

/** A link that opens a mail with everything prepared, and says what it will say. */
export function mailAction(label: string, draft: MailDraft): Html {
  return html`<p class="mail-action"><a href="${mailto(draft)}">${label}</a>
<span class="says">opens a mail to <span class="id">${draft.to}</span> that says <q>${draft.body.trim().replaceAll('\n', ' / ')}</q></span></p>`;
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
