import type { Answer, Concern, Decision, Vote } from './record.ts';

interface ByMember {
  readonly member: string;
  readonly at: string;
  readonly position: number;
}

/** The last answer of a person counts; one after the close is kept beside it, and marked. */
export function answered(
  decision: Decision,
  by: ByMember,
  { answer, reason }: { answer: Vote; reason: string | null },
  { counts, late }: { counts: boolean; late: boolean },
): Decision {
  const standing = counts && !late && (answer !== '-1' || reason !== null);
  const given: Answer = {
    member: by.member,
    answer,
    reason,
    standing,
    late,
    position: by.position,
    at: by.at,
  };
  const others = decision.answers.filter((one) => one.member !== by.member || one.late !== late);
  const answers = [...others, given];
  // A later +1 withdraws the objections that its author has named as well.
  const lifts = !late && counts && (answer === '+1' || answer === '+0');
  return {
    ...decision,
    answers,
    concerns: lifts ? withoutThoseOf(by.member, decision.concerns, by) : decision.concerns,
  };
}

/** An objection with a name. Raised again, its words are the new ones. */
export function raised(
  decision: Decision,
  by: ByMember,
  { name, text }: { name: string; text: string },
  standing: boolean,
): Decision {
  const concern: Concern = {
    name,
    text,
    member: by.member,
    position: by.position,
    resolvedBy: null,
    resolvedPosition: null,
    standing,
  };
  const others = decision.concerns.filter(
    (one) => one.name.toLowerCase() !== name.toLowerCase() || one.member !== by.member,
  );
  return { ...decision, concerns: [...others, concern] };
}

export function resolved(
  decision: Decision,
  name: string,
  by: { readonly member: string | null; readonly position: number },
): Decision {
  const concerns = decision.concerns.map((one) =>
    one.name === name && one.member === by.member && one.resolvedBy === null
      ? { ...one, resolvedBy: by.member, resolvedPosition: by.position }
      : one,
  );
  return { ...decision, concerns };
}

/** "Withdrawn" from an objector: neither their objection nor their concerns stand any more. */
export function lifted(
  decision: Decision,
  member: string,
  by: { readonly member: string | null; readonly position: number },
): Decision {
  const answers = decision.answers.map((one) =>
    one.member === member && one.answer === '-1' ? { ...one, standing: false } : one,
  );
  return { ...decision, answers, concerns: withoutThoseOf(member, decision.concerns, by) };
}

const withoutThoseOf = (
  member: string,
  concerns: readonly Concern[],
  by: { readonly member: string | null; readonly position: number },
) =>
  concerns.map((one) =>
    one.member === member && one.resolvedBy === null
      ? { ...one, resolvedBy: by.member, resolvedPosition: by.position }
      : one,
  );

/** What stands against it: whose, and in which words. */
export function objections(decision: Decision): { member: string; name: string | null; text: string }[] {
  return [
    ...decision.answers
      .filter((one) => one.standing && one.answer === '-1')
      .map((one) => ({ member: one.member, name: null, text: one.reason ?? '' })),
    ...decision.concerns
      .filter((one) => one.standing && one.resolvedBy === null)
      .map((one) => ({ member: one.member, name: one.name, text: one.text })),
  ];
}
