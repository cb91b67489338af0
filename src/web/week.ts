import type { Temporal } from 'temporal-polyfill';
import type { Db } from '../db/database.ts';
import { absenceOn, isCurrent, mondayOf, slotAt } from '../kinds/calendar.ts';
import { type RiskView, risksOf } from '../kinds/commands/queries.ts';
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

/** Leads and members on the team in that week; observers are asked for nothing. */
export async function askedIn(db: Db, plan: Plan, week: string): Promise<Member[]> {
  const since = await memberSince(db, plan.team);
  const day = askedOn(plan, week);
  const asked = slotAt(week, plan.rhythm.request ?? { weekday: 5, time: '23:59' }, plan.timezone);
  return plan.members.filter((member) => {
    const joined = since.get(member.address);
    return (
      member.role !== 'observer' &&
      isCurrent(member, day) &&
      joined !== undefined &&
      joined.getTime() <= asked.epochMilliseconds
    );
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
  const monday = mondayOf(week);
  const starts = monday.toZonedDateTime(plan.timezone).epochMilliseconds;
  const ends = monday.add({ weeks: 1 }).toZonedDateTime(plan.timezone).epochMilliseconds;
  const risks = await risksOf(db, plan.team, { state: 'all' });
  return risks.filter(
    (risk) =>
      risk.since.getTime() < ends && (risk.resolvedAt === null || risk.resolvedAt.getTime() >= starts),
  );
}
