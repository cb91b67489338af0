import { Temporal } from 'temporal-polyfill';
import { absenceOn, isCurrent, membersAt, mondayOf, reviewAt, slotAt } from '../kinds/calendar.ts';
import type { Member, Plan, Rhythm, Slot } from '../kinds/plan/record.ts';
import type { Due, MailKind } from './draft.ts';
import { type DecisionFacts, decisionMails } from './due-decisions.ts';

/** Everything that decides what is due for one team; nothing else does. */
export interface DueInput {
  readonly plan: Plan;
  /** When the first plan was applied, and when a plan first had each member. */
  readonly firstApplied: Temporal.Instant;
  readonly since: ReadonlyMap<string, Temporal.Instant>;
  /** The weeks that may have something due: the one of `now` and the one before. */
  readonly weeks: readonly WeekFacts[];
  /** `review/ben@example.com`: who has stopped which kind for themselves. */
  readonly paused: ReadonlySet<string>;
  /** Keys that the outbox has already. */
  readonly keys: ReadonlySet<string>;
  readonly awaiting: readonly Awaiting[];
  /** Risks that were raised lately by a line `Risk: …`. */
  readonly raised: readonly Raised[];
  /** How many mails about risks each address got in the last 24 hours. */
  readonly risksToday: ReadonlyMap<string, number>;
  /** Decisions that mail may be due about. */
  readonly decisions: readonly DecisionFacts[];
  readonly now: Temporal.Instant;
}

/** Whose mails they are, and since when. */
export type Occasion = Pick<DueInput, 'plan' | 'firstApplied' | 'since' | 'paused'>;

export interface WeekFacts {
  readonly week: string;
  /** The rhythm that holds in it. */
  readonly rhythm: Rhythm;
  /** Addresses of those whose update has come. */
  readonly wrote: ReadonlySet<string>;
  /** When each member's request was enqueued. */
  readonly requested: ReadonlyMap<string, Temporal.Instant>;
}

/** A message that its author is owed an answer to. */
export interface Awaiting {
  readonly kind: 'receipt' | 'question' | 'notice' | 'found' | 'help';
  readonly position: number;
  /** The first 16 hex digits of its sha256. */
  readonly digest: string;
  readonly member: string;
  readonly receivedAt: Temporal.Instant;
  readonly week: string | null;
  /** Answers of this kind that its author got in the last 24 hours. */
  readonly today: number;
}

/** A risk that its epic's owner and the leads hear of at once (product.md §2). */
export interface Raised {
  readonly number: number;
  readonly epic: string | null;
  /** Who raised it. */
  readonly member: string;
  readonly at: Temporal.Instant;
}

export interface Decided {
  readonly due: Due[];
  /** Planning and review mails whose window has passed: reported, not sent. */
  readonly missed: Due[];
}

const hour = { hours: 1 };
/** Planning and review are caught up that long (mail.md F30). */
const catchUp = { hours: 12 };
/** Facts older than that never cause mail (architecture.md rule 10). */
const fresh = { hours: 72 };
/** mail.md D21, a day and an address. */
const limits = { receipt: 60, question: 10, notice: 10, found: 30, help: 10, risk: 10 };

/** What the rhythm has for a week, for each person, whether it was sent or not: when it falls due, and until when it is sent. */
export function scheduled(input: Occasion, facts: WeekFacts): Due[] {
  return [
    ...planning(input, facts),
    ...requests(input, facts),
    ...reminders(input, facts),
    ...reviews(input, facts),
  ].filter(({ kind, recipient }) => !input.paused.has(`${kind}/${recipient}`));
}

/** What is to be sent now. Pure: the same input gives the same mails, and what has a key already is not among them. */
export function due(input: DueInput): Decided {
  const weeks = input.weeks.flatMap((facts) => scheduled(input, facts));
  const byMail = [...answers(input), ...risks(input), ...decisionMails(input)];
  const open = [...welcomes(input), ...weeks, ...byMail].filter((one) => !input.keys.has(one.key));
  const isLate = (one: Due) => one.expires !== null && Temporal.Instant.compare(input.now, one.expires) >= 0;
  const fallen = open.filter((one) => Temporal.Instant.compare(one.at, input.now) <= 0);
  return {
    due: fallen.filter((one) => !isLate(one)),
    missed: fallen.filter((one) => isLate(one) && (one.kind === 'planning' || one.kind === 'review')),
  };
}

/** To everyone new, with the first pass after the plan that has them. */
function welcomes({ plan, since, now }: DueInput): Due[] {
  return membersAt(plan, now).map((member) =>
    mail(plan, 'welcome', null, member, { at: since.get(member.address) ?? now, expires: null }),
  );
}

