import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { hitOf } from '../../kinds/decisions/find.ts';
import type { Decision, DecisionState } from '../../kinds/decisions/record.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import { cursorOf, placeOf } from '../api/paging.ts';
import { decisionState } from '../api/shapes.ts';
import {
  addressNamed,
  decisionsAsked,
  momentNamed,
  olderThan,
  placeOfDecision,
  soonestFirst,
} from '../decisions.ts';
import { type Html, html, type Part } from '../html.ts';
import { page, sendPage } from '../layout.ts';
import type { AppOptions } from '../options.ts';
import { decisionList, isSame, statementOf } from '../parts/decision-line.ts';
import type { Around } from '../parts/decision-state.ts';
import { mailAction, mailAddress } from '../parts/mail-action.ts';
import { decisionsPath, personSlug, teamPath } from '../paths.ts';
import { Problem } from '../problem.ts';
import { logAddress, personAt, planOf } from '../team.ts';
import { monthInWords, timesIn } from '../times.ts';

const PAGE = 100;
/** So many noted threads stand below the decisions; the others are a link away. */
const NOTED = 10;

const text = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => [given ?? ''].flat().join(',').trim());
const query = z.object({
  q: text,
  state: text,
  epic: text,
  decider: text,
  after: text,
  before: text,
  cursor: text,
});
type Query = z.output<typeof query>;

/** `/t/TEAM/decisions`: the log. */
export function decisionsPages(app: FastifyInstance, options: AppOptions): void {
  app.get<{ Params: { team: string }; Querystring: unknown }>(
    '/t/:team/decisions',
    async (request, reply) => {
      const plan = await planOf(options.db, request.params.team);
      return sendPage(reply, await decisionsPage(plan, query.parse(request.query), options));
    },
  );
}

async function decisionsPage(plan: Plan, asked: Query, options: AppOptions): Promise<Html> {
  const around = { plan, times: timesIn(plan.timezone), now: options.now() };
  const states = statesNamed(asked.state);
  const found = await decisionsAsked(options.db, plan, {
    ...{ words: asked.q, states, epic: asked.epic, decider: asked.decider },
    ...{ after: momentNamed(asked.after, plan), before: momentNamed(asked.before, plan) },
  });
  const isAsked = Object.values(asked).some((said) => said !== '');
  const body = found.length > 0 ? groups(found, asked, around) : nothing(plan, isAsked, options);
  return page({
    title: 'Decisions',
    lead: 'What was decided, what is proposed, and which message made it so.',
    trail: [{ text: plan.name, href: teamPath(plan.team) }],
    team: plan,
    section: 'decisions',
    twin: `/api${decisionsPath(plan.team).replace('/t/', '/teams/')}${queryOf({ ...asked, cursor: '' })}`,
    body: html`${(found.length > 0 || isAsked) && [stateLinks(plan, asked), form(plan, asked)]}
${body}`,
    margin: howTo(plan, options),
  });
}

/** @throws Problem 400 */
function statesNamed(said: string): DecisionState[] {
  if (said === '') return [];
  const known = z.array(decisionState).safeParse(said.split(','));
  if (known.success) return known.data;
  const all = decisionState.options.join(', ');
  throw new Problem(400, 'Unknown state', `There is no state "${said}". Known: ${all}.`);
}

/** The link to the same list with another state. */
function stateLinks(plan: Plan, asked: Query): Html {
  const base = decisionsPath(plan.team);
  return html`<nav class="filter" aria-label="By state"><ul>${['', ...decisionState.options].map(
    (state) =>
      html`<li><a href="${base}${queryOf({ ...asked, state, cursor: '' })}"${asked.state === state && html` aria-current="true"`}>${state || 'all'}</a></li>`,
  )}</ul></nav>`;
}

function queryOf(asked: Query): string {
  const said = Object.entries(asked).filter(([, value]) => value !== '');
  return said.length > 0 ? `?${new URLSearchParams(said)}` : '';
}

function form(plan: Plan, { q, epic, decider, state, after, before }: Query): Html {
  const kept = Object.entries({ state, after, before });
  const chosen = decider === '' ? '' : personSlug(plan, addressNamed(plan, decider));
  const options = (all: readonly (readonly [string, string])[], current: string) =>
    all.map(
      ([value, name]) =>
        html`<option value="${value}"${value === current && html` selected`}>${name}</option>`,
    );
  return html`<form class="find" role="search" action="${decisionsPath(plan.team)}">
${kept.map(([name, value]) => value !== '' && html`<input type="hidden" name="${name}" value="${value}">`)}
<p><label for="q">Words</label><input id="q" type="search" name="q" value="${q}"></p>
<p><label for="epic">Epic</label><select id="epic" name="epic">${options([['', 'any'], ...plan.epics.map((one) => [one.slug, one.name] as const)], epic)}</select></p>
<p><label for="decider">Decider</label><select id="decider" name="decider">${options([['', 'anybody'], ...plan.members.map((one) => [personSlug(plan, one.address), one.name] as const)], chosen)}</select></p>
<p><button>Find</button></p>
</form>`;
}

