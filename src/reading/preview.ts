import { Temporal } from 'temporal-polyfill';
import { weekAt } from '../kinds/calendar.ts';
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
}

export interface PreviewInput {
  readonly message: Message;
  /** What it answers; null where that is not at hand. */
  readonly original: Message | null;
  /** Other messages that it may quote, nearest first. */
  readonly thread: readonly Message[];
  /** Null: epics are what is named by `#slug` and `Epic:`. */
  readonly plan: Plan | null;
}

/** Reads a message by the register, as the service does (reading/read.ts), but without a record: pure. */
export function preview({ message, original, thread, plan }: PreviewInput): Preview {
  const bodies = [original, ...thread].flatMap((one) => (one ? [one.body] : []));
  const context = contextOf(message, original, plan);
  const words = ownWords(message.body, bodies, {
    names: [...message.from.map((from) => from.name), context.author?.name ?? ''],
  });
  const reason = automatic(message.headers, null, []);
  if (reason !== null) return { ...shown([], words), kind: 'automatic', why: reason };
  const found = findingsIn({ message, words, context });
  const view = shown(found.records, words);
  const [question] = found.questions;
  const text = [...questions.map((one) => view.answers[one]), view.notes].join('\n');
  return {
    ...view,
    epics: plan ? view.epics : namedOutright(text),
    ask: question && context.plan ? questionText(question, context.plan) : null,
    refusals: found.refusals,
  };
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
  };
}

/** The message comes from a member of the plan, or of a team of its own. */
function contextOf(message: Message, original: Message | null, given: Plan | null): Context {
  const author = given?.members.find(({ address, also }) =>
    message.from.some((from) => from.address === address || also.includes(from.address)),
  );
  const plan = given ?? teamOfOne(message);
  const receivedAt = Temporal.Instant.from(message.date ?? '1970-01-01T00:00:00Z');
  const kind = answeredKind(message, original);
  const week = weekAt(receivedAt, plan.timezone);
  return {
    receivedAt,
    local: false,
    proof: 'strong',
    plan,
    author: author ?? memberOf(message),
    answered: kind === null ? null : { kind, week: null, decision: null, questions: [] },
    week,
    openRisks: [],
    // What a receipt is about is an update, which is not at hand.
    update: kind === 'receipt' ? { week, answers: noAnswers, notes: '', epics: [] } : null,
    lastUpdate: null,
    logged: false,
    decisions: [],
    named: [],
  };
}

/** What a reply answers is a request, unless our own header says what else it is. */
function answeredKind(message: Message, original: Message | null): string | null {
  const header = original?.headers.find(({ name }) => name === 'x-onrecord-kind');
  if (header) return header.value;
  return original || message.inReplyTo.length > 0 ? 'request' : null;
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
