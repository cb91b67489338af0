import type { Temporal } from 'temporal-polyfill';
import type { CoursePoint } from '../../kinds/plan/queries.ts';
import type { Cycle, KeyResult, Plan } from '../../kinds/plan/record.ts';
import { type Html, html, type Part } from '../html.ts';
import { messagePath } from '../paths.ts';
import { personAt } from '../team.ts';
import type { Times } from '../times.ts';
import { courseDrawing } from './course.ts';

export interface KeyResultParts {
  readonly plan: Plan;
  readonly cycle: Cycle;
  readonly keyResult: KeyResult;
  readonly course: readonly CoursePoint[];
  readonly identifiers: ReadonlyMap<number, string>;
  readonly today: Temporal.PlainDate;
  readonly times: Times;
}

/** A key result in words, its course as a drawing, and every number behind a disclosure. */
export function keyResultSection(parts: KeyResultParts): Html {
  const { keyResult, cycle, course, today } = parts;
  return html`<section class="key-result" aria-labelledby="${keyResult.id}">
<div class="words">
<h3 id="${keyResult.id}"><span class="id">${keyResult.id}</span> ${keyResult.text.replaceAll(' %', '\u00a0%')}</h3>
<p>${standing(parts)}</p>
</div>
${courseDrawing({ cycle, keyResult, points: course, today })}
${course.length > 0 && numbers(parts)}
</section>`;
}

function standing({ keyResult, course, times, plan }: KeyResultParts): Part {
  const { from, to, current, unit, confidence } = keyResult;
  const goal = from !== null && to !== null && html` From ${from}, to reach ${to}.`;
  if (current === null) return html`No number yet.${goal} <span class="by">${unit}</span>`;
  const last = course.at(-1);
  return html`<strong>${current}</strong> ${unit}.${goal} <span class="by">${
    last &&
    html`${last.member === null ? 'The plan' : personAt(plan, last.member).name}, ${times.day(last.at)}.`
  }${confidence !== null && html` Confidence ${confidence} of 10.`}</span>`;
}

function numbers({ plan, keyResult, course, identifiers, times }: KeyResultParts): Html {
  return html`<details><summary>All numbers of ${keyResult.id}</summary>
<div class="scroll"><table>
<thead><tr><th scope="col">When</th><th scope="col" class="number">${keyResult.unit || 'Value'}</th><th scope="col">Who</th><th scope="col">Message</th></tr></thead>
<tbody>${course.map((point) => {
    const id = identifiers.get(point.position);
    return html`<tr><td>${times.at(point.at)}</td><td class="number">${point.value}</td><td>${point.member === null ? 'the plan' : personAt(plan, point.member).name}</td><td>${id !== undefined && html`<a href="${messagePath(plan.team, id)}">message<span class="unseen"> of ${times.day(point.at)}</span></a>`}</td></tr>`;
  })}</tbody>
</table></div></details>`;
}
