import { authorLines } from '../../message/own-words.ts';
import { sprintOn } from '../calendar.ts';
import { type Findings, type Input, nothing, type Refusal } from '../kind.ts';
import type { Plan } from '../plan/record.ts';
import type { PlanningRecord } from './record.ts';

/** `Sprint goal: …` and `KR1: 35`, a line each, in a reply to Monday's mail. */
export function parsePlanningValues(input: Input): Findings {
  const { context } = input;
  if (context.answered?.kind !== 'planning' || !context.plan || !context.author) return nothing;
  const records: PlanningRecord[] = [];
  const refusals: Refusal[] = [];
  const taken: number[] = [];
  for (const { index, text } of authorLines(input.words)) {
    if (input.taken.has(index)) continue;
    const line = plain(text);
    const found = readSprintGoal(line, input) ?? readKeyResult(line, input);
    if (!found) continue;
    taken.push(index);
    if (typeof found === 'string') refusals.push({ line, why: found });
    else records.push(found);
  }
  return { records, taken, questions: [], refusals };
}

/** What is left in a reply to Monday's mail or to the review, when no other kind took it: a note, whole. */
export function parsePlanningNote(input: Input): Findings {
  const { context } = input;
  if (context.answered?.kind !== 'planning' && context.answered?.kind !== 'review') return nothing;
  const left = authorLines(input.words).filter(({ index }) => !input.taken.has(index));
  const text = left
    .map((line) => line.text)
    .join('\n')
    .trim();
  if (text === '') return nothing;
  return {
    records: [{ kind: 'planning', type: 'note', week: context.week, text }],
    taken: left.map(({ index }) => index),
    questions: [],
    refusals: [],
  };
}

/** Without list marker and bold. */
const plain = (text: string) =>
  text
    .replace(/^\s*[-*•·]\s+/, '')
    .replaceAll('*', '')
    .trim();

function readSprintGoal(line: string, { context }: Input): PlanningRecord | string | null {
  const [, said] = /^sprint\s+goal\s*[:=–-]\s*(.*)$/i.exec(line) ?? [];
  if (said === undefined || !context.plan) return null;
  if (context.author?.role !== 'lead') return `the sprint goal is set by a lead: ${leads(context.plan)}`;
  const [, goal = '', id] = /^(.*?)\s*(?:\(\s*(KR\s*\d+)\s*\)\s*)?$/i.exec(said) ?? [];
  if (goal === '')
    return 'there is no goal behind it: write "Sprint goal: fewer errors in user workflows (KR2)"';
  const sprint = sprintOn(
    context.plan,
    context.receivedAt.toZonedDateTimeISO(context.plan.timezone).toPlainDate(),
  );
  if (!sprint) return 'the plan has no sprint today';
  const keyResult = id ? keyResultOf(context.plan, id) : null;
  if (id && !keyResult) return `the cycle has no ${id.toUpperCase()}: ${keyResultIds(context.plan)}`;
  return {
    kind: 'planning',
    type: 'sprint-goal',
    sprint: sprint.number,
    goal,
    keyResult: keyResult?.id ?? null,
  };
}

/** "KR1: 35", "KR1 = 35 %", "KR1: 35, confidence 6", "KR2: 91,5 %". */
const keyResultLine =
  /^(KR\s*\d+)\s*[:=]\s*([-+−]?\d+(?:[.,]\d+)?)\s*([^,;()]{0,40}?)\s*(?:[,;(]\s*confidence\s*[:=]?\s*(\d{1,2})(?:\s*(?:\/|of)\s*10)?\s*\)?)?\s*\.?$/i;

function readKeyResult(line: string, { context }: Input): PlanningRecord | string | null {
  const match = keyResultLine.exec(line);
  const plan = context.plan;
  if (!match || !plan) return null;
  const [, id = '', number = '', , confidence] = match;
  const keyResult = keyResultOf(plan, id);
  if (!keyResult) return `the cycle has no ${id.toUpperCase()}: ${keyResultIds(plan)}`;
  const owners = plan.epics
    .filter((epic) => epic.keyResults.includes(keyResult.id))
    .map((epic) => epic.owner);
  if (context.author?.role !== 'lead' && !owners.includes(context.author?.address ?? '')) {
    return `${keyResult.id} is set by a lead or by the owner of an epic that serves it: ${names(plan, owners) || leads(plan)}`;
  }
  if (confidence !== undefined && Number(confidence) > 10) return 'confidence is a number from 0 to 10';
  return {
    kind: 'planning',
    type: 'key-result',
    id: keyResult.id,
    value: Number(number.replace(',', '.').replace('−', '-')),
    confidence: confidence === undefined ? null : Number(confidence),
  };
}

const keyResultOf = (plan: Plan, id: string) =>
  plan.cycle?.keyResults.find((one) => one.id.toLowerCase() === id.replace(/\s/g, '').toLowerCase());
const keyResultIds = (plan: Plan) =>
  `it has ${plan.cycle?.keyResults.map((one) => one.id).join(', ') || 'no key results'}`;
const leads = (plan: Plan) =>
  plan.members
    .filter((member) => member.role === 'lead')
    .map((member) => member.name)
    .join(', ');
const names = (plan: Plan, addresses: readonly (string | null)[]) =>
  plan.members
    .filter((member) => addresses.includes(member.address))
    .map((member) => member.name)
    .join(', ');
