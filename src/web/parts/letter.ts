import type { Plan } from '../../kinds/plan/record.ts';
import type { StandingUpdateView, UpdateView } from '../../kinds/updates/queries.ts';
import { type Question, questions, questionTexts } from '../../kinds/updates/record.ts';
import { type Html, html, type Part } from '../html.ts';
import { epicPath, updatePath, weekPath } from '../paths.ts';
import { personAt } from '../team.ts';
import { shortWeek, type Times } from '../times.ts';

const labels: Record<Question, string> = { goal: 'Goal', changed: 'Changed', risk: 'At risk', next: 'Next' };

/** Somebody's own words: paragraphs, line breaks kept. */
export function words(text: string): Html {
  const paragraphs = text.split(/\n{2,}/).filter((one) => one.trim() !== '');
  return html`<div class="said">${paragraphs.map((one) => html`<p>${one}</p>`)}</div>`;
}

/** The four answers under their questions, and the notes; what was not answered says so. */
export function answersOf(update: UpdateView): Html {
  return html`<dl class="letter">${questions.map(
    (question, index) => html`<div>
<dt><span class="id">${index + 1}</span> ${questionTexts[question]}</dt>
<dd>${update.answers[question] === '' ? html`<span class="by">not answered</span>` : words(update.answers[question])}</dd>
</div>`,
  )}${update.notes !== '' && html`<div><dt>Notes</dt><dd>${words(update.notes)}</dd></div>`}</dl>`;
}

/** An update among others: who, when, and what was answered under short labels. */
export function letter(
  update: StandingUpdateView,
  plan: Plan,
  times: Times,
  /** Before the name: the week, where letters of several stand together. */
  above: Part = null,
): Html {
  const href = updatePath(plan, update.week, update.member);
  const answered = questions.filter((question) => update.answers[question] !== '');
  return html`<article class="update">
<h3>${above}<a href="${href}">${personAt(plan, update.member).name}</a></h3>
<p class="by">${facts(update, plan, times)}</p>
<dl class="fields">${answered.map(
    (question) => html`<div><dt>${labels[question]}</dt><dd>${words(update.answers[question])}</dd></div>`,
  )}${update.notes !== '' && html`<div><dt>Notes</dt><dd>${words(update.notes)}</dd></div>`}</dl>
</article>`;
}

/** When it came, whether late, of which version, about which epics. */
export function facts(update: UpdateView, plan: Plan, times: Times): Part {
  return [
    times.at(update.receivedAt),
    update.late && html`, <span class="aging">late</span>`,
    update.version > 1 && `, version ${update.version}`,
    update.repeats !== null &&
      html`, same as <a href="${weekPath(plan.team, update.repeats)}">${shortWeek(update.repeats)}</a>`,
    update.epics.length > 0 && html` · ${epicLinks(update.epics, plan)}`,
  ];
}

export function epicLinks(slugs: readonly string[], plan: Plan): Part {
  return slugs.map((slug, index) => {
    const epic = plan.epics.find((one) => one.slug === slug);
    return [index > 0 && ', ', epic ? html`<a href="${epicPath(plan.team, slug)}">${epic.name}</a>` : slug];
  });
}
