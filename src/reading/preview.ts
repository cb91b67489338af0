import { Temporal } from 'temporal-polyfill';
import { weekAt } from '../kinds/calendar.ts';
import type { Decision } from '../kinds/decisions/record.ts';
import { taggedSubject } from '../kinds/decisions/tags.ts';
import type { By } from '../kinds/decisions/transitions.ts';
import { viewOf } from '../kinds/decisions/view.ts';
import type { AnyRecord, Context, Findings } from '../kinds/kind.ts';
import type { Member, Plan } from '../kinds/plan/record.ts';
import { answersOf } from '../kinds/updates/answers.ts';
import { namedOutright } from '../kinds/updates/mentions.ts';
import { questionText } from '../kinds/updates/receipt.ts';
import { type Answers, questions } from '../kinds/updates/record.ts';
import { automatic } from '../message/automatic.ts';
import type { Message } from '../message/message.ts';
import { type Line, type OwnWords, ownWords } from '../message/own-words.ts';
import { findingsIn } from './findings.ts';
import { decisionsAfter } from './preview-thread.ts';

/** How a message would be understood if it came now, from a member, with nothing else on record. */
export interface Preview {
  /** As the API has them: update, planning, command, plan, automatic, unrecognised. */
  readonly kind: string;
  readonly answers: Answers;
  readonly notes: string;
  /** Slugs. */
  readonly epics: readonly string[];
  /** The question that the receipt would ask. */
  readonly ask: string | null;
  /** By which rules, in a sentence. */
  readonly why: string;
  /** The part that was read. */
  readonly source: 'text' | 'html';
  /** Everything found, of every kind. */
  readonly records: readonly AnyRecord[];
  readonly refusals: Findings['refusals'];
  /** For each line whose it is, and by which rule. */
  readonly lines: readonly Line[];
  /** The decision that it speaks of, as it stands after the thread and it; where it speaks of several, all of them. */
  readonly decision: ReturnType<typeof viewOf> | null;
  readonly decisions: readonly ReturnType<typeof viewOf>[];
}

export interface PreviewInput {
  readonly message: Message;
  /** What it answers; null where that is not at hand. */
  readonly original: Message | null;
  /** Other messages of its thread, the earliest first. */
  readonly thread: readonly Message[];
  /** Null: epics are what is named by `#slug` and `Epic:`. */
  readonly plan: Plan | null;
}

/** Reads a message by the register, as the service does (reading/read.ts), after those of its thread, but without a record: pure. */
export function preview(given: PreviewInput): Preview {
  const { message, original, thread, plan } = given;
  const team = plan ?? teamOfOne(message);
  let decisions: readonly Decision[] = [];
  let asked: Findings['questions'] = [];
  for (const [index, earlier] of thread.entries()) {
    const before = thread.slice(0, index);
    const read = readOne({ message: earlier, original: null, thread: before, plan }, decisions);
    if (!read) continue;
    decisions = decisionsAfter(decisions, read.found.records, byOf(read.context, index + 1), team);
    asked = [...read.found.questions, ...asked];
  }
  const here = readOne(given, decisions, [...askedIn(original), ...asked]);
  if (!here) {
    const words = wordsOf(given, null);
    return { ...shown([], words), kind: 'automatic', why: automatic(message.headers, null, []) ?? '' };
  }
  const { found, words, context } = here;
  const position = thread.length + 1;
  const after = decisionsAfter(decisions, found.records, byOf(context, position), team);
  const spoken = after.filter((one) => one.positions.includes(position));
  const views = (spoken.length > 0 ? spoken : after.slice(-1)).map((one) =>
    viewOf(one, team, (at) => [...thread, message][at - 1]?.messageId ?? ''),
  );
  const view = shown(found.records, words);
  const [question] = found.questions;
  const text = [...questions.map((one) => view.answers[one]), view.notes].join('\n');
  return {
    ...view,
    epics: plan ? view.epics : namedOutright(text),
    ask: question && context.plan ? questionText(question, context.plan) : null,
    refusals: found.refusals,
    decision:
      found.records.some((one) => one.kind === 'decision') || original === null ? (views[0] ?? null) : null,
    decisions: views.length > 1 ? views : [],
  };
}

/** What our own question asked, where its reading is not at hand: its words say it. */
function askedIn(original: Message | null): Findings['questions'] {
  const said = /is this the decision:\s*["“]([^"”]{1,400})["”]\s*\?/i.exec(
    (original?.body.text ?? '').replaceAll(/\s+/g, ' '),
  )?.[1];
  return said === undefined ? [] : [{ about: 'decision', said }];
}

const byOf = (context: Context, position: number): By => ({
  member: context.author?.address ?? null,
  at: context.receivedAt.toString(),
  position,
});

/** Null for what is automatic: our own mails in the thread, and other machines'. */
function readOne(given: PreviewInput, decisions: readonly Decision[], asked: Findings['questions'] = []) {
  if (automatic(given.message.headers, null, []) !== null) return null;
  const context = contextOf(given, decisions, asked);
  const words = wordsOf(given, context.author);
  return { words, context, found: findingsIn({ message: given.message, words, context }) };
}

