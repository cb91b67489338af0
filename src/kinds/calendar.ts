import { Temporal } from 'temporal-polyfill';
import type { Absence, Member, Plan, Rhythm, Slot } from './plan/record.ts';

/** The ISO week of a date: "2026-W47". Its year is that of its Thursday. */
export function weekOfDate(date: Temporal.PlainDate): string {
  return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;
}

/** The ISO week in which `at` falls, in `zone`. */
export function weekAt(at: Temporal.Instant, zone: string): string {
  return weekOfDate(at.toZonedDateTimeISO(zone).toPlainDate());
}

/** @throws RangeError where `week` is not like "2026-W47" or has no such week */
export function mondayOf(week: string): Temporal.PlainDate {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(week) ?? [];
  // 4 January is always in week 1 (ISO 8601).
  const fourth = year ? Temporal.PlainDate.from({ year: Number(year), month: 1, day: 4 }) : null;
  const monday = fourth?.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: Number(number) - 1 });
  if (!monday || weekOfDate(monday) !== week) throw new RangeError(`"${week}" is not a week like 2026-W47`);
  return monday;
}

export function weekBefore(week: string, weeks = 1): string {
  return weekOfDate(mondayOf(week).subtract({ weeks }));
}

/** When a slot falls in a week, in a zone. A time that DST skips is the same distance later; one that it repeats is the first. */
export function slotAt(week: string, slot: Slot, zone: string): Temporal.Instant {
  return mondayOf(week)
    .add({ days: slot.weekday - 1 })
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(slot.time) })
    .toInstant();
}

/** The team's review of a week: in the team's zone, but never before 13:00 of its westernmost member. Null where it is off. */
export function reviewAt(plan: Plan, week: string, rhythm: Rhythm = plan.rhythm): Temporal.Instant | null {
  const slot = rhythm.review;
  if (!slot) return null;
  const zones = new Set(plan.members.map((member) => member.timezone));
  const instants = [...zones].map((zone) => slotAt(week, { ...slot, time: '13:00' }, zone));
  return [slotAt(week, slot, plan.timezone), ...instants].reduce((latest, at) =>
    Temporal.Instant.compare(at, latest) > 0 ? at : latest,
  );
}

export function absenceOn(member: Member, date: Temporal.PlainDate): Absence | null {
  const day = date.toString();
  return member.away.find((absence) => absence.from <= day && day <= absence.to) ?? null;
}

/** On the team on that day: `left` is the last one. */
export function isCurrent(member: Member, date: Temporal.PlainDate): boolean {
  return member.left === null || date.toString() <= member.left;
}

export const dateIn = (at: Temporal.Instant, { timezone }: Pick<Member, 'timezone'>): Temporal.PlainDate =>
  at.toZonedDateTimeISO(timezone).toPlainDate();

/** Who is on the team at a moment, each by the day in their zone. */
export const membersAt = ({ members }: Plan, at: Temporal.Instant): Member[] =>
  members.filter((member) => isCurrent(member, dateIn(at, member)));

export interface Sprint {
  readonly number: number;
  readonly starts: string;
  /** The last day. */
  readonly ends: string;
  readonly goal: string | null;
  readonly keyResult: string | null;
}

/** The sprint of a date, numbered from the first; null before it, after the cycle, or where the plan has none. */
export function sprintOn(plan: Plan, date: Temporal.PlainDate): Sprint | null {
  if (!plan.sprints) return null;
  const first = Temporal.PlainDate.from(plan.sprints.first);
  const days = first.until(date, { largestUnit: 'days' }).days;
  if (days < 0 || (plan.cycle && date.toString() > plan.cycle.ends)) return null;
  const number = Math.floor(days / plan.sprints.lengthDays) + 1;
  const starts = first.add({ days: (number - 1) * plan.sprints.lengthDays });
  const goal = plan.sprints.goals.find((one) => one.sprint === number);
  return {
    number,
    starts: starts.toString(),
    ends: starts.add({ days: plan.sprints.lengthDays - 1 }).toString(),
    goal: goal?.goal ?? null,
    keyResult: goal?.keyResult ?? null,
  };
}
