import { type Findings, type Input, nothing, type Question, type Refusal } from '../kind.ts';
import type { Member, Plan } from '../plan/record.ts';
import { clip } from '../wording.ts';
import type { OwnLine } from './fields.ts';
import type { Decision, DecisionEvent } from './record.ts';
import { choose } from './target.ts';
import { type EventOn, transition } from './transitions.ts';

/** What a message is read with: who wrote it, and what it may change. */
export interface Reading {
  readonly input: Input;
  readonly plan: Plan;
  readonly author: Member;
  readonly lines: readonly OwnLine[];
}

/** Which of them a text speaks of; null where that is open. */
export function target(among: readonly Decision[], reading: Reading, text: string): Decision | null {
  const { context } = reading.input;
  const named = aimed.exec(text)?.[1];
  if (named !== undefined) {
    const number = Number(named);
    return [...among, ...context.named].find((one) => one.number === number) ?? null;
  }
  return choose(
    among,
    { number: context.answered?.decision ?? null, parent: context.parent, text },
    reading.plan,
  );
}

/** "+1 D-12", "-1 on D-3 because …", "agree to D-4": the number right behind the answer. */
const aimed = /^[\s*_"“(]*(?:[+＋\-−–][01]|\p{L}+)[,:]?\s+(?:(?:to|on|for|with)\s+)?D-(\d{1,6})(?!\d)/iu;

/** An event on a decision as it stands; what its sender may not do is said with why, and stays a comment. */
export function onto(of: Decision, event: EventOn, line: string, { input, plan, author }: Reading): Findings {
  const by = { member: author.address, at: input.context.receivedAt.toString(), position: 0 };
  const done = transition(of, event, by, plan);
  if ('to' in done) return found(event);
  return joined([refused(line, done.refused), found({ type: 'comment', on: of.key, asks: false })]);
}

export const found = (event: DecisionEvent): Findings => ({
  ...nothing,
  records: [{ kind: 'decision', ...event }],
});
export const asks = (ask: string, said: string): Findings => ({
  ...nothing,
  questions: [{ about: 'answer', said: clip(said, 200), ask }],
});
export const refused = (line: string, why: string): Findings => ({
  ...nothing,
  refusals: [{ line: clip(line, 200), why }],
});

export const joined = (all: readonly Findings[]): Findings => ({
  records: all.flatMap((one) => one.records),
  taken: all.flatMap((one) => one.taken),
  questions: all.flatMap((one): readonly Question[] => one.questions),
  refusals: all.flatMap((one): readonly Refusal[] => one.refusals),
});
