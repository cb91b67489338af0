import { Temporal } from 'temporal-polyfill';
import type { Db } from '../db/database.ts';
import { hitOf } from '../kinds/decisions/find.ts';
import { decisionNumbered, decisionsOf, decisionWithKey } from '../kinds/decisions/queries.ts';
import type { Decision, DecisionState } from '../kinds/decisions/record.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { addressOf } from './paths.ts';
import { notFound, Problem } from './problem.ts';

/** What somebody looks for, as pages and API are asked. */
export interface Asked {
  readonly words?: string | undefined;
  readonly states?: readonly DecisionState[] | undefined;
  readonly epic?: string | undefined;
  /** An address or a name. */
  readonly decider?: string | undefined;
  readonly after?: Date | undefined;
  readonly before?: Date | undefined;
}

/** Newest first. */
export async function decisionsAsked(db: Db, plan: Plan, asked: Asked): Promise<Decision[]> {
  const { words, states, epic, decider, after, before } = asked;
  const found = await decisionsOf(db, plan.team, {
    ...(states && states.length > 0 ? { states } : {}),
    ...(epic ? { epic } : {}),
    ...(decider ? { decider: addressNamed(plan, decider) } : {}),
    ...(after ? { after } : {}),
    ...(before ? { before } : {}),
  });
  return words ? found.filter((decision) => hitOf(decision, words)) : found;
}

/** Of an address, a whole name, or the short one that stands in paths. */
export function addressNamed(plan: Plan, said: string): string {
  const name = said.trim().toLowerCase();
  return plan.members.find((one) => one.name.toLowerCase() === name)?.address ?? addressOf(plan, name);
}

/** A day is its start in the team's zone. @throws Problem 400 */
export function momentNamed(said: string | undefined, plan: Plan): Date | undefined {
  if (said === undefined || said === '') return undefined;
  try {
    const instant = /^\d{4}-\d\d-\d\d$/.test(said)
      ? Temporal.PlainDate.from(said).toZonedDateTime(plan.timezone).toInstant()
      : Temporal.Instant.from(said);
    return new Date(instant.epochMilliseconds);
  } catch {
    throw new Problem(
      400,
      'Not a time',
      `"${said}" is neither a day like 2026-11-25 nor a time like 2026-11-25T09:00:00Z.`,
    );
  }
}

/** Those without a deadline last. */
export const soonestFirst = (decisions: readonly Decision[]): Decision[] =>
  decisions.toSorted((one, other) => (one.decideBy ?? '9').localeCompare(other.decideBy ?? '9'));

/** Where a decision stands in the list: when it was decided, else first on record. */
export const placeOfDecision = ({ decidedAt, notedAt, key }: Decision): [number, number, number] => [
  Date.parse(decidedAt ?? notedAt),
  key.position,
  key.ordinal,
];

/** Those that come after a place in the list. */
export function olderThan(
  decisions: readonly Decision[],
  [at, position, ordinal]: readonly [number, number, number],
): Decision[] {
  return decisions.filter((decision) => {
    const [when, where, which] = placeOfDecision(decision);
    if (when !== at) return when < at;
    return where === position ? which > ordinal : where < position;
  });
}

/** The decision that a path names: "12", or "D-12" as people write it. @throws Problem 404 that says which there are */
export async function decisionAt(db: Db, plan: Plan, said: string): Promise<Decision> {
  const number = /^(?:d-)?(\d{1,9})$/i.exec(said)?.[1];
  const decision = number === undefined ? null : await decisionNumbered(db, plan.team, Number(number));
  if (decision) return decision;
  const name = number === undefined ? `"${said}"` : `D-${Number(number)}`;
  throw notFound(`${plan.name} has no decision ${name}. ${await whatThereIs(db, plan)}`);
}

async function whatThereIs(db: Db, plan: Plan): Promise<string> {
  const numbers = (await decisionsOf(db, plan.team)).flatMap(({ number }) => number ?? []);
  if (numbers.length === 0) return 'None is numbered yet.';
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return first === last ? `There is D-${first}.` : `There are D-${first} to D-${last}.`;
}

/** One that has no number, by the message that made it and its place among that message's. @throws Problem 404 */
export async function decisionWithKeyAt(db: Db, plan: Plan, said: string): Promise<Decision> {
  const [, position, ordinal] = /^(\d{1,15})\.(\d{1,6})$/.exec(said) ?? [];
  const key = { position: Number(position ?? -1), ordinal: Number(ordinal ?? -1) };
  const decision = await decisionWithKey(db, plan.team, key);
  if (decision) return decision;
  throw notFound(
    `No thread "${said}" is noted for ${plan.name}. /t/${plan.team}/decisions?state=noted lists them.`,
  );
}
