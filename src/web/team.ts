import { Temporal } from 'temporal-polyfill';
import type { Db } from '../db/database.ts';
import { mondayOf, weekAt } from '../kinds/calendar.ts';
import { currentPlan } from '../kinds/plan/queries.ts';
import type { Member, Plan } from '../kinds/plan/record.ts';
import type { AppOptions } from './options.ts';
import { notFound } from './problem.ts';

/** The plan of the team that a path names. @throws Problem 404 */
export async function planOf(db: Db, team: string): Promise<Plan> {
  const plan = await currentPlan(db, team);
  if (!plan) throw notFound(`There is no team "${team}" here.`);
  return plan;
}

/** The person behind an address; who is no longer in the plan is called by their address. */
export function personAt(plan: Plan, address: string): { name: string; address: string } {
  const member = memberAt(plan, address);
  return member ? { name: member.name, address: member.address } : { name: address, address };
}

export function memberAt(plan: Plan, address: string): Member | null {
  return plan.members.find((one) => one.address === address || one.also.includes(address)) ?? null;
}

/** Where the team's mail goes. */
export function logAddress(plan: Plan, options: AppOptions): string {
  if (plan.logAddress) return plan.logAddress;
  if (options.plusAddressing === false) return options.mailAddress;
  return options.mailAddress.replace('@', `+${plan.team}@`);
}

/** The week that a path names. @throws Problem 404 where there is no such week in the calendar */
export function weekNamed(week: string): string {
  try {
    mondayOf(week);
    return week;
  } catch {
    throw notFound(`"${week}" is not a week like 2026-W47.`);
  }
}

/** The ISO week that it is now, for the team. */
export function currentWeek(plan: Plan, options: AppOptions): string {
  return weekAt(options.now(), plan.timezone);
}

export function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}
