import { Temporal } from 'temporal-polyfill';
import { weekAt } from '../kinds/calendar.ts';
import type { Plan } from '../kinds/plan/record.ts';
import type { Due } from './draft.ts';
import { type Occasion, scheduled, type WeekFacts } from './due.ts';

/**
 * The scheduled mails that fall due from `from` until before `until`, the earliest first, as far as they are certain: a reminder goes only
 * to who has not answered by then, and is listed for everybody who is asked. Pure.
 */
export function upcoming(occasion: Occasion, from: Temporal.Instant, until: Temporal.Instant): Due[] {
  const { plan } = occasion;
  return weeksBetween(plan, from, until)
    .flatMap((week) => {
      const asked: WeekFacts = { week, rhythm: plan.rhythm, wrote: new Set(), requested: new Map() };
      const requested = new Map(
        scheduled(occasion, asked)
          .filter((one) => one.kind === 'request')
          .map((one) => [one.recipient, one.at]),
      );
      return scheduled(occasion, { ...asked, requested });
    })
    .filter(
      (one) => Temporal.Instant.compare(one.at, from) >= 0 && Temporal.Instant.compare(one.at, until) < 0,
    )
    .filter((one) => one.expires === null || Temporal.Instant.compare(one.at, one.expires) < 0)
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** A day more at both ends: elsewhere a week begins earlier, or ends later, than in the team's zone. */
function weeksBetween(plan: Plan, from: Temporal.Instant, until: Temporal.Instant): string[] {
  const weeks = new Set<string>();
  const last = until.add({ hours: 24 });
  for (
    let at = from.subtract({ hours: 24 });
    Temporal.Instant.compare(at, last) <= 0;
    at = at.add({ hours: 24 })
  )
    weeks.add(weekAt(at, plan.timezone));
  return [...weeks];
}
