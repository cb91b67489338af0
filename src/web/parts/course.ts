import { Temporal } from 'temporal-polyfill';
import type { Cycle, KeyResult } from '../../kinds/plan/record.ts';
import { type Html, html } from '../html.ts';

export interface CourseDrawing {
  readonly cycle: Cycle;
  readonly keyResult: KeyResult;
  readonly points: readonly { readonly at: Date; readonly value: number }[];
  readonly today: Temporal.PlainDate;
}

const width = 320;
const height = 92;
const left = 4;
const right = 40;
const top = 14;
const bottom = 20;

/**
 * A key result's course: baseline to target as a thin line, what was reported as points joined, today as a tick, the last number beside its
 * point. Drawn for 320 px; its words are in the text beside it, so it is hidden from screen readers.
 */
export function courseDrawing({ cycle, keyResult, points, today }: CourseDrawing): Html | null {
  const { from, to } = keyResult;
  if (from === null || to === null) return null;
  const starts = Temporal.PlainDate.from(cycle.starts);
  const days = Math.max(1, starts.until(cycle.ends, { largestUnit: 'days' }).days);
  const values = [from, to, ...points.map((point) => point.value)];
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (day: number) => round(left + (Math.min(Math.max(day, 0), days) / days) * (width - left - right));
  const y = (value: number) => round(height - bottom - ((value - low) / span) * (height - top - bottom));
  const dayOf = (date: Date) =>
    (date.getTime() - starts.toZonedDateTime('UTC').epochMilliseconds) / 86_400_000;
  const reported = points.map((point) => ({ x: x(dayOf(point.at)), y: y(point.value), value: point.value }));
  const last = reported.at(-1);
  const now = x(starts.until(today, { largestUnit: 'days' }).days);

  return html`<svg class="course" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">
<line class="axis" x1="${left}" y1="${height - bottom + 6}" x2="${width - right}" y2="${height - bottom + 6}"/>
<line class="today" x1="${now}" y1="${top - 6}" x2="${now}" y2="${height - bottom + 6}"/>
<text class="label" x="${now}" y="${height - 2}" text-anchor="${now > width - 90 ? 'end' : now < 40 ? 'start' : 'middle'}">today</text>
<line class="path" x1="${x(0)}" y1="${y(from)}" x2="${x(days)}" y2="${y(to)}"/>
<text class="label" x="${left}" y="${y(from) + (from < to ? -6 : from > to && y(from) < 26 ? -4 : 14)}">${from}</text>
<text class="label" x="${width - right + 6}" y="${y(to) + 4}">${to}</text>
${reported.length > 1 && html`<polyline class="said" points="${reported.map((one) => `${one.x},${one.y}`).join(' ')}"/>`}
${reported.map((one) => html`<circle class="said" cx="${one.x}" cy="${one.y}" r="${one === last ? 4 : 2.5}"/>`)}
${last && html`<text class="last" x="${last.x + 7}" y="${last.y - 6}">${last.value}</text>`}
</svg>`;
}

const round = (number: number) => Math.round(number * 10) / 10;
