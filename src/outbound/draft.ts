import type { Temporal } from 'temporal-polyfill';

/** A mail that is due: what it is, to whom, for which week, and until when it makes sense. Its `key` is the reason it is sent once. */
export interface Due {
  /** `reliability/request/2026-W47/ana@example.com`; `reliability/receipt/<sha256, 16 hex>`; `reliability/risk/R-4/ana@example.com`; those about decisions: `decisionKey`. */
  readonly key: string;
  readonly kind: MailKind;
  readonly team: string;
  readonly week: string | null;
  /** The member's address in the plan. */
  readonly recipient: string;
  /** When it fell due. */
  readonly at: Temporal.Instant;
  /** Not sent after this; null never expires. */
  readonly expires: Temporal.Instant | null;
  /** The position of the message that it answers: receipts, questions, notices. */
  readonly answers: number | null;
}

/** X-Onrecord-Kind. */
export type MailKind =
  | 'welcome'
  | 'planning'
  | 'request'
  | 'reminder'
  | 'review'
  | 'risk'
  | 'proposal'
  | 'nudge'
  | 'objection'
  | 'contested'
  | 'outcome'
  | 'question'
  | 'receipt'
  | 'notice'
  | 'found'
  | 'help';

/** Subject and both parts, ready to be put into MIME. */
export interface Content {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
