/** A parsed message: what RFC 5322 and MIME say, decoded, nothing interpreted. Identifiers are without angle brackets. */
export interface Message {
  /** In order, names lower case, values unfolded and decoded. */
  readonly headers: readonly Header[];
  readonly messageId: string | null;
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  /** Its Date header, RFC 3339 with the sender's own offset ("2026-11-20T10:12:00+01:00"); null where there is none or it cannot be read. */
  readonly date: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly body: Body;
  readonly attachments: readonly Attachment[];
  /** What was left out of reading because it is too long, in sentences; absent where nothing was. */
  readonly notes?: readonly string[];
}

export interface Header {
  readonly name: string;
  readonly value: string;
}

export interface Address {
  readonly name: string;
  /** Domain as lower-case A-label, local part with ASCII letters lowered (mail.md C15). */
  readonly address: string;
}

/** The readable parts, as sent; null where the message has none. */
export interface Body {
  readonly text: string | null;
  readonly html: string | null;
}

export interface Attachment {
  readonly filename: string | null;
  readonly contentType: string;
  readonly size: number;
  readonly content: Uint8Array;
  /** `inline` parts (pictures in the text) as well. */
  readonly disposition: 'attachment' | 'inline';
}
