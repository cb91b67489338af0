import { Temporal } from 'temporal-polyfill';
import type { Member, Plan } from '../plan/record.ts';
import { clip, ended, epicName, firstName, longDay, nameOf } from '../wording.ts';
import { inFull } from './dates.ts';
import type { Decision } from './record.ts';
import { roundOf } from './rounds.ts';

/** What every mail about a decision is written from. */
export interface DecisionMail {
  readonly plan: Plan;
  /** Who reads it. */
  readonly member: Member;
  readonly decision: Decision;
  readonly now: Temporal.Instant;
  /** Of the thread that it goes into. */
  readonly subject: string;
  /** The decision's page. */
  readonly url: string;
}

/** "[PROPOSAL] D-12 Keep raw sensor frames 30 days": the subject of the thread that the team is asked in. */
export const proposalSubject = (decision: Decision): string =>
  `[PROPOSAL] D-${decision.number} ${titleOf(decision)}`;

export const titleOf = ({ title, statement }: Decision): string =>
  clip(title === '' ? (statement ?? '') : title, 90);

/** What is proposed, why, until when, and how to answer. */
export function proposalData(mail: DecisionMail) {
  const { decision } = mail;
  return {
    ...proposed(mail),
    again: askedAgain(mail),
    preview: `${clip(decision.statement ?? decision.title, 80)} No answer means yes.`,
  };
}

/** The same to who has not answered, a day before. */
export function nudgeData(mail: DecisionMail) {
  const data = proposed(mail);
  return {
    ...data,
    first: firstName(mail.member.name),
    preview: data.by === null ? 'One line, please.' : `One line by ${data.by}, please.`,
  };
}

/** The decider's: what was proposed, and what stands against it. */
export function contestedData(mail: DecisionMail, against: readonly Against[]) {
  const { plan, member, decision } = mail;
  const inFavour = decision.answers.filter((one) => one.standing && one.answer !== '-1');
  return {
    ...proposed(mail),
    first: firstName(member.name),
    author: decision.author === member.address ? 'you' : nameOf(plan, decision.author),
    against: against.map((one) => ({
      who: nameOf(plan, one.member),
      name: one.name,
      words: ended(clip(reasonText(one.text), 600)),
    })),
    answers: inFavour.map((one) => `${one.answer} ${nameOf(plan, one.member)}`).join(', '),
    several: against.length > 1,
    preview: `${nameOf(plan, against[0]?.member ?? null)} objects: ${clip(reasonText(against[0]?.text ?? ''), 80)}`,
  };
}

export interface Against {
  readonly member: string;
  readonly name: string | null;
  readonly text: string;
}

/** A statement and its fields, and by when an answer is asked for. */
export function proposed({ plan, member, decision, subject, url }: DecisionMail) {
  const { number, statement, decideBy } = decision;
  const options = decision.options.map((one) => clip(one, 200));
  const isShort = options.join(' / ').length <= 60;
  return {
    subject,
    url,
    number,
    title: titleOf(decision),
    opening: `${whoProposes(plan, member, decision)}:`,
    statement: ended(clip(statement ?? decision.title, 1200)),
    fields: [
      ...own('Why', decision.context),
      ...(isShort ? own('Options', options.join(' / ')) : []),
      ...own('Consequences', decision.consequences),
      ...ours('Epic', decision.epics.map((slug) => epicName(plan, slug)).join(', ')),
      ...ours('Replaces', decision.supersedes.map((one) => `D-${one}`).join(', ')),
      ...ours('Look again', decision.revisit && longDay(Temporal.PlainDate.from(decision.revisit))),
    ],
    options: isShort ? [] : options,
    asker: nameOf(plan, decision.author),
    by: decideBy && deadlineIn(plan, member, decideBy),
  };
}

export const deadlineIn = (plan: Plan, member: Member, at: string): string =>
  inFull(Temporal.Instant.from(at), plan.timezone, member.timezone);

/** What is behind "because": our own sentences have the word, or a colon, in its place. */
export const reasonText = (reason: string): string => reason.replace(/^because[:,]?\s+/i, '');

/** In the author's words, or in ours: they are set in different type. */
const own = (label: string, text: string | null) => field(label, text, true);
const ours = (label: string, text: string | null) => field(label, text, false);
const field = (label: string, text: string | null, isOwn: boolean) =>
  text === null || text === '' ? [] : [{ label, text: clip(text, 600), isOwn }];

/** "Ana proposes, and decides"; "Ana proposes; Ben decides". */
function whoProposes(plan: Plan, member: Member, { author, decider }: Decision): string {
  const who = nameOf(plan, author);
  if (decider === author) return `${who} proposes, and decides`;
  return `${who} proposes; ${decider === member.address ? 'you decide' : `${nameOf(plan, decider)} decides`}`;
}

/** Why somebody is asked a second time. */
function askedAgain({ plan, decision }: DecisionMail): string | null {
  const { what, member, detail } = roundOf(decision);
  const who = nameOf(plan, member);
  if (what === 'reopened') return `${who} reopened it: ${ended(clip(reasonText(detail ?? ''), 300))}`;
  return what === 'extended' ? `It was contested; ${who} gives it more time.` : null;
}
