import type { Plan } from '../plan/record.ts';
import { firstName } from '../wording.ts';
import type { Decision, DecisionState } from './record.ts';

/** What says which decision of a thread a message speaks of. */
export interface Hints {
  /** D-7, as the words have it, or the mail of ours that is answered. */
  readonly number: number | null;
  /** The position of the message that it answers. */
  readonly parent: number | null;
  readonly text: string;
}

/** The only one, or the one that number, name or the message answered point to; null where that leaves several, or none. */
export function choose(decisions: readonly Decision[], hints: Hints, plan: Plan): Decision | null {
  const numbered = decisions.find((one) => one.number !== null && one.number === hints.number);
  if (numbered) return numbered;
  const [only, other] = decisions;
  if (only && !other) return only;
  const named = decisions.filter((one) => nameStands(one, hints.text, plan));
  if (named.length === 1) return named[0] ?? null;
  const answered = decisions.filter((one) => one.key.position === hints.parent);
  return answered.length === 1 ? (answered[0] ?? null) : null;
}

/** Those that a message may change come first: the open ones, else those that are noted, else what has ended. */
export function nearest(decisions: readonly Decision[]): readonly Decision[] {
  const orders: readonly (readonly DecisionState[])[] = [
    ['proposed', 'contested'],
    ['noted'],
    ['decided', 'withdrawn', 'superseded'],
  ];
  for (const states of orders) {
    const found = decisions.filter((one) => states.includes(one.state));
    if (found.length > 0) return found;
  }
  return [];
}

/** "+1 to Ben's", "for Ana's proposal". */
function nameStands(decision: Decision, text: string, plan: Plan): boolean {
  const member = plan.members.find((one) => one.address === decision.author);
  if (!member) return false;
  const name = RegExp.escape(firstName(member.name));
  return new RegExp(
    `(?:to|for|on|with|as|like|an|für|zu|à|pour|a|para|per|voor)\\s+${name}(?:['’]?s)?(?!\\p{L})`,
    'iu',
  ).test(text.slice(0, 200));
}
