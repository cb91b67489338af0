export interface MailDraft {
  readonly to: string;
  readonly cc?: string | undefined;
  readonly subject: string;
  readonly body: string;
  /** The Message-ID that it answers, for clients that heed it. */
  readonly inReplyTo?: string;
}

/** RFC 6068 2: everything percent-encoded, lines end in CRLF. */
export function mailto({ to, cc, subject, body, inReplyTo }: MailDraft): string {
  const fields = [
    ...(cc === undefined ? [] : [`cc=${encodeURIComponent(cc)}`]),
    `subject=${encodeURIComponent(subject)}`,
    `body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`,
    ...(inReplyTo === undefined ? [] : [`in-reply-to=${encodeURIComponent(`<${inReplyTo}>`)}`]),
  ];
  return `mailto:${encodeURIComponent(to).replace('%40', '@')}?${fields.join('&')}`;
}
