import type { AnyRecord, Question, Refusal } from '../kind.ts';
import type { Member, Plan } from '../plan/record.ts';
import { clip, ended, epicName, firstName } from '../wording.ts';
import { type Row, receiptRows } from './receipt-rows.ts';

export interface ReceiptFacts {
  readonly plan: Plan;
  readonly member: Member;
  readonly records: readonly AnyRecord[];
  readonly questions: readonly Question[];
  readonly refusals: readonly Refusal[];
  /** Risks that this message raised, with the numbers they got. */
  readonly risks: readonly { readonly number: number; readonly text: string; readonly epic: string | null }[];
  /** The author's open risks that were there before. */
  readonly staying: readonly number[];
  readonly late: boolean;
  /** What it did to decisions. */
  readonly decisions: readonly Row[];
  readonly permalink: string;
}

/** What was understood, field by field, what was not, and one question at most. */
export function receiptData(facts: ReceiptFacts) {
  const [asked] = facts.questions;
  const question = asked ? questionText(asked, facts.plan) : null;
  const hello = isHello(facts.records);
  return {
    first: firstName(facts.member.name),
    hello,
    lines: hello ? [] : [...receiptRows(facts), ...facts.decisions],
    refusals: facts.refusals.map(({ line, why }) => ({ line: clip(line, 80), why: ended(why) })),
    question,
    yesOrNo: asked !== undefined && isYesOrNo(asked),
    correct: facts.records.some((record) => record.kind === 'update'),
    permalink: facts.permalink,
    preview: previewOf(facts, question),
  };
}

const isYesOrNo = (asked: Question) =>
  asked.about === 'decision' ? asked.said !== null : asked.about !== 'date' && asked.about !== 'answer';

/** "Hi" and nothing else: there is nothing to file, and it is good to know that it arrived. */
const isHello = (records: readonly AnyRecord[]) =>
  records.length === 1 && records.every((record) => record.kind === 'command' && record.type === 'hello');

function previewOf({ refusals, records }: ReceiptFacts, question: string | null): string {
  if (refusals.length > 0) return 'Something needs another look.';
  if (question !== null) return `One question: ${question}`;
  return isHello(records) ? 'Your way in works.' : 'Filed. Nothing to do.';
}

/** A question as it is asked; a receipt asks one at most. */
export function questionText(question: Question, plan: Plan): string {
  switch (question.about) {
    case 'epic':
      return `is "${question.said}" ${epicName(plan, question.candidate)}? Reply yes or no.`;
    case 'same-risk':
      return `is "${clip(question.text, 80)}" the same as R-${question.risk}? Reply yes or no.`;
    case 'date':
    case 'answer':
      return question.ask;
    case 'decision':
      return question.said === null
        ? 'what was decided, in one sentence?'
        : `is this the decision: "${clip(question.said, 300)}"? Reply yes, a better sentence, or no.`;
  }
}
