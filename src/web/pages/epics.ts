import type { FastifyInstance } from 'fastify';
import { risksOf } from '../../kinds/commands/queries.ts';
import { decisionsOf } from '../../kinds/decisions/queries.ts';
import type { Epic, Plan } from '../../kinds/plan/record.ts';
import { updatesOf } from '../../kinds/updates/queries.ts';
import { type Html, html, type Part } from '../html.ts';
import { page, sendPage } from '../layout.ts';
import type { AppOptions } from '../options.ts';
import { decisionSection } from '../parts/decision-line.ts';
import { epicTime } from '../parts/epic-time.ts';
import { letter } from '../parts/letter.ts';
import { riskList } from '../parts/risk-line.ts';
import { epicPath, teamPath } from '../paths.ts';
import { notFound } from '../problem.ts';
import { personAt, planOf } from '../team.ts';
import { count, shortWeek, timesIn } from '../times.ts';

/** `/t/TEAM/epics` and `/t/TEAM/epics/SLUG`. */
export function epicPages(app: FastifyInstance, options: AppOptions): void {
  app.get<{ Params: { team: string } }>('/t/:team/epics', async (request, reply) => {
    const plan = await planOf(options.db, request.params.team);
    return sendPage(reply, await epicsPage(plan, options));
  });
  app.get<{ Params: { team: string; slug: string } }>('/t/:team/epics/:slug', async (request, reply) => {
    const plan = await planOf(options.db, request.params.team);
    const epic = plan.epics.find((one) => one.slug === request.params.slug);
    if (!epic) throw notFound(`${plan.name} has no epic "${request.params.slug}".`);
    return sendPage(reply, await epicPage(plan, epic, options));
  });
}

async function epicsPage(plan: Plan, { db }: AppOptions): Promise<Html> {
  const open = await risksOf(db, plan.team, { state: 'open' });
  const openOf = (epic: Epic) => open.filter((risk) => risk.epic === epic.slug).length;
  return page({
    title: 'Epics',
    lead: 'What the organization wants, and the risk that each epic reduces.',
    trail: [{ text: plan.name, href: teamPath(plan.team) }],
    team: plan,
    section: 'epics',
    twin: `/api/teams/${plan.team}/epics`,
    body:
      plan.epics.length === 0
        ? html`<p class="empty">The plan names no epic.</p>`
        : plan.epics.map(
            (
              epic,
            ) => html`<section class="epic"><h2><a href="${epicPath(plan.team, epic.slug)}">${epic.name}</a></h2>
<p class="by">${ownerOf(epic, plan)}${epic.keyResults.length > 0 && html` · ${epic.keyResults.join(', ')}`} · ${openOf(epic) === 0 ? 'no open risk' : count(openOf(epic), 'open risk')}</p>
${fields(epic)}</section>`,
          ),
  });
}

async function epicPage(plan: Plan, epic: Epic, { db, now }: AppOptions): Promise<Html> {
  const risks = await risksOf(db, plan.team, { state: 'all', epic: epic.slug });
  const open = risks.filter((risk) => risk.resolvedAt === null);
  const over = risks.filter((risk) => risk.resolvedAt !== null);
  const updates = await updatesOf(db, plan.team, { epic: epic.slug, limit: 50 });
  const decisions = await decisionsOf(db, plan.team, { epic: epic.slug });
  const times = timesIn(plan.timezone);
  return page({
    title: epic.name,
    lead: epic.wants,
    trail: [
      { text: plan.name, href: teamPath(plan.team) },
      { text: 'Epics', href: `${teamPath(plan.team)}/epics` },
    ],
    team: plan,
    section: 'epics',
    twin: `/api/teams/${plan.team}/updates?epic=${encodeURIComponent(epic.slug)}`,
    body: html`${fields(epic)}
${epicTime({ plan, updates, risks, decisions, now: now() })}
${open.length > 0 && html`<section aria-labelledby="risks"><h2 id="risks">Open risks</h2>${riskList(open, plan, now())}</section>`}
${decisionSection('decisions', 'Decisions', decisions, { plan, times, now: now(), epic: epic.slug })}
<section aria-labelledby="updates"><h2 id="updates">What was written</h2>
${
  updates.length > 0
    ? updates.map((update) => letter(update, plan, times, `${shortWeek(update.week)} `))
    : html`<p class="empty">Nobody has named it yet. <code>#${epic.slug}</code> in an update does.</p>`
}</section>
${over.length > 0 && html`<section aria-labelledby="over"><h2 id="over">Risks that are over</h2>${riskList(over, plan, now())}</section>`}`,
    margin: [
      html`<section><h2>Owner</h2><p>${ownerOf(epic, plan)}</p></section>`,
      keyResults(epic, plan),
      elsewhere(epic),
    ],
  });
}

function fields(epic: Epic): Html {
  return html`<dl class="fields wide">
<div><dt>Risk it reduces</dt><dd>${epic.risk || 'not said'}</dd></div>
<div><dt>If it fails</dt><dd>${epic.ifItFails || 'not said'}</dd></div>
${epic.resumeLine !== '' && html`<div><dt>Resume line</dt><dd class="said">${epic.resumeLine}</dd></div>`}
</dl>`;
}

const ownerOf = (epic: Epic, plan: Plan) =>
  epic.owner === null ? 'no owner' : personAt(plan, epic.owner).name;

function keyResults(epic: Epic, plan: Plan): Part {
  const all = plan.cycle?.keyResults.filter((one) => epic.keyResults.includes(one.id)) ?? [];
  if (all.length === 0) return null;
  return html`<section><h2>For</h2><ul class="plain">${all.map(
    (one) =>
      html`<li><a href="${teamPath(plan.team)}#${one.id}"><span class="id">${one.id}</span> ${one.text}</a></li>`,
  )}</ul></section>`;
}

function elsewhere(epic: Epic): Part {
  const links = epic.links.filter((link) => /^https?:\/\//i.test(link));
  if (links.length === 0) return null;
  return html`<section><h2>Elsewhere</h2><ul class="plain">${links.map(
    (link) =>
      html`<li><a class="id" href="${link}" rel="noreferrer">${link.replace(/^https?:\/\//i, '')}</a></li>`,
  )}</ul></section>`;
}
