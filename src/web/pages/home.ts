import type { Plan } from '../../kinds/plan/record.ts';
import { type Html, html } from '../html.ts';
import { page } from '../layout.ts';
import type { FirstStep } from '../options.ts';
import { teamPath } from '../paths.ts';

/** The teams; in the demo, what to try first. */
export function homePage(plans: readonly Plan[], firstSteps: readonly FirstStep[], isOpen: boolean): Html {
  return page({
    title: 'Onrecord',
    lead: 'What a team asked, answered and decided by mail, and the messages it comes from.',
    body: html`${
      firstSteps.length > 0 &&
      html`<section aria-labelledby="first"><h2 id="first">What to try first</h2>
<ol class="steps">${firstSteps.map((step) => html`<li><a href="${step.href}">${step.text}</a></li>`)}</ol></section>`
    }
<section aria-labelledby="teams"><h2 id="teams">${plans.length === 1 ? 'The team' : 'Teams'}</h2>
${
  plans.length === 0
    ? html`<p class="empty">No team yet. Apply a plan: <code>onrecord plan init</code> writes a first one, <code>onrecord plan apply team.yaml</code> applies it.</p>`
    : html`<ul class="rows">${plans.map(
        (plan) => html`<li><a href="${teamPath(plan.team)}">${plan.name}</a>
<span class="by">${plan.cycle?.objective}</span></li>`,
      )}</ul>`
}</section>
${!isOpen && html`<p><a href="/leave">Sign out</a></p>`}`,
  });
}
