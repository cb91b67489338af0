import type { Client, PersonId } from '../people.ts';

/** One mail that somebody of the example team wrote in the past weeks. */
export interface Letter {
  readonly who: PersonId;
  /** Local time of the writer: "Fri 10:12". */
  readonly at: string;
  /** The kind of the mail in their mailbox that they answer, the newest of it; absent in a new mail, which goes to the team's log. */
  readonly answers?: Answerable;
  /** Words of its subject, where there may be several of that kind. */
  readonly about?: string;
  /** Of a new mail: colleagues in To, and the log in Cc. */
  readonly to?: readonly PersonId[];
  readonly subject?: string;
  readonly text?: string;
  /** Answers typed below the four questions, in the quote. */
  readonly inside?: Four;
  /** Not the one they usually write with. */
  readonly client?: Client;
  readonly forwards?: Forwarded;
}

/** One of a thread that goes over weeks: 1 is the first of the story. */
export interface InThread extends Letter {
  readonly week: number;
}

/** Kinds of our mails (X-Onrecord-Kind), and what a colleague wrote. */
export type Answerable =
  | 'welcome'
  | 'planning'
  | 'request'
  | 'reminder'
  | 'review'
  | 'receipt'
  | 'proposal'
  | 'nudge'
  | 'objection'
  | 'contested'
  | 'outcome'
  | 'question'
  | 'colleague';

/** What somebody outside the team wrote. */
export interface Forwarded {
  readonly from: { readonly name: string; readonly address: string };
  /** Local time of who passes it on, in the same week. */
  readonly at: string;
  readonly subject: string;
  readonly text: string;
}

/** Goal, changed, at risk, next. */
export type Four = readonly [string, string, string, string];

export const numbered = ([goal, changed, risk, next]: Four): string =>
  `1. ${goal}\n2. ${changed}\n3. ${risk}\n4. ${next}`;
