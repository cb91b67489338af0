import type { Temporal } from 'temporal-polyfill';
import type { Db } from '../db/database.ts';
import { absenceOn, isCurrent, mondayOf, reviewAt } from '../kinds/calendar.ts';
import { type RiskView, risksOf } from '../kinds/commands/queries.ts';
import { decisionsOf } from '../kinds/decisions/queries.ts';
import type { Decision } from '../kinds/decisions/record.ts';
import { memberSince } from '../kinds/plan/queries.ts';
import type { Member, Plan } from '../kinds/plan/record.ts';

/** Who was asked in a week and has not written, and who was away. */
export interface Silence {
  readonly missing: readonly Member[];
  readonly away: readonly Member[];
}

/** Weeks are long: the day that counts for "away" and for "on the team" is that of the request. */
export function askedOn(plan: Plan, week: string): Temporal.PlainDate {
  const weekday = plan.rhythm.request?.weekday ?? 5;
  return mondayOf(week).add({ days: weekday - 1 });
}

/** What tells whom a week's questions concern. */
export interface Asking {
  /** Address to when a plan first had them. */
  readonly since: ReadonlyMap<string, Date>;
  /** Week and address of every request of these weeks that was written: `2026-W47 ana@example.com`. */
  readonly requests: ReadonlySet<string>;
}

export async function askingOf(db: Db, plan: Plan, weeks: readonly string[]): Promise<Asking> {
  const rows = await db
    .selectFrom('mail.outbox')
    .select(['week', 'recipient'])
    .where('team', '=', plan.team)
    .where('kind', '=', 'request')
    .where('week', 'in', weeks)
    .execute();
  return {
    since: await memberSince(db, plan.team),
    requests: new Set(rows.map((row) => `${row.week} ${row.recipient}`)),
  };
}

/** Leads and members who were on the team before that week's review, or got a request all the same; observers are asked for nothing. */
export function askedIn(plan: Plan, week: string, { since, requests }: Asking): Member[] {
  const day = askedOn(plan, week);
  const ends =
    reviewAt(plan, week)?.epochMilliseconds ??
    mondayOf(week).add({ weeks: 1 }).toZonedDateTime(plan.timezone).epochMilliseconds;
  return plan.members.filter((member) => {
    if (member.role === 'observer' || !isCurrent(member, day)) return false;
    const joined = since.get(member.address);
    return (joined !== undefined && joined.getTime() < ends) || requests.has(`${week} ${member.address}`);
  });
}

export function silenceOf(
  asked: readonly Member[],
  wrote: ReadonlySet<string>,
  day: Temporal.PlainDate,
): Silence {
  const silent = asked.filter((member) => !wrote.has(member.address));
  return {
    missing: silent.filter((member) => !absenceOn(member, day)),
    away: silent.filter((member) => absenceOn(member, day)),
  };
}

/** What stood open at some time in that week, in the team's zone. */
export async function risksIn(db: Db, plan: Plan, week: string): Promise<RiskView[]> {
  const { starts, ends } = boundsOf(week, plan);
  const risks = await risksOf(db, plan.team, { state: 'all' });
  return risks.filter(
    (risk) =>
      risk.since.getTime() < ends && (risk.resolvedAt === null || risk.resolvedAt.getTime() >= starts),
  );
}

/** To which something happened in that week: proposed, decided, withdrawn, … */
export async function decisionsIn(db: Db, plan: Plan, week: string): Promise<Decision[]> {
  const { starts, ends } = boundsOf(week, plan);
  const decisions = await decisionsOf(db, plan.team);
  return decisions.filter((decision) =>
    decision.history.some(({ at }) => Date.parse(at) >= starts && Date.parse(at) < ends),
  );
}

/** In the team's zone. */
function boundsOf(week: string, plan: Plan): { starts: number; ends: number } {
  const monday = mondayOf(week);
  return {
    starts: monday.toZonedDateTime(plan.timezone).epochMilliseconds,
    ends: monday.add({ weeks: 1 }).toZonedDateTime(plan.timezone).epochMilliseconds,
  };
}
