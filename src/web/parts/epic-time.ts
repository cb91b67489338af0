import type { Temporal } from 'temporal-polyfill';
import { mondayOf, weekAt } from '../../kinds/calendar.ts';
import type { RiskView } from '../../kinds/commands/queries.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import type { UpdateView } from '../../kinds/updates/queries.ts';
import { type Html, html } from '../html.ts';
import { instantOf } from '../team.ts';
import { count, shortWeek } from '../times.ts';

export interface EpicTime {
  readonly plan: Plan;
  readonly updates: readonly UpdateView[];
  readonly risks: readonly RiskView[];
  readonly now: Temporal.Instant;
}

const MOST_WEEKS = 16;
const row = 18;
/** What a phone of 320 px has room for, and how wide a week is at most. */
const room = 280;
const widest = 44;
/** For what each row is called. */
const names = 56;

/** An epic's time on one axis of weeks: updates as marks, each risk as the bar of the weeks in which it stood open. */
export function epicTime({ plan, updates, risks, now }: EpicTime): Html | null {
  const current = weekAt(now, plan.timezone);
  const started = risks.map((risk) => weekAt(instantOf(risk.since), plan.timezone));
  const weeks = [...updates.map((update) => update.week), ...started].sort();
  const [first] = weeks;
  if (first === undefined) return null;
  const span = Math.min(MOST_WEEKS, weeksBetween(first, current) + 1);
  const origin = weeksBetween(first, current) + 1 - span;
  const place = (week: string) => weeksBetween(first, week) - origin;
  const shown = risks.filter(
    (risk) => risk.resolvedAt === null || place(weekAt(instantOf(risk.resolvedAt), plan.timezone)) >= 0,
  );
  const height = row * (shown.length + 2);
  const step = Math.min(widest, Math.floor((room - names) / span));
  const width = names + span * step;
  const named = Array.from({ length: span }, (_, index) => index).filter(
    (index) => (span - 1 - index) % Math.ceil(32 / step) === 0,
  );
  return html`<figure class="scroll" tabindex="0"><svg class="epic-time" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${inWords(updates, shown)}">
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
${shown.map((risk, index) => {
  const from = Math.max(0, place(weekAt(instantOf(risk.since), plan.timezone)));
  const to = risk.resolvedAt === null ? span - 1 : place(weekAt(instantOf(risk.resolvedAt), plan.timezone));
  const y = row * (index + 2) + 5;
  return html`<rect class="${risk.resolvedAt === null ? 'open' : 'over'}" x="${names + from * step + 4}" y="${y}" width="${(to - from + 1) * step - 8}" height="8"/>
<text class="label" x="0" y="${y + 8}">R-${risk.number}</text>`;
})}
</svg></figure>`;
}

const weeksBetween = (from: string, to: string) =>
  Math.round(mondayOf(from).until(mondayOf(to), { largestUnit: 'days' }).days / 7);

function weekAfter(week: string, weeks: number): string {
  const monday = mondayOf(week).add({ weeks });
  return weekAt(monday.toZonedDateTime('UTC').toInstant(), 'UTC');
}

function inWords(updates: readonly UpdateView[], risks: readonly RiskView[]): string {
  return `${count(updates.length, 'update')} and ${count(risks.length, 'risk')} by week, as listed below`;
}
