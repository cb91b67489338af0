import type { ColumnType, JSONColumnType, Selectable } from 'kysely';

/** The tables as they are in migrations/. Positions and other int8 are numbers; instants are `Date`s, milliseconds. */
export interface Tables {
  'mail.messages': MessagesTable;
  'mail.bytes': { position: number; raw: Buffer };
  'mail.head': { is_head: boolean; position: number; hash: Buffer };
  'mail.proofs': ProofsTable;
  'mail.cursors': { mailbox: string; uidvalidity: number; last_uid: number; read_at: Date };
  'mail.outbox': OutboxTable;
  'mail.numbers': { team: string; series: string; number: number; sha256: Buffer; ordinal: number };
  'mail.tokens': { hash: Buffer; team: string; name: string; created_at: Date; revoked_at: Date | null };
  'mail.sessions': {
    hash: Buffer;
    purpose: 'link' | 'session';
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
  'log.readings': ReadingsTable;
  'log.messages': LogMessagesTable;
  'log.plans': PlansTable;
  'log.plan_values': PlanValuesTable;
  'log.updates': UpdatesTable;
  'log.risks': RisksTable;
  'log.notes': { team: string; position: number; week: string; member: string; at: Date; text: string };
  'log.decisions': DecisionsTable;
  'log.hidden': { team: string; position: number; by: number; member: string; at: Date };
  'log.waiting': { team: string | null; parent: string; position: number };
  'log.mentions': { team: string; record: string; position: number };
}

/** Read as parsed JSON, written as a JSON string: `pg` would write a JavaScript array as a PostgreSQL array. */
type Json<T extends object | null> = JSONColumnType<T, string, string>;

export interface MessagesTable {
  position: number;
  sha256: Buffer;
  direction: 'in' | 'out';
  source: MessageSource;
  size: number;
  received_at: Date;
  arrival: Json<Arrival>;
  previous_hash: Buffer;
  hash: Buffer;
}
export type MessageSource = 'imap' | 'smtp' | 'lmtp' | 'import' | 'plan' | 'outbound' | 'web';

/** What is known of how a message came, beside its bytes. Absent where the way in cannot know it. */
export interface Arrival {
  mailbox?: string;
  uidvalidity?: number;
  uid?: number;
  /** RFC 3339, as the server said it, even where it is later than our clock. */
  internalDate?: string;
  /** Envelope sender; '' is the null return path. */
  mailFrom?: string;
  rcptTo?: string[];
  client?: { address: string; name?: string; hello?: string };
  /** The file that `plan apply` or `import` took it from. */
  file?: string;
  /** Set where the bytes are the headers alone: what the whole message measured (mail.md A7). */
  truncated?: { size: number; sha256: string };
}

export interface ProofsTable {
  ordinal: number;
  position: number;
  grade: Grade;
  /** From's only address, normalised; null where there is not exactly one. */
  author: string | null;
  evidence: Json<Evidence>;
  made_at: Date;
}
/**
 * How well the author of a message is known. `local`: came by the command line. `ours`: we wrote it. `trusted-network`: the setting says to
 * believe From. `token`: a valid reply token is among the recipients; the reader asks whether it is that of the member whom From names.
 * `none`: nothing shows who sent it; held. `failed`: something shows that From is wrong.
 */
export type Grade = 'local' | 'ours' | 'strong' | 'trusted-network' | 'token' | 'none' | 'failed';
/** What a verdict rests on; kept, so that a rebuild asks nobody. */
export interface Evidence {
  /** In a sentence, for the message's page. */
  why: string;
  /** The outbound message whose reply token is among the recipients, and the member it went to. */
  token?: { key: string; team: string; recipient: string };
}
export type Proof = Pick<Selectable<ProofsTable>, 'grade' | 'author' | 'evidence'>;

export type OutboxState = 'waiting' | 'claimed' | 'sent' | 'deferred' | 'failed' | 'uncertain';
export interface OutboxTable {
  key: string;
  team: string;
  kind: string;
  week: string | null;
  recipient: string;
  position: number;
  message_id: string;
  answers: number | null;
  reply_token: string | null;
  bounce_token: string | null;
  state: ColumnType<OutboxState, OutboxState | undefined, OutboxState>;
  attempts: ColumnType<number, number | undefined, number>;
  created_at: Date;
  next_try_at: Date;
  expires_at: Date | null;
  claimed_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
  sent_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  last_answer: ColumnType<string | null, string | null | undefined, string | null>;
}
export type OutboxRow = Selectable<OutboxTable>;

export type ReadingOutcome = 'recorded' | 'ignored' | 'held' | 'unreadable' | 'failed';
export interface ReadingsTable {
  ordinal: number;
  position: number;
  team: string | null;
  member: string | null;
  kinds: string[];
  outcome: ReadingOutcome;
  reason: string | null;
  records: Json<object[]>;
  questions: Json<object[]>;
  refusals: Json<object[]>;
  parts: Json<object[]>;
  reader: number;
}

export interface LogMessagesTable {
  position: number;
  direction: 'in' | 'out';
  message_id: string;
  from_name: string;
  from_address: string;
  subject: string;
  base_subject: string;
  sent_at: Date | null;
  received_at: Date;
  thread: string;
  automatic: string | null;
  team: string | null;
}

export interface PlansTable {
  team: string;
  position: number;
  applied_at: Date;
  member: string | null;
  yaml: string;
  plan: Json<object>;
}

export interface PlanValuesTable {
  team: string;
  name: string;
  position: number;
  source: 'file' | 'mail';
  member: string | null;
  at: Date;
  value: Json<object | null>;
}

export interface UpdatesTable {
  team: string;
  week: string;
  member: string;
  version: number;
  position: number;
  received_at: Date;
  answers: Json<object>;
  notes: string;
  epics: string[];
  late: boolean;
  repeats: string | null;
}

export interface RisksTable {
  team: string;
  number: number;
  text: string;
  epic: string | null;
  member: string;
  week: string | null;
  position: number;
  since: Date;
  resolved_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  resolved_by: ColumnType<string | null, string | null | undefined, string | null>;
  resolved_position: ColumnType<number | null, number | null | undefined, number | null>;
  replaced: ColumnType<boolean, boolean | undefined, boolean>;
}

export interface DecisionsTable {
  team: string;
  position: number;
  ordinal: number;
  number: number | null;
  state: string;
  thread: string;
  decider: string;
  decide_by: Date | null;
  decided_at: Date | null;
  at: Date;
  decision: Json<object>;
}
