/** The states of product.md §4. */
export type DecisionState = 'noted' | 'proposed' | 'decided' | 'contested' | 'withdrawn' | 'superseded';
export type Vote = '+1' | '+0' | '-0' | '-1';

/** A decision by the message that made it, and its place among that message's: the same in every rebuild. */
export interface DecisionKey {
  readonly position: number;
  readonly ordinal: number;
}

/** The block of fields, as its author wrote it. */
export interface Fields {
  readonly title: string;
  readonly statement: string;
  readonly context: string | null;
  readonly options: readonly string[];
  readonly consequences: string | null;
  /** Slugs. */
  readonly epics: readonly string[];
  /** A member's address; null where none is named. */
  readonly decider: string | null;
  /** RFC 3339 UTC; null where none is named, or what is said cannot be understood. */
  readonly decideBy: string | null;
  /** ISO day. */
  readonly revisit: string | null;
  readonly supersedes: readonly number[];
}

/** What a message says of a decision. `on` is the one that it speaks of. */
export type DecisionRecord = { readonly kind: 'decision' } & DecisionEvent;
export type DecisionEvent =
  /** The thread is on record, and nothing in it says what was decided. */
  | { readonly type: 'note'; readonly title: string; readonly candidate: string | null }
  | ({ readonly type: 'propose'; readonly on: DecisionKey | null } & Fields)
  | ({ readonly type: 'decide'; readonly on: DecisionKey | null } & Fields)
  | {
      readonly type: 'answer';
      readonly on: DecisionKey;
      readonly answer: Vote;
      readonly reason: string | null;
    }
  | { readonly type: 'concern'; readonly on: DecisionKey; readonly name: string; readonly text: string }
  | { readonly type: 'resolve'; readonly on: DecisionKey; readonly name: string }
  /** The author's withdraws the proposal, an objector's their objection. */
  | { readonly type: 'withdraw'; readonly on: DecisionKey }
  | { readonly type: 'extend'; readonly on: DecisionKey; readonly decideBy: string }
  | { readonly type: 'reopen'; readonly on: DecisionKey; readonly reason: string }
  | { readonly type: 'revisit'; readonly on: DecisionKey; readonly day: string }
  /** It stands as it is: the answer to "keep, or change?". */
  | { readonly type: 'keep'; readonly on: DecisionKey }
  /** A message of its thread that says nothing of these; a question to the proposer reaches them at once. */
  | { readonly type: 'comment'; readonly on: DecisionKey; readonly asks: boolean }
  /** Our own stored message: the deadline has passed (architecture.md rule 7). */
  | { readonly type: 'outcome'; readonly on: DecisionKey; readonly verdict: 'decided' | 'contested' };

/** A decision as it stands. Times are RFC 3339 UTC, days ISO, members addresses in the plan. */
export interface Decision extends Omit<Fields, 'statement' | 'decider'> {
  readonly key: DecisionKey;
  /** Null while noted: it is numbered when it is first proposed or decided. */
  readonly number: number | null;
  readonly thread: string;
  readonly state: DecisionState;
  readonly statement: string | null;
  readonly author: string;
  readonly decider: string;
  readonly notedAt: string;
  readonly proposedAt: string | null;
  readonly decidedAt: string | null;
  readonly decidedBy: 'decider' | 'consensus' | null;
  readonly supersededBy: number | null;
  /** Of each member the last in time, and those that came after the close. */
  readonly answers: readonly Answer[];
  readonly concerns: readonly Concern[];
  /** Every message that speaks of it, in the order of storing. */
  readonly positions: readonly number[];
  readonly history: readonly Step[];
  /** How often it was proposed: a reopened one has a deadline and an outcome of its own again. */
  readonly round: number;
}

export interface Answer {
  readonly member: string;
  readonly answer: Vote;
  readonly reason: string | null;
  /** Counts: in time, not an observer's, not taken back; an objection has a reason. */
  readonly standing: boolean;
  readonly late: boolean;
  readonly position: number;
  readonly at: string;
}

export interface Concern {
  readonly name: string;
  readonly text: string;
  readonly member: string;
  readonly position: number;
  /** Whoever lifted it; null while it stands. */
  readonly resolvedBy: string | null;
  readonly resolvedPosition: number | null;
  /** An observer's, or one raised after the close, is kept and does not stand. */
  readonly standing: boolean;
}

/** What became of it, and by which message. */
export interface Step {
  readonly at: string;
  readonly position: number;
  readonly member: string | null;
  readonly what:
    | 'noted'
    | 'proposed'
    | 'decided'
    | 'contested'
    | 'withdrawn'
    | 'superseded'
    | 'extended'
    | 'reopened'
    | 'revisit set'
    | 'kept';
  /** The new deadline, the reason, the number that supersedes, a day. */
  readonly detail: string | null;
}
