import { Temporal } from 'temporal-polyfill';
import { savepoint, type Tx } from '../db/database.ts';
import type { Proof, ReadingOutcome } from '../db/tables.ts';
import { isTrouble } from '../db/trouble.ts';
import { numbersIn } from '../kinds/decisions/numbers-in.ts';
import type { AnyRecord, Context, Findings, Question, Refusal, Source } from '../kinds/kind.ts';
import { kindOf } from '../kinds/register.ts';
import { clip } from '../kinds/wording.ts';
import { automatic } from '../message/automatic.ts';
import type { HeaderFields } from '../message/headers.ts';
import type { Message } from '../message/message.ts';
import { type Line, type OwnWords, ownWords } from '../message/own-words.ts';
import type { StoredMessage } from '../store/read.ts';
import { contextFor } from './context.ts';
import { findingsIn } from './findings.ts';
import type { rememberOriginals } from './originals.ts';
import { memberWith, type Route, route } from './route.ts';
import { idOf, threadOf } from './thread.ts';

/** What came of reading one message. */
export interface Reading {
  readonly team: string | null;
  readonly member: string | null;
  readonly kinds: readonly string[];
  readonly outcome: ReadingOutcome;
  readonly reason: string | null;
  readonly records: readonly AnyRecord[];
  readonly questions: readonly Question[];
  readonly refusals: readonly Refusal[];
  readonly parts: readonly Line[];
}

export interface ToRead {
  readonly facts: StoredMessage;
  readonly proof: Proof;
  readonly headers: HeaderFields;
  readonly message: Message;
  /** Kinds whose records of this message are written already, by an earlier reading in which others failed. */
  readonly written: ReadonlySet<string>;
}

export interface Surroundings {
  readonly mailAddress: string;
  readonly originals: ReturnType<typeof rememberOriginals>;
}

/** Classifies one inbound message, parses it and projects its records. Everything but the records' tables is in what it returns. */
export async function read(tx: Tx, toRead: ToRead, around: Surroundings): Promise<Reading> {
  const { facts, proof, message, written } = toRead;
  const machine = byMachine(toRead, around);
  if (machine) return machine;
  const isLocal = proof.grade === 'local';
  const { receivedAt, routed, held } = await whoWrote(tx, toRead, around);
  if (held !== null) return { ...without('held', [], held), team: routed.team };

  const nobody = { answered: null, plan: null, author: null, team: null, logged: false };
  const by = isLocal ? nobody : routed;
  const thread = await threadFor(tx, toRead, routed);
  const parent = await parentOf(tx, toRead, routed);
  const context = await contextFor(tx, by, receivedAt, proof.grade, {
    thread,
    parent,
    numbers: isLocal ? [] : numbersIn(message),
  });
  const words = isLocal
    ? { source: 'text' as const, why: 'a plan that was applied has no words of its own', lines: [] }
    : ownWords(message.body, await around.originals(tx, message, routed.answered?.position ?? null), {
        names: [...message.from.map((from) => from.name), context.author?.name ?? ''],
      });

  const found = withRefusal(findingsIn({ message, words, context }), words, context);
  const { records, questions, refusals } = found;
  const team = teamOf(records) ?? routed.team;
  const member = context.author?.address ?? null;
  const isHidden = records.some((record) => record.kind === 'command' && record.type === 'off-the-record');
  const reading = { team, member, records, questions, refusals, parts: isHidden ? [] : words.lines };
  if (team === null || records.length === 0) {
    return { ...reading, kinds: ['unrecognised'], outcome: 'ignored', reason: whyNothing(found, context) };
  }
  const projected = await projectAll(tx, records, written, {
    team,
    plan: context.plan,
    member,
    position: facts.position,
    sha256: facts.sha256,
    receivedAt: facts.received_at,
    thread,
    parent,
  });
  return { ...reading, ...projected };
}

/** The thread of what it answers, also where a reply address alone says what that is; else that of its References. */
async function threadFor(
  tx: Tx,
  { facts, headers }: Pick<ToRead, 'facts' | 'headers'>,
  { answered }: Pick<Route, 'answered'>,
): Promise<string> {
  const parent = answered
    ? await tx
        .selectFrom('log.messages')
        .select('thread')
        .where('position', '=', answered.position)
        .executeTakeFirst()
    : undefined;
  return parent?.thread ?? threadOf(tx, idOf(facts, headers), headers);
}

/** RFC 5322 3.6.4: In-Reply-To names it; a reply address does as well. */
async function parentOf(
  tx: Tx,
  { headers }: Pick<ToRead, 'headers'>,
  { answered }: Pick<Route, 'answered'>,
): Promise<number | null> {
  if (answered) return answered.position;
  const [id] = headers.inReplyTo;
  if (id === undefined) return null;
  const row = await tx
    .selectFrom('log.messages')
    .select('position')
    .where('message_id', '=', id)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return row?.position ?? null;
}

