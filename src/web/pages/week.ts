import type { FastifyInstance } from 'fastify';
import { sprintOn, weekBefore } from '../../kinds/calendar.ts';
import type { Member, Plan } from '../../kinds/plan/record.ts';
import { notesOf } from '../../kinds/planning/queries.ts';
import { updatesOf } from '../../kinds/updates/queries.ts';
import { identifiersOf } from '../../reading/queries.ts';
import { type Html, html, type Part } from '../html.ts';
import { page, sendPage } from '../layout.ts';
import type { AppOptions } from '../options.ts';
import { decisionSection } from '../parts/decision-line.ts';
import { letter, words } from '../parts/letter.ts';
import { riskList } from '../parts/risk-line.ts';
import { messagePath, teamPath, weekPath } from '../paths.ts';
import { currentWeek, personAt, planOf, weekNamed } from '../team.ts';
import { shortWeek, timesIn, weekInWords } from '../times.ts';
import { askedIn, askedOn, askingOf, decisionsIn, risksIn, silenceOf } from '../week.ts';

/** `/t/TEAM/weeks/W`: everything that is on record of one week. */
export function weekPages(app: FastifyInstance, options: AppOptions): void {
  app.get<{ Params: { team: string; week: string } }>('/t/:team/weeks/:week', async (request, reply) => {
    const plan = await planOf(options.db, request.params.team);
    return sendPage(reply, await weekPage(plan, weekNamed(request.params.week), options));
  });
}

async function weekPage(plan: Plan, week: string, options: AppOptions): Promise<Html> {
  const { db, now } = options;
  const updates = await updatesOf(db, plan.team, { week });
  const risks = await risksIn(db, plan, week);
  const day = askedOn(plan, week);
  const wrote = new Set(updates.map((update) => update.member));
  const silence = silenceOf(askedIn(plan, week, await askingOf(db, plan, [week])), wrote, day);
  const times = timesIn(plan.timezone);
  const current = currentWeek(plan, options);
  const sprint = sprintOn(plan, day);
  return page({
    title: `Week ${Number(week.slice(6))}`,
    lead: html`${weekInWords(week)}${sprint && html`. Sprint ${sprint.number}${sprint.goal !== null && `: ${sprint.goal}`}`}`,
    trail: [{ text: plan.name, href: teamPath(plan.team) }],
    team: plan,
    section: 'week',
    twin: `/api/teams/${plan.team}/weeks/${week}`,
    body: html`<section aria-labelledby="updates"><h2 id="updates">Who wrote</h2>
${
  updates.length > 0
    ? updates.map((update) => letter(update, plan, times))
    : html`<p class="empty">Nobody${week === current && ', so far'}.</p>`
}</section>
${decisionSection('decisions', 'Decisions', await decisionsIn(db, plan, week), { plan, times, now: now() })}
${await notes(plan, week, options)}
${
  risks.length > 0 &&
  html`<section aria-labelledby="risks"><h2 id="risks">At risk that week</h2>${riskList(risks, plan, now())}</section>`
}`,
    margin: [
      people(week === current ? 'Not yet' : 'Nothing came from', silence.missing),
      people('Away', silence.away),
      neighbours(plan, week, current),
    ],
  });
}

async function notes(plan: Plan, week: string, { db }: AppOptions): Promise<Part> {
  const all = await notesOf(db, plan.team, week);
  if (all.length === 0) return null;
  const ids = await identifiersOf(
    db,
    all.map((note) => note.position),
  );
  const times = timesIn(plan.timezone);
  return html`<section aria-labelledby="notes"><h2 id="notes">Notes on Monday's plan</h2>${all.map((note) => {
    const id = ids.get(note.position);
    return html`<article class="note">${words(note.text)}
<p class="by">${personAt(plan, note.member).name}, ${id === undefined ? times.at(note.at) : html`<a href="${messagePath(plan.team, id)}">${times.at(note.at)}</a>`}</p></article>`;
  })}</section>`;
}

function people(title: string, members: readonly Member[]): Part {
  if (members.length === 0) return null;
  return html`<section><h2>${title}</h2><p>${members.map((member) => member.name).join(', ')}</p></section>`;
}

function neighbours(plan: Plan, week: string, current: string): Html {
  const before = weekBefore(week);
  const after = weekBefore(week, -1);
  return html`<nav class="neighbours" aria-label="Weeks"><p><a rel="prev" href="${weekPath(plan.team, before)}">${shortWeek(before)}, the week before</a></p>
${week < current && html`<p><a rel="next" href="${weekPath(plan.team, after)}">${shortWeek(after)}, the week after</a></p>`}</nav>`;
}
