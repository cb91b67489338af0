import type { Temporal } from 'temporal-polyfill';
import type { RiskView } from '../../kinds/commands/queries.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import { weeksBetween, withoutTag } from '../../kinds/wording.ts';
import { type Html, html, type Part } from '../html.ts';
import { epicPath } from '../paths.ts';
import { personAt } from '../team.ts';
import { count } from '../times.ts';

/** Risks, the oldest first: number, words, age as a number and as a bar of weeks. */
export function riskList(
  risks: readonly RiskView[],
  plan: Plan,
  now: Temporal.Instant,
  /** What stands below a risk: its mail link. */
  below: (risk: RiskView) => Part = () => null,
): Html {
  const oldestFirst = [...risks].sort((a, b) => a.since.getTime() - b.since.getTime() || a.number - b.number);
  return html`<ul class="risks">${oldestFirst.map((risk) => riskLine(risk, plan, now, below(risk)))}</ul>`;
}

function riskLine(risk: RiskView, plan: Plan, now: Temporal.Instant, below: Part): Html {
  const weeks = weeksBetween(risk.since, risk.resolvedAt ?? new Date(now.epochMilliseconds));
  const epic = plan.epics.find((one) => one.slug === risk.epic);
  return html`<li class="risk" id="R-${risk.number}">
<span class="id"><a href="#R-${risk.number}">R-${risk.number}</a></span>
<span class="words"><span class="said">${withoutTag(risk.text, risk.epic)}</span>
<span class="by">${personAt(plan, risk.member).name}${epic && html`, <a href="${epicPath(plan.team, epic.slug)}">${epic.name}</a>`}</span></span>
<span class="age">${ageOf(weeks, risk.resolvedAt !== null)}</span>
${below && html`<div class="below">${below}</div>`}
</li>`;
}

const MOST_WEEKS = 12;

/** Amber from the second week on, red from the fourth; the words say the same. */
function ageOf(weeks: number, isOver: boolean): Html {
  const tone = isOver ? 'over' : weeks >= 4 ? 'old' : weeks >= 2 ? 'aging' : 'new';
  const words = isOver
    ? `over, after ${weeks === 0 ? 'days' : count(weeks, 'week')}`
    : weeks === 0
      ? 'new'
      : count(weeks, 'week');
  const bars = Array.from({ length: Math.min(Math.max(weeks, 1), MOST_WEEKS) }, (_, week) => week * 8);
  return html`<span class="${tone}">${words}</span>
<svg class="bar ${tone}" viewBox="0 0 ${MOST_WEEKS * 8} 8" width="${MOST_WEEKS * 8}" height="8" aria-hidden="true">${bars.map(
    (x) => html`<rect x="${x}" y="0" width="6" height="8"/>`,
  )}</svg>`;
}
