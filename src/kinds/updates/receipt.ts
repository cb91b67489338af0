import { Temporal } from 'temporal-polyfill';
import type { AnyRecord, Question, Refusal } from '../kind.ts';
import type { Member, Plan } from '../plan/record.ts';
import { clip, epicName, firstName, shortDay, shortWeek } from '../wording.ts';
import { questions } from './record.ts';

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
  readonly permalink: string;
}

const labels = { goal: 'Goal', changed: 'Changed', risk: 'Risk', next: 'Next' } as const;

/** What was understood, field by field, what was not, and one question at most. */
export function receiptData(facts: ReceiptFacts) {
  const [asked] = facts.questions;
  return {
    first: firstName(facts.member.name),
    lines: facts.records.flatMap((record) => linesOf(record, facts)),
    refusals: facts.refusals.map(({ line, why }) => ({ line: clip(line, 80), why })),
    question: asked ? questionText(asked, facts.plan) : null,
    correct: facts.records.some((record) => record.kind === 'update'),
    permalink: facts.permalink,
    preview:
      facts.refusals.length > 0
        ? 'Something needs another look.'
        : asked
          ? 'Filed, with one question.'
          : 'Filed. Nothing to do.',
  };
}

interface Row {
  readonly label: string;
  /** The label as the text part has it, so that its columns line up. */
  readonly pad: string;
  readonly text: string;
}

function linesOf(record: AnyRecord, facts: ReceiptFacts): Row[] {
  const { plan } = facts;
  switch (record.kind) {
    case 'update':
      return [
        ...(record.repeats ? [row('Same as', `your answers of ${shortWeek(record.repeats)}`)] : []),
        ...questions.flatMap((question, index) => {
          const answer = record.answers[question];
          return answer === undefined
            ? []
            : [row(`${index + 1} ${labels[question]}`, clip(answer, 240) || 'none')];
        }),
        ...(record.notes === '' ? [] : [row('Notes', `"${clip(record.notes, 240)}"`)]),
        ...(record.epics.length > 0
          ? [row('Epics', record.epics.map((slug) => epicName(plan, slug)).join(', '))]
          : []),
        ...(facts.late
          ? [row('Late', `after the review of ${shortWeek(record.week)}; it counts all the same`)]
          : []),
      ];
    case 'planning':
      if (record.type === 'key-result') {
        return [
          row(
            record.id,
            `${record.value}${record.confidence === null ? '' : `, confidence ${record.confidence} of 10`}`,
          ),
        ];
      }
      if (record.type === 'sprint-goal') {
        return [
          row(
            'Sprint',
            `${record.sprint}: ${record.goal}${record.keyResult ? ` (${record.keyResult})` : ''}`,
          ),
        ];
      }
      return [row('Note', `"${clip(record.text, 240)}" (shown on Friday)`)];
    case 'command':
      return commandLines(record, facts);
    case 'plan':
      return [row('Plan', `${record.plan.name}, as attached`)];
  }
}

function commandLines(record: Extract<AnyRecord, { kind: 'command' }>, facts: ReceiptFacts): Row[] {
  switch (record.type) {
    case 'away':
      return [row('Away', `${day(record.from)} to ${day(record.to)}, both days included`)];
    case 'over':
      return [row('Over', `R-${record.risk}`)];
    case 'hello':
      return [row('Hello', 'your way in works: whatever you reply to a mail of mine arrives')];
    case 'help':
      return [];
    default: {
      const raised = facts.risks.map(({ number, text, epic }) =>
        row('Risk', `R-${number}, new${epic ? `, ${epicName(facts.plan, epic)}` : ''}: ${clip(text, 160)}`),
      );
      const staying = facts.staying.map((number) => `R-${number}`).join(', ');
      return staying === ''
        ? raised
        : [...raised, row('', `(${staying} ${facts.staying.length === 1 ? 'stays' : 'stay'} open)`)];
    }
  }
}

/** A question as it is asked; a receipt asks one at most. */
export function questionText(question: Question, plan: Plan): string {
  switch (question.about) {
    case 'epic':
      return `is "${question.said}" ${epicName(plan, question.candidate)}? Reply yes or no.`;
    case 'same-risk':
      return `is "${clip(question.text, 80)}" the same as R-${question.risk}? Reply yes or no.`;
    case 'date':
      return question.ask;
  }
}

const row = (label: string, text: string): Row => ({ label, pad: label.padEnd(11), text });
const day = (date: string) => shortDay(Temporal.PlainDate.from(date));
