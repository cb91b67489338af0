import { Temporal } from 'temporal-polyfill';
import { reviewAt, slotAt } from '../kinds/calendar.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { timeIn, weeksBeforeUpdates } from './calendar.ts';
import { personNamed } from './people.ts';
import type { Letter } from './story/letter.ts';
import type { OfDay } from './story/open-proposal.ts';

/** Something that happens in the past weeks: mail falls due, or somebody writes. */
export interface Step {
  readonly at: Temporal.Instant;
  /** Written at that moment; none where only the clock moves. */
  readonly letters: readonly Letter[];
}

/** A letter, and when it was written. */
interface Dated {
  readonly at: Temporal.Instant;
  readonly letter: Letter;
}

export interface Story {
  /** What was written in each of the weeks. */
  readonly weeks: readonly (readonly Letter[])[];
  readonly days: readonly OfDay[];
}

/** All that happens before `now`, in order: what the plan's rhythm makes due, in everybody's zone, and what the story has people write. */
export function stepsUntil(
  now: Temporal.Instant,
  plan: Plan,
  weeks: readonly string[],
  story: Story,
): Step[] {
  const letters = dated(weeks, story);
  const withUpdates = weeks.slice(weeksBeforeUpdates);
  const moments = [...withUpdates.flatMap((week) => scheduled(plan, week)), ...letters.map(({ at }) => at)];
  const past = [...new Set(moments.map((at) => at.epochMilliseconds))]
    .filter((milliseconds) => milliseconds <= now.epochMilliseconds)
    .toSorted((a, b) => a - b);
  return past.map((milliseconds) => ({
    at: Temporal.Instant.fromEpochMilliseconds(milliseconds),
    letters: letters.filter(({ at }) => at.epochMilliseconds === milliseconds).map(({ letter }) => letter),
  }));
}

function dated(weeks: readonly string[], story: Story): Dated[] {
  const inWeeks = weeks.flatMap((week, index) =>
    (story.weeks[index] ?? []).map((letter) => ({
      at: timeIn(week, letter.at, personNamed(letter.who).timezone).toInstant(),
      letter,
    })),
  );
  const onDays = story.days.map(({ day, letter }) => ({
    at: day
      .toZonedDateTime({
        timeZone: personNamed(letter.who).timezone,
        plainTime: Temporal.PlainTime.from(letter.at),
      })
      .toInstant(),
    letter,
  }));
  return [...inWeeks, ...onDays];
}

function scheduled(plan: Plan, week: string): Temporal.Instant[] {
  const { planning, request, reminder } = plan.rhythm;
  const zones = [...new Set(plan.members.map((member) => member.timezone))];
  const review = reviewAt(plan, week);
  return [
    ...(planning ? [slotAt(week, planning, plan.timezone)] : []),
    ...[request, reminder].flatMap((slot) => (slot ? zones.map((zone) => slotAt(week, slot, zone)) : [])),
    ...(review ? [review] : []),
  ];
}
