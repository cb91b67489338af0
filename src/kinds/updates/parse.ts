import { authorLines } from '../../message/own-words.ts';
import { type Findings, type Input, nothing, type Question } from '../kind.ts';
import { answersOf, type Understood } from './answers.ts';
import { epicsOf } from './mentions.ts';
import { answerToReceipt } from './receipt-reply.ts';
import { type Answers, questions, type UpdateRecord } from './record.ts';
import { risksOf } from './risks.ts';

/** Mails whose every answer is an update. */
const asks = new Set(['request', 'reminder']);
/** Mails that may be answered with an update, beside other things. */
const allows = new Set(['planning', 'review', 'welcome', 'receipt']);

/** A reply to an update request, or a message that has the shape of one: the answers that it gives for its week, and their risks. */
export function parseUpdate(input: Input): Findings {
  const { context, words } = input;
  const { plan, author, answered } = context;
  if (!plan || !author) return nothing;
  // Of a receipt for something else ("KR1: 35") a thank-you is no update, and must not pass for this week's.
  const corrects = answered?.kind === 'receipt' && context.update !== null;
  const short = corrects ? answerToReceipt(input) : null;
  if (short) return short;
  const understood = answersOf(words, input.taken);
  // Points with numbers in a mail to the log, which others get as well, are no update.
  const toOthers = input.message.to.length + input.message.cc.length > 1;
  if (context.logged && !answered && (toOthers || input.taken.size > 0) && !understood.named) return nothing;
  if (!isUpdate(understood, answered?.kind ?? null, corrects)) return nothing;

  const repeats = understood.same && context.lastUpdate ? context.lastUpdate.week : null;
  const { epics, questions: unclear } = epicsOf(plan, understood);
  const record: UpdateRecord = {
    kind: 'update',
    week: context.week,
    answers: understood.answers,
    notes: understood.notes,
    epics,
    repeats,
  };
  const risk = understood.answers.risk ?? (repeats ? context.lastUpdate?.answers.risk : undefined);
  const listed = risk === undefined ? null : risksOf(risk, context, epics);
  const asked: Question[] = [...unclear, ...(listed?.questions ?? [])];
  return {
    records: [
      record,
      ...(listed
        ? [
            {
              kind: 'command' as const,
              type: 'update-risks' as const,
              week: context.week,
              risks: listed.risks,
            },
          ]
        : []),
    ],
    taken: authorLines(words)
      .map(({ index }) => index)
      .filter((index) => !input.taken.has(index)),
    questions: asked,
    refusals: [],
  };
}

/** A request makes whatever comes back an update; elsewhere it takes two answers that say which they are. */
function isUpdate(understood: Understood, kind: string | null, corrects: boolean): boolean {
  const count = answered(understood.answers);
  if (corrects || (kind !== null && asks.has(kind))) return count > 0 || understood.notes !== '';
  if (kind !== null && !allows.has(kind)) return false;
  return understood.marked ? count >= 2 : kind === 'planning' && understood.inLines;
}

const answered = (answers: Partial<Answers>) =>
  questions.filter((question) => answers[question] !== undefined).length;
