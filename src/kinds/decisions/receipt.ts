import { Temporal } from 'temporal-polyfill';
import type { AnyRecord } from '../kind.ts';
import type { Member, Plan } from '../plan/record.ts';
import { clip, epicName, longDay, nameOf } from '../wording.ts';
import { deadlineIn, reasonText, titleOf } from './compose.ts';
import { defaultDeadline } from './dates.ts';
import type { Decision, DecisionKey, DecisionRecord, Fields } from './record.ts';

export interface DecisionReceiptFacts {
  readonly plan: Plan;
  /** Who wrote the message, and reads the receipt. */
  readonly member: Member;
  readonly records: readonly AnyRecord[];
  readonly position: number;
  /** As its author dated it. */
  readonly sentAt: Temporal.Instant;
  /** Those that it made or speaks of, as they stand now. */
  readonly decisions: readonly Decision[];
}

export interface DecisionRow {
  readonly label: string;
  readonly pad: string;
  readonly text: string;
}

/** What a message did to decisions: each field as it was understood, and what may be written next. */
export function decisionRows(facts: DecisionReceiptFacts): DecisionRow[] {
  return facts.records.flatMap((record, ordinal) => {
    if (record.kind !== 'decision') return [];
    const on = 'on' in record ? record.on : null;
    const decision = withKey(facts.decisions, on ?? { position: facts.position, ordinal });
    return decision ? rowsOf(record, decision, facts) : [];
  });
}

const withKey = (decisions: readonly Decision[], { position, ordinal }: DecisionKey) =>
  decisions.find(({ key }) => key.position === position && key.ordinal === ordinal);

function rowsOf(record: DecisionRecord, decision: Decision, facts: DecisionReceiptFacts): DecisionRow[] {
  const { plan, member, position } = facts;
  const name = `D-${decision.number}`;
  const by = decision.decideBy === null ? 'not known yet' : deadlineIn(plan, member, decision.decideBy);
  switch (record.type) {
    case 'note':
      return [row('Noted', `"${clip(record.title, 80)}": the thread is on record`)];
    case 'propose':
      return [
        row('Proposed', `${name}: ${clip(record.statement, longest)}`),
        ...fieldRows(record, decision, plan),
        row('Decide by', `${by}${isDefault(record, facts) ? `, the default of ${defaultIn(plan)}` : ''}`),
        row('', `The team is asked. "extend to Friday", "withdrawn" or "Decision: …" from`),
        row('', 'you in this thread changes that.'),
      ];
    case 'decide':
      return [
        row('Decided', `${name}: ${clip(record.statement, longest)}`),
        ...fieldRows(record, decision, plan),
        row('', '"reopen because …" in this thread makes it a proposal again.'),
      ];
    case 'answer': {
      const answer = decision.answers.find((one) => one.position === position);
      const given = `${record.answer} to ${name}${record.reason === null ? '' : `: ${clip(reasonText(record.reason), longest)}`}`;
      const fate = answer?.late
        ? `after the close of ${name}; kept, and it changes nothing`
        : record.answer === '-1' && answer?.standing
          ? 'It stands until you write "+1" or "withdrawn".'
          : null;
      return [row('Answer', given), ...(fate === null ? [] : [row(answer?.late ? 'Late' : '', fate)])];
    }
    case 'concern':
      return [
        row('Concern', `${record.name} on ${name}: ${clip(record.text, longest)}`),
        row('', `It stands until you write "Resolved ${record.name}".`),
      ];
    case 'resolve':
      return [row('Resolved', `${record.name} on ${name}`)];
    case 'withdraw':
      return [
        row(
          'Withdrawn',
          decision.state === 'withdrawn' ? `${name} ${titleOf(decision)}` : `your objection to ${name}`,
        ),
      ];
    case 'extend':
      return [row('Open until', `${deadlineIn(plan, member, record.decideBy)}: ${name}`)];
    case 'reopen':
      return [
        row('Reopened', `${name}, because ${clip(reasonText(record.reason), longest)}`),
        row('Decide by', by),
      ];
    case 'revisit':
      return [row('Look again', `${name} on ${dayIn(record.day)}`)];
    case 'keep':
      return [row('Kept', `${name} ${titleOf(decision)}, as it is`)];
    case 'comment':
    case 'outcome':
      return [];
  }
}

const longest = 600;

function fieldRows(fields: Fields, decision: Decision, plan: Plan): DecisionRow[] {
  return [
    ...given('Why', fields.context),
    ...given('Options', fields.options.join(' / ')),
    ...given('Consequences', fields.consequences),
    ...given('Epic', fields.epics.map((slug) => epicName(plan, slug)).join(', ')),
    ...(decision.decider === decision.author ? [] : given('Decider', nameOf(plan, decision.decider))),
    ...given('Look again', fields.revisit && dayIn(fields.revisit)),
    ...given('Supersedes', fields.supersedes.map((number) => `D-${number}`).join(', ')),
  ];
}

const given = (label: string, text: string | null) =>
  text === null || text === '' ? [] : [row(label, clip(text, longest))];

/** Nobody named a day: it is what the team's plan says. */
function isDefault({ decideBy }: Fields, { plan, sentAt }: DecisionReceiptFacts): boolean {
  const usual = defaultDeadline(plan.decisions.deadlineHours, sentAt, plan.timezone, plan.holidays);
  return decideBy !== null && Temporal.Instant.from(decideBy).equals(usual);
}

function defaultIn({ decisions: { deadlineHours } }: Plan): string {
  const days = deadlineHours / 24;
  if (!Number.isInteger(days)) return `${deadlineHours} hours`;
  return days === 1 ? 'one working day' : `${days} working days`;
}

const dayIn = (day: string) => longDay(Temporal.PlainDate.from(day));
/** "Consequences" is the longest of them. */
const row = (label: string, text: string): DecisionRow => ({ label, pad: label.padEnd(14), text });
