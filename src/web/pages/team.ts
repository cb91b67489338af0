import type { FastifyInstance } from 'fastify';
import { sprintOn, weekBefore } from '../../kinds/calendar.ts';
import { risksOf } from '../../kinds/commands/queries.ts';
import { decisionsOf } from '../../kinds/decisions/queries.ts';
import { courses } from '../../kinds/plan/queries.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import { updatesOf } from '../../kinds/updates/queries.ts';
import { identifiersOf } from '../../reading/queries.ts';
import { soonestFirst } from '../decisions.ts';
import { type Html, html, type Part } from '../html.ts';
import { page, sendPage } from '../layout.ts';
import type { AppOptions } from '../options.ts';
import { decisionSection } from '../parts/decision-line.ts';
import { keyResultSection } from '../parts/key-result.ts';
import { words } from '../parts/letter.ts';
import { mailAction, mailAddress } from '../parts/mail-action.ts';
import { riskList } from '../parts/risk-line.ts';
import { type GridWeek, weekGrid } from '../parts/week-grid.ts';
import { decisionsPath, updatePath, weekPath } from '../paths.ts';
import { currentWeek, logAddress, personAt, planOf } from '../team.ts';
import { count, dateInWords, shortWeek, timesIn, weekInWords } from '../times.ts';
import { askedIn, askingOf } from '../week.ts';

const WEEKS = 6;
const LATEST = 5;

/** `/t/TEAM`: this week at a glance. */
export function teamPages(app: FastifyInstance, options: AppOptions): void {
  app.get<{ Params: { team: string } }>('/t/:team', async (request, reply) => {
    const plan = await planOf(options.db, request.params.team);
    return sendPage(reply, await teamPage(plan, options));
  });
}

async function teamPage(plan: Plan, options: AppOptions): Promise<Html> {
  const { db, now } = options;
  const week = currentWeek(plan, options);
  const weeks = await gridWeeks(plan, options, week);
  const risks = await risksOf(db, plan.team, { state: 'open' });
  return page({
    title: plan.name,
    lead: plan.cycle?.objective,
    team: plan,
    section: 'week',
    twin: `/api/teams/${plan.team}/weeks/${week}`,
    body: html`<section aria-labelledby="who"><h2 id="who">This week</h2>
<p class="by"><a href="${weekPath(plan.team, week)}">${week}</a>, ${weekInWords(week)}</p>
${weekGrid(plan, weeks)}</section>
${whatChanged(plan, weeks)}
<section aria-labelledby="risks"><h2 id="risks">At risk, oldest first</h2>
${risks.length > 0 ? riskList(risks, plan, now()) : html`<p class="empty">Nothing is known to be at risk.</p>`}</section>
${await decisions(plan, options)}
${await keyResults(plan, options)}`,
    margin: [sprint(plan, options), howToWrite(plan, options), links(plan)],
  });
}

/** The newest words: what changed, of the last week in which somebody wrote. */
function whatChanged(plan: Plan, weeks: readonly GridWeek[]): Part {
  const last = weeks.findLast(({ updates }) => updates.some((one) => one.answers.changed !== ''));
  if (!last) return null;
  const said = last.updates.filter((one) => one.answers.changed !== '');
  return html`<section aria-labelledby="changed"><h2 id="changed">What changed, <a href="${weekPath(plan.team, last.week)}">${shortWeek(last.week)}</a></h2>
<dl class="fields people">${said.map(
    (one) =>
      html`<div><dt><a href="${updatePath(plan, one.week, one.member)}">${personAt(plan, one.member).name}</a></dt><dd>${words(one.answers.changed)}</dd></div>`,
  )}</dl></section>`;
}

