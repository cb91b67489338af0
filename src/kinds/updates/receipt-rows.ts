import { Temporal } from 'temporal-polyfill';
import type { CommandRecord } from '../commands/record.ts';
import type { AnyRecord } from '../kind.ts';
import type { Plan } from '../plan/record.ts';
import type { PlanningRecord } from '../planning/record.ts';
import { clip, epicName, shortDay, shortWeek, withoutTag } from '../wording.ts';
import type { ReceiptFacts } from './receipt.ts';
import { questions, type UpdateRecord } from './record.ts';

/** A line of a receipt: what it is about, and what was filed. */
export interface Row {
  readonly label: string;
  /** The label as the text part has it, so that its columns line up. */
  readonly pad: string;
  readonly text: string;
}

const labels = { goal: 'Goal', changed: 'Changed', risk: 'Risk', next: 'Next' } as const;

/** Prose goes whole to the notes, and its author wants to see that. */
const longest = 600;

/** Everything that was filed from one message: the answers first, then what else it said. */
export function receiptRows(facts: ReceiptFacts): Row[] {
  const update = facts.records.find((record) => record.kind === 'update');
  const answers = update ? answerRows(update, facts) : [];
  const shown = new Set(update?.answers.risk === undefined ? [] : listedIn(facts).map(({ text }) => text));
  const risks = facts.risks.filter(({ text }) => !shown.has(text));
  return [
    ...answers,
    ...risks.map((risk) => row('Risk', raised(risk, facts.plan))),
    ...(answers.length === 0 ? staying(facts) : []),
    ...facts.records.flatMap((record) => otherRows(record, facts.plan)),
    ...(update && facts.late
      ? [row('Late', `after the review of ${shortWeek(update.week)}; it counts all the same`)]
      : []),
  ];
}

function answerRows(update: UpdateRecord, facts: ReceiptFacts): Row[] {
  const { answers, notes, epics, repeats } = update;
  return [
    ...(repeats ? [row('Same as', `your answers of ${shortWeek(repeats)}`)] : []),
    ...(answers.risk === undefined ? [...sameRisks(facts), ...staying(facts)] : []),
    ...questions.flatMap((question, index) => {
      const answer = answers[question];
      if (answer === undefined) return [];
      const label = `${index + 1} ${labels[question]}`;
      if (question === 'risk') return [...riskRows(label, answer, facts), ...staying(facts)];
      return [row(label, clip(answer, longest) || 'none')];
    }),
    ...(notes === '' ? [] : [row('Notes', `"${clip(notes, longest)}"`)]),
    ...(epics.length > 0 ? [row('Epics', epics.map((slug) => epicName(facts.plan, slug)).join(', '))] : []),
  ];
}

/** Risks of a message that does not answer the third question: "yes" to a receipt, or the same as last week. */
const sameRisks = (facts: ReceiptFacts) =>
  listedIn(facts).flatMap(({ sameAs, text }) =>
    sameAs === null ? [] : [row('Risk', `R-${sameAs}: ${clip(text, longest)}`)],
  );

/** Each risk with its number. Where they are not all of the answer, the answer as well: what is filed is what is shown. */
function riskRows(label: string, answer: string, facts: ReceiptFacts): Row[] {
  const listed = listedIn(facts);
  const items = listed.map((risk) => {
    const isNew = facts.risks.find((one) => one.text === risk.text);
    if (isNew) return raised(isNew, facts.plan);
    const text = clip(risk.text, longest);
    return risk.sameAs === null || /^\W*R-?\d/i.test(text) ? text : `R-${risk.sameAs}: ${text}`;
  });
  const isWhole = items.length > 0 && letters(answer) === letters(listed.map(({ text }) => text).join(' '));
  const [first = '', ...rest] = isWhole ? items : [clip(answer, longest) || 'none', ...items];
  return [row(label, first), ...rest.map((text) => row('', text))];
}

const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');

const listedIn = ({ records }: ReceiptFacts) =>
  records.flatMap((record) =>
    record.kind === 'command' && record.type === 'update-risks' ? record.risks : [],
  );

function raised(risk: ReceiptFacts['risks'][number], plan: Plan): string {
  const epic = risk.epic === null ? '' : `, ${epicName(plan, risk.epic)}`;
  return `R-${risk.number}, new${epic}: ${clip(withoutTag(risk.text, risk.epic), longest)}`;
}

/** What is open beside what this message speaks of: silence ends no risk. */
function staying({ staying: numbers, records }: ReceiptFacts): Row[] {
  const isAbout = records.some(
    (record) => record.kind === 'command' && (record.type === 'risk' || record.type === 'update-risks'),
  );
  if (!isAbout || numbers.length === 0) return [];
  const named = numbers.map((number) => `R-${number}`).join(', ');
  return [row('', `(${named} ${numbers.length === 1 ? 'stays' : 'stay'} open)`)];
}

function otherRows(record: AnyRecord, plan: Plan): Row[] {
  switch (record.kind) {
    case 'planning':
      return [planningRow(record, plan)];
    case 'command':
      return commandRows(record);
    case 'plan':
      return [row('Plan', `${record.plan.name}, as attached`)];
    case 'update':
    case 'decision':
      return [];
  }
}

function planningRow(record: PlanningRecord, plan: Plan): Row {
  switch (record.type) {
    case 'key-result': {
      const one = plan.cycle?.keyResults.find(({ id }) => id === record.id);
      const of = record.confidence === null ? '' : `, confidence ${record.confidence} of 10`;
      const way = one && one.from !== null && one.to !== null ? ` (from ${one.from} to ${one.to})` : '';
      return row(record.id, `${record.value}${of}${way}`);
    }
    case 'sprint-goal': {
      const serves = record.keyResult ? ` (${record.keyResult})` : '';
      return row('Sprint', `${record.sprint}: ${record.goal}${serves}`);
    }
    case 'note':
      return row('Note', `"${clip(record.text, longest)}" (shown on Friday)`);
  }
}

function commandRows(record: CommandRecord): Row[] {
  switch (record.type) {
    case 'away':
      return [row('Away', `${day(record.from)} to ${day(record.to)}, both days included`)];
    case 'back':
      return [row('Back', day(record.on))];
    case 'pause':
      return [
        record.paused
          ? row('Stopped', `the ${record.mail}; "subscribe" in reply to one brings it back`)
          : row('Back', `the ${record.mail} comes again`),
      ];
    case 'over':
      return [row('Over', `R-${record.risk}`)];
    case 'off-the-record':
      return [
        row(
          'Hidden',
          'off the record: the archive shows it to nobody; the operator redacts it or puts it back',
        ),
      ];
    case 'hello':
      return [row('Hello', 'your way in works')];
    default:
      return [];
  }
}

const row = (label: string, text: string): Row => ({ label, pad: label.padEnd(11), text });
const day = (date: string) => shortDay(Temporal.PlainDate.from(date));