/** Against what it answers, and then the thread's messages, the nearest first. */
function wordsOf({ message, original, thread }: PreviewInput, author: Member | null): OwnWords {
  // As the service does (reading/originals.ts): what the reply refers to, else all that is at hand.
  const ids = new Set([...message.inReplyTo, ...message.references]);
  const referred = thread.filter((one) => one.messageId !== null && ids.has(one.messageId));
  const earlier = (referred.length > 0 ? referred : thread).filter((one) => one !== original).toReversed();
  const bodies = [original, ...earlier].flatMap((one) => (one ? [one.body] : []));
  return ownWords(message.body, bodies, {
    names: [...message.from.map((from) => from.name), author?.name ?? ''],
  });
}

function shown(records: readonly AnyRecord[], words: OwnWords): Preview {
  const updates = records.filter((record) => record.kind === 'update');
  const notes = records.flatMap((record) =>
    record.kind === 'planning' && record.type === 'note' ? [record.text] : [],
  );
  const [first] = updates.length > 0 ? updates : records;
  return {
    kind: first?.kind ?? 'unrecognised',
    answers: Object.assign(
      { goal: '', changed: '', risk: '', next: '' },
      ...updates.map((one) => one.answers),
    ),
    notes: [...updates.map((one) => one.notes), ...notes].filter(Boolean).join('\n\n'),
    epics: [...new Set(updates.flatMap((one) => one.epics))],
    ask: null,
    why: updates.length > 0 ? `${words.why}; ${answersOf(words).why}` : words.why,
    source: words.source,
    records,
    refusals: [],
    lines: words.lines,
    decision: null,
    decisions: [],
  };
}

/** The message comes from a member of the plan, or of a team of its own. */
function contextOf(
  { message, original, thread, plan: given }: PreviewInput,
  decisions: readonly Decision[],
  asked: Findings['questions'],
): Context {
  const author = given?.members.find(({ address, also }) =>
    message.from.some((from) => from.address === address || also.includes(from.address)),
  );
  const plan = given ?? teamOfOne(message);
  const receivedAt = Temporal.Instant.from(message.date ?? '1970-01-01T00:00:00Z');
  const logged = isLogged(message, given);
  const kind = answeredKind(message, original, logged || thread.length > 0, decisions);
  const week = weekAt(receivedAt, plan.timezone);
  const parent = thread.findIndex(
    (one) => one.messageId !== null && message.inReplyTo.includes(one.messageId),
  );
  return {
    receivedAt,
    local: false,
    proof: 'strong',
    plan,
    author: author ?? memberOf(message),
    answered: kind === null ? null : { kind, week: null, decision: null, questions: asked },
    week,
    openRisks: [],
    // What a receipt is about is an update, which is not at hand.
    update: kind === 'receipt' ? { week, answers: noAnswers, notes: '', epics: [] } : null,
    lastUpdate: null,
    logged,
    decisions,
    named: [],
    parent: parent < 0 ? null : parent + 1,
  };
}

/** The plan's log address is among the recipients; where none is known, a tag in the subject says as much. */
function isLogged({ to, cc, subject, headers }: Message, plan: Plan | null): boolean {
  if (plan?.logAddress) {
    // A Bcc shows in what our own server wrote above the first Received.
    const received = headers.findIndex(({ name }) => name === 'received');
    const delivered = headers
      .slice(0, received < 0 ? undefined : received)
      .filter(({ name }) => /^(?:delivered-to|x-original-to|envelope-to)$/.test(name))
      .map(({ value }) => value.trim().toLowerCase());
    return (
      [...to, ...cc].some(({ address }) => address === plan.logAddress) || delivered.includes(plan.logAddress)
    );
  }
  return taggedSubject(subject).tag !== null;
}

/** What a reply answers is a request, unless our own header or subject says what else it is, or its thread is one of people. */
function answeredKind(
  message: Message,
  original: Message | null,
  inThread: boolean,
  decisions: readonly Decision[],
): string | null {
  const header = original?.headers.find(({ name }) => name === 'x-onrecord-kind');
  if (header) return header.value;
  if (original) {
    if (taggedSubject(original.subject).tag === 'proposal') return 'proposal';
    return decisions.some((one) => one.state === 'noted') ? 'question' : 'request';
  }
  return message.inReplyTo.length > 0 && !inThread ? 'request' : null;
}

const noAnswers: Answers = { goal: '', changed: '', risk: '', next: '' };

function memberOf({ from: [from] }: Message): Member {
  return {
    name: from?.name ?? '',
    address: from?.address ?? '',
    also: [],
    role: 'lead',
    timezone: 'UTC',
    away: [],
    left: null,
    receipts: 'when-needed',
  };
}

function teamOfOne(message: Message): Plan {
  return {
    team: 'preview',
    name: 'Preview',
    timezone: 'UTC',
    language: 'en',
    logAddress: null,
    links: { board: null, repo: null, call: null },
    members: [memberOf(message)],
    rhythm: { planning: null, request: null, reminder: null, review: null },
    holidays: [],
    decisions: { deadlineHours: 72, receipts: 'when-needed' },
    cycle: null,
    epics: [],
    sprints: null,
  };
}