/** A message of which the header alone can be read. A member whom it is from hears of it; nothing is dropped in silence. */
export async function readHeader(
  tx: Tx,
  toRead: Omit<ToRead, 'message' | 'written'>,
  reason: string,
  around: Surroundings,
): Promise<Reading> {
  const machine = byMachine(toRead, around);
  if (machine) return machine;
  const { routed, held } = await whoWrote(tx, toRead, around);
  const unreadable = { ...without('unreadable', [], reason), team: routed.team };
  if (held !== null || !routed.author) return unreadable;
  const why = `it cannot be read: ${reason}. Nothing was recorded`;
  const line = toRead.headers.subject || 'your mail';
  return { ...unreadable, member: routed.author.address, refusals: [{ line, why }] };
}

/** Automatic mail stops here, whatever it says. */
function byMachine(
  { facts, proof, headers }: Pick<ToRead, 'facts' | 'proof' | 'headers'>,
  { mailAddress }: Surroundings,
): Reading | null {
  if (proof.grade === 'local') return null;
  const why = automatic(headers.headers, facts.arrival.mailFrom ?? null, [mailAddress]);
  return why === null ? null : without('ignored', ['automatic'], why);
}

async function whoWrote(
  tx: Tx,
  { facts, proof, headers }: Pick<ToRead, 'facts' | 'proof' | 'headers'>,
  { mailAddress }: Surroundings,
) {
  const receivedAt = Temporal.Instant.fromEpochMilliseconds(facts.received_at.getTime());
  const { author, evidence } = proof;
  const incoming = { message: headers, author, evidence, arrival: facts.arrival, receivedAt };
  const routed = await route(tx, mailAddress, incoming);
  return { receivedAt, routed, held: proof.grade === 'local' ? null : whyHeld(proof, routed, receivedAt) };
}

export const without = (outcome: ReadingOutcome, kinds: readonly string[], reason: string): Reading => ({
  team: null,
  member: null,
  kinds,
  outcome,
  reason,
  records: [],
  questions: [],
  refusals: [],
  parts: [],
});

/** Records need a current member who is proven (mail.md C11). */
function whyHeld(proof: Proof, { plan, author, team }: Route, receivedAt: Temporal.Instant): string | null {
  if (proof.grade === 'none' || proof.grade === 'failed') return proof.evidence.why;
  if (team === null || plan === null) return `${proof.author} is in no team, or in several and none is named`;
  if (!author) return `${proof.author} is no member of ${team} on that day`;
  const { token } = proof.evidence;
  // Another member's token says what is answered, never who (mail.md C16).
  if (
    proof.grade === 'token' &&
    memberWith(plan, token?.recipient ?? null, receivedAt)?.address !== author.address
  ) {
    return `the reply address belongs to ${token?.recipient}, and the message says that it is from ${author.address}`;
  }
  return null;
}

/** Who answers a mail of ours with words that mean nothing to us hears so; nothing is dropped in silence. */
function withRefusal(found: Findings, words: OwnWords, { answered }: Context): Findings {
  if (found.records.length > 0 || found.refusals.length > 0 || !answered) return found;
  const own = words.lines.find((line) => line.whose === 'author' && line.text.trim() !== '');
  if (!own) return found;
  const why = 'I found no answer and no command in it. It is kept; nothing was recorded';
  return { ...found, refusals: [{ line: clip(own.text, 200), why }] };
}

/** A plan names its team itself: the first one creates it. */
function teamOf(records: readonly AnyRecord[]): string | null {
  for (const record of records) if (record.kind === 'plan') return record.plan.team;
  return null;
}

/** Each kind within a savepoint: one that fails leaves the others' records. @returns `kinds`: those whose records are written */
async function projectAll(
  tx: Tx,
  records: readonly AnyRecord[],
  written: ReadonlySet<string>,
  source: Omit<Source, 'ordinal'>,
): Promise<Pick<Reading, 'kinds' | 'outcome' | 'reason'>> {
  const kinds: string[] = [];
  const problems: string[] = [];
  for (const kind of new Set(records.map((record) => record.kind))) {
    try {
      if (!written.has(kind)) await savepoint(tx, () => projectKind(tx, kind, records, source));
      kinds.push(kind);
    } catch (error) {
      // Not the record's fault, so not its outcome.
      if (isTrouble(error)) throw error;
      problems.push(`${kind}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (problems.length === 0) return { kinds, outcome: 'recorded', reason: null };
  return { kinds, outcome: 'failed', reason: problems.join('; ') };
}

async function projectKind(
  tx: Tx,
  kind: AnyRecord['kind'],
  records: readonly AnyRecord[],
  source: Omit<Source, 'ordinal'>,
): Promise<void> {
  for (const [ordinal, record] of records.entries()) {
    if (record.kind === kind) await kindOf(kind).project(tx, record, { ...source, ordinal });
  }
}

function whyNothing(found: Findings, { answered }: Context): string {
  if (found.refusals.length > 0) return found.refusals.map((refusal) => refusal.why).join('; ');
  return answered
    ? 'nothing in it is an answer or a command'
    : 'it answers no message of ours and holds no command';
}
