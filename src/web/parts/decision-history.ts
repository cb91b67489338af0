import type { Decision, Step } from '../../kinds/decisions/record.ts';
import { type Html, html, type Part } from '../html.ts';
import { numberPath } from '../paths.ts';
import { personAt } from '../team.ts';
import { dateInWords } from '../times.ts';
import { messageLink } from './decision-answers.ts';
import type { Around } from './decision-state.ts';

/** Step by step, each with the message that made it. */
export function historySection(
  { history }: Decision,
  around: Around,
  ids: ReadonlyMap<number, string>,
): Html {
  return html`<section aria-labelledby="history"><h2 id="history">How it came about</h2>
<ol class="steps">${history.map((step) => {
    const by = step.member === null ? null : ` by ${personAt(around.plan, step.member).name}`;
    return html`<li>${step.what}${detailOf(step, around)}${by}
<span class="by block">${messageLink(step.position, around.times.at(new Date(step.at)), around, ids)}</span></li>`;
  })}</ol></section>`;
}

function detailOf({ what, detail }: Step, { plan, times }: Around): Part {
  if (detail === null) return null;
  switch (what) {
    case 'extended':
      return html` until ${times.at(new Date(detail))}`;
    case 'reopened':
      return html` because <q class="said">${detail.replace(/^because\s+/i, '')}</q>,`;
    case 'superseded': {
      const number = Number(/^D-(\d+)$/.exec(detail)?.[1] ?? 0);
      return number > 0
        ? html` by <a href="${numberPath(plan.team, number)}">${detail}</a>,`
        : ` by ${detail},`;
    }
    case 'revisit set':
      return ` to ${dateInWords(detail)},`;
    case 'decided':
      return detail === 'consensus'
        ? ' by consensus'
        : html`, where <q class="said">${detail}</q> had been proposed,`;
    default:
      return ` (${detail})`;
  }
}