function planning(input: Occasion, { week, rhythm }: WeekFacts): Due[] {
  const { plan } = input;
  if (!rhythm.planning) return [];
  const at = slotAt(week, rhythm.planning, plan.timezone);
  return membersAt(plan, at)
    .filter((member) => member.role !== 'observer' && wasThere(input, member, at))
    .map((member) => mail(plan, 'planning', week, member, { at, expires: at.add(catchUp) }));
}

/** In each member's own zone, until the review; who joins or applies a first plan that late still gets it. */
function requests({ plan }: Occasion, facts: WeekFacts): Due[] {
  const expires = endOfAnswers(plan, facts);
  return asked(plan, facts.rhythm.request, facts).map(({ member, at }) =>
    mail(plan, 'request', facts.week, member, { at, expires }),
  );
}

/** Two hours after the request at the soonest, never in the last hour before the review. */
function reminders({ plan }: Occasion, facts: WeekFacts): Due[] {
  const expires = endOfAnswers(plan, facts).subtract(hour);
  return asked(plan, facts.rhythm.reminder, facts).flatMap(({ member, at }) => {
    const requested = facts.requested.get(member.address);
    if (!requested) return [];
    return [
      mail(plan, 'reminder', facts.week, member, { at: later(at, requested.add({ hours: 2 })), expires }),
    ];
  });
}

/** Leads and members on the team and not away on the day of the slot, who have not written yet. */
function asked(
  plan: Plan,
  slot: Slot | null,
  { week, wrote }: WeekFacts,
): { member: Member; at: Temporal.Instant }[] {
  if (!slot) return [];
  return plan.members.flatMap((member) => {
    const at = slotAt(week, slot, member.timezone);
    const day = at.toZonedDateTimeISO(member.timezone).toPlainDate();
    const isAsked = member.role !== 'observer' && isCurrent(member, day) && !absenceOn(member, day);
    return isAsked && !wrote.has(member.address) ? [{ member, at }] : [];
  });
}

function reviews(input: Occasion, { week, rhythm }: WeekFacts): Due[] {
  const { plan } = input;
  const at = reviewAt(plan, week, rhythm);
  if (!at) return [];
  return membersAt(plan, at)
    .filter((member) => wasThere(input, member, at))
    .map((member) => mail(plan, 'review', week, member, { at, expires: at.add(catchUp) }));
}

function answers({ plan, awaiting }: DueInput): Due[] {
  const given = new Map<string, number>();
  return awaiting.flatMap((one) => {
    const member = plan.members.find(({ address }) => address === one.member);
    const counted = `${one.kind} ${one.member}`;
    const count = given.get(counted) ?? one.today;
    if (!member || count >= limits[one.kind]) return [];
    given.set(counted, count + 1);
    return [
      {
        key: `${plan.team}/${one.kind}/${one.digest}`,
        kind: one.kind,
        team: plan.team,
        week: one.week,
        recipient: member.address,
        at: one.receivedAt,
        expires: one.receivedAt.add(fresh),
        answers: one.position,
      },
    ];
  });
}

/** To the leads and the owner of its epic, without who raised it. */
function risks({ plan, raised, risksToday, keys, now }: DueInput): Due[] {
  const given = new Map(risksToday);
  return raised.flatMap((risk) => {
    const owner = plan.epics.find((epic) => epic.slug === risk.epic)?.owner;
    return membersAt(plan, now).flatMap(({ address, role }): Due[] => {
      const key = `${plan.team}/risk/R-${risk.number}/${address}`;
      const count = given.get(address) ?? 0;
      const isFor = address !== risk.member && (role === 'lead' || address === owner);
      if (!isFor || keys.has(key) || count >= limits.risk) return [];
      given.set(address, count + 1);
      const window = { at: risk.at, expires: risk.at.add(fresh) };
      return [
        { key, kind: 'risk', team: plan.team, week: null, recipient: address, answers: null, ...window },
      ];
    });
  });
}

function mail(
  { team }: Plan,
  kind: MailKind,
  week: string | null,
  { address }: Member,
  window: Pick<Due, 'at' | 'expires'>,
): Due {
  const key = [team, kind, ...(week === null ? [] : [week]), address].join('/');
  return { key, kind, team, week, recipient: address, answers: null, ...window };
}

/** What fell due before somebody was in the plan is not for them. */
function wasThere({ firstApplied, since }: Occasion, member: Member, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(since.get(member.address) ?? firstApplied, at) <= 0;
}

/** Until when an answer is asked for: the review, or the end of the week where there is none. */
function endOfAnswers(plan: Plan, { week, rhythm }: WeekFacts): Temporal.Instant {
  return (
    reviewAt(plan, week, rhythm) ??
    mondayOf(week).add({ weeks: 1 }).toZonedDateTime({ timeZone: plan.timezone }).toInstant()
  );
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b;
}
