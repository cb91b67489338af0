import type { Temporal } from 'temporal-polyfill';
import { mondayOf, weekAt } from '../../kinds/calendar.ts';
import type { RiskView } from '../../kinds/commands/queries.ts';
import type { Decision } from '../../kinds/decisions/record.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import type { UpdateView } from '../../kinds/updates/queries.ts';
import { type Html, html } from '../html.ts';
import { instantOf } from '../team.ts';
import { count, shortWeek } from '../times.ts';

export interface EpicTime {
  readonly plan: Plan;
  readonly updates: readonly UpdateView[];
  readonly risks: readonly RiskView[];
  readonly decisions: readonly Decision[];
  readonly now: Temporal.Instant;
}

const MOST_WEEKS = 16;
const row = 18;
/** What a phone of 320 px has room for, and how wide a week is at most. */
const room = 280;
const widest = 44;
/** For what each row is called. */
const names = 56;

/** An epic's time on one axis of weeks: updates and decisions as marks, each risk as the bar of the weeks in which it stood open. */
export function epicTime({ plan, updates, risks, decisions, now }: EpicTime): Html | null {
  const current = weekAt(now, plan.timezone);
  const started = risks.map((risk) => weekAt(instantOf(risk.since), plan.timezone));
  const made = decisions.map(({ decidedAt, notedAt }) =>
    weekAt(instantOf(new Date(decidedAt ?? notedAt)), plan.timezone),
  );
  const weeks = [...updates.map((update) => update.week), ...started, ...made].sort();
  const [first] = weeks;
  if (first === undefined) return null;
  const span = Math.min(MOST_WEEKS, weeksBetween(first, current) + 1);
  const origin = weeksBetween(first, current) + 1 - span;
  const place = (week: string) => weeksBetween(first, week) - origin;
  const shown = risks.filter(
    (risk) => risk.resolvedAt === null || place(weekAt(instantOf(risk.resolvedAt), plan.timezone)) >= 0,
  );
  // The axis, the updates, the decisions where there are any, then the risks.
  const above = decisions.length > 0 ? 3 : 2;
  const height = row * (shown.length + above);
  const step = Math.min(widest, Math.floor((room - names) / span));
  const width = names + span * step;
  const named = Array.from({ length: span }, (_, index) => index).filter(
    (index) => (span - 1 - index) % Math.ceil(32 / step) === 0,
  );
  return html`<figure class="scroll" tabindex="0"><svg class="epic-time" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${inWords(updates, shown, decisions)}">
${named.map(
  (index) =>
    html`<text class="label" x="${names + index * step + step / 2}" y="12" text-anchor="middle">${shortWeek(weekAfter(first, index + origin))}</text>`,
)}
<line class="axis" x1="${names}" y1="${row}" x2="${width}" y2="${row}"/>
${updates
  .filter((update) => place(update.week) >= 0)
  .map(
    (update) =>
      html`<circle class="said" cx="${names + place(update.week) * step + step / 2}" cy="${row * 1.5 + 1}" r="4"/>`,
  )}
<text class="label" x="0" y="${row * 1.5 + 5}">updates</text>
${
  decisions.length > 0 &&
  decisionMarks(
    made
      .map(place)
      .filter((at) => at >= 0)
      .map((at) => names + at * step + step / 2),
  )
}
${shown.map((risk, index) => {
  const from = Math.max(0, place(weekAt(instantOf(risk.since), plan.timezone)));
  const to = risk.resolvedAt === null ? span - 1 : place(weekAt(instantOf(risk.resolvedAt), plan.timezone));
  const y = row * (index + above) + 5;
  return html`<rect class="${risk.resolvedAt === null ? 'open' : 'over'}" x="${names + from * step + 4}" y="${y}" width="${(to - from + 1) * step - 8}" height="8"/>
<text class="label" x="0" y="${y + 8}">R-${risk.number}</text>`;
})}
</svg></figure>`;
}

function decisionMarks(places: readonly number[]): Html {
  const y = row * 2.5 + 1;
  return html`${[...new Set(places)].map(
    (x) => html`<path class="decided" d="M${x} ${y - 5} l5 5 l-5 5 l-5 -5 z"/>`,
  )}
<text class="label" x="0" y="${y + 4}">decisions</text>`;
}

const weeksBetween = (from: string, to: string) =>
  Math.round(mondayOf(from).until(mondayOf(to), { largestUnit: 'days' }).days / 7);

function weekAfter(week: string, weeks: number): string {
  const monday = mondayOf(week).add({ weeks });
  return weekAt(monday.toZonedDateTime('UTC').toInstant(), 'UTC');
}

function inWords(
  updates: readonly UpdateView[],
  risks: readonly RiskView[],
  decisions: readonly Decision[],
): string {
  const all = [
    count(updates.length, 'update'),
    count(risks.length, 'risk'),
    count(decisions.length, 'decision'),
  ];
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1)} by week, as listed below`;
}
