import type { Client, PersonId } from '../people.ts';

/** One mail that somebody of the example team wrote in the past weeks. */
export interface Letter {
  readonly who: PersonId;
  /** Local time of the writer: "Fri 10:12". */
  readonly at: string;
  /** The kind of the mail in their mailbox that they answer, the newest of it; absent in a new mail, which goes to the team's log. */
  readonly answers?: 'welcome' | 'planning' | 'request' | 'reminder' | 'review' | 'receipt';
  readonly subject?: string;
  readonly text?: string;
  /** Answers typed below the four questions, in the quote. */
  readonly inside?: Four;
  /** Not the one they usually write with. */
  readonly client?: Client;
}

/** Goal, changed, at risk, next. */
export type Four = readonly [string, string, string, string];

export const numbered = ([goal, changed, risk, next]: Four): string =>
  `1. ${goal}\n2. ${changed}\n3. ${risk}\n4. ${next}`;