/** What waits for somebody first; then what is decided, by month; then what is on record alone. */
function groups(found: readonly Decision[], asked: Query, around: Around): Part {
  const of = (...states: DecisionState[]) => found.filter(({ state }) => states.includes(state));
  const isOfNoted = asked.state === 'noted';
  const paged = isOfNoted ? of('noted') : of('decided', 'withdrawn', 'superseded');
  const place = placeOf(asked.cursor || undefined, z.tuple([z.number(), z.number(), z.number()]));
  const rest = place ? olderThan(paged, place) : paged;
  const shown = rest.slice(0, PAGE);
  const last = shown.at(-1);
  const next =
    rest.length > PAGE && last
      ? html`<p><a rel="next" href="${decisionsPath(around.plan.team)}${queryOf({ ...asked, cursor: cursorOf(placeOfDecision(last)) })}">Older ones</a></p>`
      : null;
  if (isOfNoted) return [noted(shown, shown.length, asked, around), next];
  return [
    !place && section('proposed', 'Waiting for an answer', soonestFirst(of('proposed')), asked, around),
    !place && section('contested', 'Contested', of('contested'), asked, around),
    byMonth(shown, around).map(([month, decisions]) =>
      section(month.replaceAll(' ', '-').toLowerCase(), month, decisions, asked, around),
    ),
    next,
    !place && noted(of('noted').slice(0, NOTED), of('noted').length, asked, around),
  ];
}

function section(
  id: string,
  title: string,
  decisions: readonly Decision[],
  { q }: Query,
  around: Around,
): Part {
  if (decisions.length === 0) return null;
  const list =
    q === ''
      ? decisionList(decisions, around)
      : decisionList(decisions, around, (decision) => snippetOf(decision, q));
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${list}</section>`;
}

/** Where the words are in the title alone, which stands above it, the statement says more. */
function snippetOf(decision: Decision, words: string): string {
  const snippet = hitOf(decision, words)?.snippet ?? '';
  return isSame(snippet, decision.title) ? statementOf(decision) : snippet;
}

function byMonth(decisions: readonly Decision[], { plan }: Around): [string, Decision[]][] {
  const months = Map.groupBy(decisions, ({ decidedAt, notedAt }) =>
    monthInWords(new Date(decidedAt ?? notedAt), plan.timezone),
  );
  return [...months];
}

function noted(shown: readonly Decision[], all: number, asked: Query, around: Around): Part {
  if (shown.length === 0) return null;
  return html`<section class="quiet" aria-labelledby="noted"><h2 id="noted">On record, nothing decided yet</h2>
${decisionList(shown, around)}
${all > shown.length && html`<p><a href="${decisionsPath(around.plan.team)}${queryOf({ ...asked, state: 'noted', cursor: '' })}">All ${all} of them</a></p>`}</section>`;
}

function nothing(plan: Plan, isAsked: boolean, options: AppOptions): Html {
  if (isAsked)
    return html`<p class="empty">None is like that. <a href="${decisionsPath(plan.team)}">All decisions</a></p>`;
  return html`<p class="empty">No decision is on record yet. The next time that the team decides something by mail, put ${mailAddress(logAddress(plan, options))} in Cc, and write one line that begins with <q>Decision:</q>. It stands here a moment later.</p>`;
}

function howTo(plan: Plan, options: AppOptions): Html {
  const to = logAddress(plan, options);
  const lead = plan.members.find((one) => one.role === 'lead');
  return html`<section><h2>Put one on record</h2>
<p>Put ${mailAddress(to)} in Cc of the mail in which you decide. The thread is on record from there on.</p>
${mailAction('Propose something', { to, subject: '[PROPOSAL] ', body: 'Proposal: \nWhy: \nDecide by: ' })}
${mailAction('Say what was decided', { to, subject: '[DECISION] ', body: 'Decision: \nWhy: ' })}</section>
<section><h2>Who decides</h2><p>Whom <q>Decider:</q> names, else who proposed it. ${lead ? `${personAt(plan, lead.address).name} may always decide.` : 'A lead may always decide.'} A proposal that nobody objects to is decided when its time is up.</p></section>`;
}