/** The current week last, so that the newest stands beside the newest words. */
async function gridWeeks(plan: Plan, { db }: AppOptions, current: string): Promise<GridWeek[]> {
  const weeks = Array.from({ length: WEEKS }, (_, back) => weekBefore(current, back)).reverse();
  const asking = await askingOf(db, plan, weeks);
  // Newest week first, one a member and week at most: these reach back far enough.
  const updates = await updatesOf(db, plan.team, { limit: plan.members.length * WEEKS });
  const all = weeks.map((week) => ({
    week,
    asked: new Set(askedIn(plan, week, asking).map((member) => member.address)),
    updates: updates.filter((update) => update.week === week),
    isCurrent: week === current,
  }));
  const first = all.findIndex((one) => one.asked.size > 0 || one.updates.length > 0);
  return first < 0 ? all.slice(-1) : all.slice(first);
}

/** What waits for an answer, and what was decided last. */
async function decisions(plan: Plan, { db, now }: AppOptions): Promise<Part> {
  const around = { plan, times: timesIn(plan.timezone), now: now() };
  const open = await decisionsOf(db, plan.team, { states: ['proposed', 'contested'] });
  const decided = await decisionsOf(db, plan.team, { states: ['decided'] });
  const latest = html`<a href="${decisionsPath(plan.team)}">Latest decisions</a>`;
  return [
    decisionSection('open', 'Waiting for an answer', soonestFirst(open), around),
    decisionSection('decided', latest, decided.slice(0, LATEST), around),
  ];
}

async function keyResults(plan: Plan, { db, now }: AppOptions): Promise<Part> {
  const { cycle } = plan;
  if (!cycle) return null;
  const reported = await courses(db, plan.team);
  const positions = [...reported.values()].flat().map((point) => point.position);
  const identifiers = await identifiersOf(db, positions);
  const today = now().toZonedDateTimeISO(plan.timezone).toPlainDate();
  const times = timesIn(plan.timezone);
  return html`<section aria-labelledby="results"><h2 id="results">Key results of ${cycle.name}</h2>
<p class="by">${dateInWords(cycle.starts)} to ${dateInWords(cycle.ends)}. The thin line runs from baseline to target.</p>
${cycle.keyResults.map((keyResult) =>
  keyResultSection({
    plan,
    cycle,
    keyResult,
    course: reported.get(keyResult.id) ?? [],
    identifiers,
    today,
    times,
  }),
)}</section>`;
}

function sprint(plan: Plan, { now }: AppOptions): Part {
  const today = now().toZonedDateTimeISO(plan.timezone).toPlainDate();
  const current = sprintOn(plan, today);
  if (!current) return null;
  const left = today.until(current.ends, { largestUnit: 'days' }).days;
  return html`<section><h2>Sprint ${current.number}</h2>
<p>${current.goal ?? 'No goal yet.'}${current.keyResult && html` <span class="by">${current.keyResult}</span>`}</p>
<p class="by">Until ${dateInWords(current.ends)}, ${left === 0 ? 'today' : `${count(left, 'day')} left`}.</p></section>`;
}

function howToWrite(plan: Plan, options: AppOptions): Html {
  const to = logAddress(plan, options);
  return html`<section><h2>Write</h2>
<p>Answer the mails that come, or write to ${mailAddress(to)}.</p>
${mailAction('Name a risk', { to, subject: 'A risk', body: 'Risk: ' })}
${mailAction('Propose something', { to, subject: '[PROPOSAL] ', body: 'Proposal: ' })}
${mailAction('Be away', { to, subject: 'Away', body: 'away until ' })}
${mailAction('Ask for the manual', { to, subject: 'help', body: 'help' })}</section>`;
}

/** Only what a browser may follow: a plan is written by people, and a link is followed by others. */
function links(plan: Plan): Part {
  const all = [
    ['Board', plan.links.board],
    ['Repository', plan.links.repo],
    ['Call', plan.links.call],
  ] as const;
  const known = all.filter(([, href]) => href !== null && /^https?:\/\//i.test(href));
  if (known.length === 0) return null;
  return html`<section><h2>Elsewhere</h2><ul class="plain">${known.map(
    ([text, href]) => html`<li><a href="${href}" rel="noreferrer">${text}</a></li>`,
  )}</ul></section>`;
}
