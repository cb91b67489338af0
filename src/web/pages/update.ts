import type { FastifyInstance } from 'fastify';
import { type RiskView, risksOf } from '../../kinds/commands/queries.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import {
  type StandingUpdateView,
  type UpdateView,
  updatesOf,
  versionsOf,
} from '../../kinds/updates/queries.ts';
import { questions, questionTexts } from '../../kinds/updates/record.ts';
import { howRead } from '../../reading/how-read.ts';
import { identifiersOf } from '../../reading/queries.ts';
import { type Html, html, type Part } from '../html.ts';
import { page, sendPage } from '../layout.ts';
import type { AppOptions } from '../options.ts';
import { answersOf, facts, words } from '../parts/letter.ts';
import { readLines } from '../parts/lines.ts';
import { mailAction, mailAddress } from '../parts/mail-action.ts';
import { provenIn } from '../parts/reading.ts';
import { riskList } from '../parts/risk-line.ts';
import { addressOf, messagePath, teamPath, weekPath } from '../paths.ts';
import { notFound } from '../problem.ts';
import { logAddress, personAt, planOf, weekNamed } from '../team.ts';
import { shortWeek, type Times, timesIn } from '../times.ts';

type Params = { team: string; week: string; person: string };

/** `/t/TEAM/weeks/W/PERSON`: one person's update, with its message and how it was read. */
export function updatePages(app: FastifyInstance, options: AppOptions): void {
  app.get<{ Params: Params }>('/t/:team/weeks/:week/:person', async (request, reply) => {
    const { team, person } = request.params;
    const plan = await planOf(options.db, team);
    const week = weekNamed(request.params.week);
    const address = addressOf(plan, person);
    const [update] = await updatesOf(options.db, plan.team, { week, member: address });
    if (!update) throw notFound(`Nothing came from ${personAt(plan, address).name} for ${week}.`);
    return sendPage(reply, await updatePage(plan, update, options));
  });
}

async function updatePage(plan: Plan, update: StandingUpdateView, options: AppOptions): Promise<Html> {
  const { db, now } = options;
  const { week, member } = update;
  const person = personAt(plan, member);
  const times = timesIn(plan.timezone);
  const versions = await versionsOf(db, plan.team, week, member);
  const ids = await identifiersOf(db, update.positions);
  const risks = (await risksOf(db, plan.team, { state: 'all' })).filter((risk) =>
    risk.positions.some((position) => update.positions.includes(position)),
  );
  return page({
    title: `${person.name}, week ${Number(week.slice(6))}`,
    lead: html`<span class="by">${facts(update, plan, times)}</span>`,
    trail: [
      { text: plan.name, href: teamPath(plan.team) },
      { text: shortWeek(week), href: weekPath(plan.team, week) },
    ],
    team: plan,
    section: 'week',
    twin: `/api/teams/${plan.team}/updates?week=${week}&member=${encodeURIComponent(member)}`,
    body: html`${answersOf(update)}
${await source(plan, update, ids, options)}
${versions.length > 1 && earlier(versions, plan, ids, times)}`,
    margin: [
      await provenance(plan, update, ids, times, options),
      risks.length > 0 && risksOfUpdate(risks, plan, now()),
      correct(plan, update, ids, options),
    ],
  });
}

/** From, proven how, received, message: of the message that made the version that stands. */
async function provenance(
  plan: Plan,
  update: StandingUpdateView,
  ids: ReadonlyMap<number, string>,
  times: Times,
  { db }: AppOptions,
): Promise<Html> {
  const how = await howRead(db, update.position);
  return html`<section><h2>Where it comes from</h2>
<dl class="fields">
<div><dt>From</dt><dd>${personAt(plan, update.member).name} <span class="id">${update.member}</span></dd></div>
<div><dt>Proven</dt><dd>${how ? html`${provenIn(how.proof.grade)} <span class="by">${how.proof.why}</span>` : 'not yet'}</dd></div>
<div><dt>Received</dt><dd>${times.at(update.receivedAt)}${update.late && html`, <span class="aging">late</span>`}</dd></div>
<div><dt>${update.positions.length > 1 ? 'Messages' : 'Message'}</dt><dd>${update.positions.map((position) => messageLink(plan, position, ids))}</dd></div>
</dl></section>`;
}

function messageLink(plan: Plan, position: number, ids: ReadonlyMap<number, string>): Part {
  const id = ids.get(position) ?? String(position);
  return html`<a class="id block" href="${messagePath(plan.team, id)}">${id}</a>`;
}

/** Each message that made it, line by line. */
async function source(
  plan: Plan,
  update: StandingUpdateView,
  ids: ReadonlyMap<number, string>,
  { db }: AppOptions,
): Promise<Part> {
  const read: Html[] = [];
  for (const position of update.positions) {
    const parts = (await howRead(db, position))?.reading?.parts ?? [];
    if (parts.length === 0) continue;
    const id = ids.get(position) ?? String(position);
    read.push(html`${readLines(parts, false)}
<p class="by apart"><a href="${messagePath(plan.team, id)}">This message, and how it was read</a></p>`);
  }
  if (read.length === 0) return null;
  return html`<section aria-labelledby="source"><h2 id="source">As it was written</h2>${read}</section>`;
}

/** What earlier versions said where it differs from the next one. */
function earlier(
  versions: readonly UpdateView[],
  plan: Plan,
  ids: ReadonlyMap<number, string>,
  times: Times,
): Html {
  const items = versions.slice(0, -1).map((version, index) => {
    const next = versions[index + 1];
    const changed = questions.filter((one) => version.answers[one] !== next?.answers[one]);
    const id = ids.get(version.position) ?? String(version.position);
    return html`<li><p class="by">Version ${version.version}, <a href="${messagePath(plan.team, id)}">${times.at(version.receivedAt)}</a></p>
<dl class="letter">${changed.map(
      (one) =>
        html`<div><dt>${questionTexts[one]}</dt><dd>${version.answers[one] === '' ? html`<span class="by">not answered</span>` : html`<del>${words(version.answers[one])}</del>`}</dd></div>`,
    )}</dl></li>`;
  });
  return html`<section aria-labelledby="earlier"><h2 id="earlier">Earlier versions</h2><ol class="versions">${items.reverse()}</ol></section>`;
}

function risksOfUpdate(risks: readonly RiskView[], plan: Plan, now: Parameters<typeof riskList>[2]): Html {
  return html`<section><h2>Risks it speaks of</h2>${riskList(risks, plan, now)}</section>`;
}

function correct(
  plan: Plan,
  update: UpdateView,
  ids: ReadonlyMap<number, string>,
  options: AppOptions,
): Html {
  const inReplyTo = ids.get(update.position);
  return html`<section><h2>Wrong?</h2>
<p>${personAt(plan, update.member).name} corrects it by a reply to the receipt, or by a mail to ${mailAddress(logAddress(plan, options))}: the number, and the right words.</p>
${mailAction('Correct it', {
  to: logAddress(plan, options),
  subject: `Re: four lines for Friday? (${shortWeek(update.week)})`,
  body: '3 none',
  ...(inReplyTo === undefined ? {} : { inReplyTo }),
})}</section>`;
}
