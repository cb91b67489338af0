import { Temporal } from 'temporal-polyfill';
import type { Db, Tx } from '../db/database.ts';
import { mondayOf, weekAt, weekBefore } from '../kinds/calendar.ts';
import { pausedBy } from '../kinds/commands/pause.ts';
import { memberSince, rhythmIn } from '../kinds/plan/queries.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { updatesOf } from '../kinds/updates/queries.ts';
import { awaitingAnswer } from './awaiting.ts';
import { decisionFacts } from './decisions.ts';
import type { DueInput, WeekFacts } from './due.ts';
import { outboxSince } from './outbox.ts';
import { raisedLately } from './raised.ts';

/** Gathers what `due` decides from: this week and the one before, seen from the team's zone. */
export async function dueInput(db: Db | Tx, plan: Plan, now: Temporal.Instant): Promise<DueInput> {
  const thisWeek = weekAt(now, plan.timezone);
  const since = new Map(
    [...(await memberSince(db, plan.team))].map(([address, at]) => [address, instantOf(at)] as const),
  );
  const firstApplied = [...since.values()].reduce(
    (first, at) => (Temporal.Instant.compare(at, first) < 0 ? at : first),
    now,
  );
  const start = mondayOf(weekBefore(thisWeek)).subtract({ days: 7 }).toZonedDateTime(plan.timezone);
  const sent = await outboxSince(db, plan.team, new Date(start.epochMilliseconds));
  // East of the team a week begins earlier: the next one may have something due already.
  const names = [weekBefore(thisWeek), thisWeek, weekAt(now.add({ hours: 24 }), plan.timezone)];
  const weeks: WeekFacts[] = [];
  for (const week of new Set(names)) {
    const updates = await updatesOf(db, plan.team, { week });
    const requests = sent.filter((row) => row.kind === 'request' && row.week === week);
    weeks.push({
      week,
      rhythm: await rhythmIn(db, plan.team, week),
      wrote: new Set(updates.map((update) => update.member)),
      requested: new Map(requests.map((row) => [row.recipient, instantOf(row.created_at)])),
    });
  }
  return {
    plan,
    firstApplied,
    since,
    weeks,
    paused: await pausedBy(db, plan.team),
    keys: new Set(sent.map((row) => row.key)),
    awaiting: await awaitingAnswer(db, plan, new Date(now.epochMilliseconds)),
    raised: await raisedLately(db, plan.team, new Date(now.epochMilliseconds)),
    risksToday: countOf(sent.filter((row) => row.kind === 'risk' && isOfToday(row.created_at, now))),
    decisions: await decisionFacts(db, plan, now),
    now,
  };
}

const isOfToday = (at: Date, now: Temporal.Instant) =>
  Temporal.Instant.compare(instantOf(at).add({ hours: 24 }), now) > 0;

function countOf(rows: readonly { recipient: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { recipient } of rows) counts.set(recipient, (counts.get(recipient) ?? 0) + 1);
  return counts;
}

function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}
