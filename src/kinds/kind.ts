import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '../db/database.ts';
import type { Message } from '../message/message.ts';
import type { OwnWords } from '../message/own-words.ts';
import type { CommandRecord, OpenRisk } from './commands/record.ts';
import type { Decision, DecisionRecord } from './decisions/record.ts';
import type { Member, Plan, PlanRecord } from './plan/record.ts';
import type { PlanningRecord } from './planning/record.ts';
import type { Answers, UpdateRecord } from './updates/record.ts';

/** Everything that mail can mean today. */
export type AnyRecord = PlanRecord | UpdateRecord | PlanningRecord | CommandRecord | DecisionRecord;

/** What a kind is: how its records are found in a message, and where they go. */
export interface Kind {
  readonly name: AnyRecord['kind'];
  /** Pure: no clock, no network, no database. Nothing found is `nothing`. */
  readonly parse: (input: Input) => Findings;
  /** Writes one record of this kind; `log.*` and issued numbers only. */
  readonly project: (tx: Tx, record: AnyRecord, source: Source) => Promise<void>;
}

export interface Input {
  readonly message: Message;
  readonly words: OwnWords;
  /** Indices into `words.lines` that kinds above in the register have taken: their words are on record already. */
  readonly taken: ReadonlySet<number>;
  /** A kind above has found something in it, or refused it, perhaps in an attachment. */
  readonly isTaken: boolean;
  readonly context: Context;
}

/** What is known when a message is read: only what stood in the record before it. */
export interface Context {
  readonly receivedAt: Temporal.Instant;
  /** True for `plan apply`: the one message whose authority is the local command. */
  readonly local: boolean;
  /** `strong` suffices for everything, `token` only for answers in the token's own thread (mail.md C11). */
  readonly proof: 'strong' | 'token';
  /** The plan of the team that the message is for; null only where `local` creates a team. */
  readonly plan: Plan | null;
  readonly author: Member | null;
  /** The message of ours that this one answers. */
  readonly answered: Answered | null;
  /** ISO week that it is about: of what it answers, else of its arrival in the team's zone. */
  readonly week: string;
  readonly openRisks: readonly OpenRisk[];
  /** The author's update as it stands for `week`, and the latest one of an earlier week. */
  readonly update: StandingUpdate | null;
  readonly lastUpdate: StandingUpdate | null;
  /** The log's address is among the recipients, so that what it says may be a decision. */
  readonly logged: boolean;
  /** The decisions of its thread, in their order, and those that it names by number. */
  readonly decisions: readonly Decision[];
  readonly named: readonly Decision[];
  /** The position of the stored message that it answers. */
  readonly parent: number | null;
}

export interface Answered {
  /** X-Onrecord-Kind. */
  readonly kind: string;
  readonly week: string | null;
  /** D-7 of a mail about it. */
  readonly decision: number | null;
  /** For a receipt: the questions it asked, as the reading kept them. */
  readonly questions: readonly Question[];
}

export interface StandingUpdate {
  readonly week: string;
  readonly answers: Answers;
  readonly notes: string;
  readonly epics: readonly string[];
}

export interface Findings {
  readonly records: readonly AnyRecord[];
  /** Lines that this kind has put on record and the kinds below need not keep. */
  readonly taken: readonly number[];
  readonly questions: readonly Question[];
  readonly refusals: readonly Refusal[];
}
export const nothing: Findings = { records: [], taken: [], questions: [], refusals: [] };

/** Something asked rather than guessed; the receipt asks the first. */
export type Question =
  | { readonly about: 'epic'; readonly said: string; readonly candidate: string }
  | { readonly about: 'same-risk'; readonly risk: number; readonly text: string }
  | { readonly about: 'date'; readonly said: string; readonly ask: string }
  /** A thread on record in which nothing says what was decided: is it this sentence? */
  | { readonly about: 'decision'; readonly said: string | null }
  /** An answer that takes itself back, or an objection without its reason. */
  | { readonly about: 'answer'; readonly said: string; readonly ask: string };

/** What the sender may not set or what cannot be understood, answered with why. */
export interface Refusal {
  readonly line: string;
  readonly why: string;
}

/** Where a record comes from. */
export interface Source {
  readonly team: string;
  /** As it stood before this message; null where this message creates the team. */
  readonly plan: Plan | null;
  /** The author's address in the plan; null for the local command. */
  readonly member: string | null;
  readonly position: number;
  readonly sha256: Buffer;
  readonly receivedAt: Date;
  /** The root's Message-ID. */
  readonly thread: string;
  /** The position of the stored message that it answers. */
  readonly parent: number | null;
  /** Counts records of one message from 0, so that issued numbers are the same in a rebuild. */
  readonly ordinal: number;
}
