import { Temporal } from 'temporal-polyfill';
import type { Member, Plan } from '../plan/record.ts';
import { clip, ended, longDay, nameOf, weekday } from '../wording.ts';
import { type DecisionMail, deadlineIn, proposed, reasonText, titleOf } from './compose.ts';
import type { Answer, Concern, Decision } from './record.ts';
import { silentAt, sinceProposed } from './silent.ts';

/** An objection that its author took back by another answer, which stands in its place. */
export interface TakenBack {
  readonly member: string;
  readonly reason: string;
}

/** The decision first, why, and who said what. */
export function outcomeData(mail: DecisionMail, takenBack: readonly TakenBack[]) {
  const { plan } = mail;
  const decision = sinceProposed(mail.decision);
  const { statement, fields } = proposed(mail);
  const closed = Temporal.Instant.from(decision.decidedAt ?? decision.decideBy ?? mail.now.toString());
  const { silent, away } = silentAt(plan, decision, closed);
  const names = (some: readonly Member[]) => some.map(({ address }) => nameOf(plan, address)).join(', ');
  return {
    subject: mail.subject,
    url: mail.url,
    number: decision.number,
    title: titleOf(decision),
    statement,
    fields: fields.filter(({ label }) => label !== 'Options' && label !== 'Look again'),
    how: howDecided(mail),
    votes: votes(plan, decision, takenBack),
    concerns: decision.concerns.map((one) => concernLine(plan, one)),
    silent: names(silent),
    away: names(away),
    late: decision.answers
      .filter((one) => one.late)
      .map((one) => `${nameOf(plan, one.member)} ${one.answer}`)
      .join(', '),
    lookAgain: decision.revisit && longDay(Temporal.PlainDate.from(decision.revisit)),
    preview: `Decided: ${clip(decision.statement ?? decision.title, 100)}`,
  };
}

function howDecided({ plan, member, decision }: DecisionMail): string {
  if (decision.decidedBy === 'decider') {
    const { member: who } = lastStep(decision, 'decided');
    return who === member.address ? 'You decided.' : `${nameOf(plan, who)} decided.`;
  }
  return decision.decideBy === null
    ? 'No objection stood.'
    : `No objection stood on ${deadlineIn(plan, member, decision.decideBy)}.`;
}

const lastStep = (decision: Decision, what: 'decided') =>
  decision.history.findLast((step) => step.what === what) ?? { member: decision.decider };

/** "+1  Ana (proposed it), Kofi, Ben (objected: cost; lifted Tuesday)", a line for each answer that somebody gave. */
function votes(plan: Plan, decision: Decision, takenBack: readonly TakenBack[]) {
  const inTime = decision.answers.filter((one) => !one.late);
  const hasAnswered = inTime.some((one) => one.member === decision.author);
  const proposer = hasAnswered ? [] : [`${nameOf(plan, decision.author)} (proposed it)`];
  return (['+1', '+0', '-0', '-1'] as const).flatMap((vote) => {
    const given = inTime.filter((one) => one.answer === vote);
    const names = given.map((one) => answerText(plan, one, takenBack));
    const all = vote === '+1' ? [...proposer, ...names] : names;
    return all.length === 0 ? [] : [{ vote, names: all.join(', ') }];
  });
}

function answerText(plan: Plan, answer: Answer, takenBack: readonly TakenBack[]): string {
  const who = nameOf(plan, answer.member);
  const before = takenBack.find((one) => one.member === answer.member);
  if (answer.answer !== '-1' && before) {
    const day = weekday(Temporal.Instant.from(answer.at).toZonedDateTimeISO(plan.timezone));
    return `${who} (objected: ${clip(reasonText(before.reason), 120)}; lifted ${day})`;
  }
  const reason = answer.reason === null ? '' : clip(reasonText(answer.reason), 160);
  const fate = answer.answer === '-1' && !answer.standing ? fateOf(plan, answer) : '';
  const said = [reason, fate].filter((text) => text !== '').join('; ');
  return said === '' ? who : `${who} (${said})`;
}

/** An objection that does not stand. */
function fateOf(plan: Plan, { member, reason }: Answer): string {
  const role = plan.members.find((one) => one.address === member)?.role;
  if (role === 'observer') return 'observes';
  return reason === null ? 'without a reason' : 'withdrawn';
}

function concernLine(plan: Plan, { name, text, member, resolvedBy, standing }: Concern): string {
  const raised = `Concern ${name} (${nameOf(plan, member)}): ${ended(clip(text, 300))}`;
  if (resolvedBy !== null)
    return `${raised} ${resolvedBy === member ? 'Resolved.' : `Answered by ${nameOf(plan, resolvedBy)}.`}`;
  return standing ? `${raised} Not resolved.` : raised;
}
