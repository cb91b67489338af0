import type { FastifyInstance } from 'fastify';
import { decisionsNumbered } from '../../kinds/decisions/queries.ts';
import type { Decision, Step } from '../../kinds/decisions/record.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import { identifiersOf, type MessageView, threadOf } from '../../reading/queries.ts';
import { decisionAt, decisionWithKeyAt } from '../decisions.ts';
import { type Html, html, type Part } from '../html.ts';
import { page, sendPage } from '../layout.ts';
import type { AppOptions } from '../options.ts';
import { answersSection, concernsSection, messageLink } from '../parts/decision-answers.ts';
import { historySection } from '../parts/decision-history.ts';
import { isSame } from '../parts/decision-line.ts';
import { mailSection } from '../parts/decision-mail.ts';
import { type Around, stateInWords, stepThatMadeIt } from '../parts/decision-state.ts';
import { epicLinks, words } from '../parts/letter.ts';
import { messageList } from '../parts/message-list.ts';
import { decisionPath, decisionsPath, teamPath } from '../paths.ts';
import { logAddress, personAt, planOf } from '../team.ts';
import { dateInWords, timeLeft, timesIn } from '../times.ts';

/** `/t/TEAM/decisions/12`; `/t/TEAM/decisions/noted/POSITION.ORDINAL` while it has no number. */
export function decisionPages(app: FastifyInstance, options: AppOptions): void {
  app.get<{ Params: { team: string; number: string } }>(
    '/t/:team/decisions/:number',
    async (request, reply) => {
      const plan = await planOf(options.db, request.params.team);
      const decision = await decisionAt(options.db, plan, request.params.number);
      return sendPage(reply, await decisionPage(plan, decision, options));
    },
  );
  app.get<{ Params: { team: string; key: string } }>(
    '/t/:team/decisions/noted/:key',
    async (request, reply) => {
      const plan = await planOf(options.db, request.params.team);
      const decision = await decisionWithKeyAt(options.db, plan, request.params.key);
      // It has been decided since: a link to it as it was noted leads to it as it is.
      if (decision.number !== null) return reply.redirect(decisionPath(plan.team, decision));
      return sendPage(reply, await decisionPage(plan, decision, options));
    },
  );
}

async function decisionPage(plan: Plan, decision: Decision, options: AppOptions): Promise<Html> {
  const { db } = options;
  const around = { plan, times: timesIn(plan.timezone), now: options.now() };
  const thread = await threadOf(db, plan.team, decision.thread);
  const ids = await identifiersOf(db, positionsOf(decision));
  const { number, title, state } = decision;
  const made = stepThatMadeIt(decision).position;
  return page({
    title: number === null ? title || '(no subject)' : `D-${number} ${title}`,
    lead: html`<span class="by">${stateInWords(decision, around)}</span>`,
    trail: [
      { text: plan.name, href: teamPath(plan.team) },
      { text: 'Decisions', href: decisionsPath(plan.team) },
    ],
    team: plan,
    section: 'decisions',
    twin: `/api${decisionPath(plan.team, decision).replace('/t/', '/teams/')}`,
    body: html`${statement(decision)}
${await fields(decision, around, ids, options)}
${answersSection(decision, around, ids)}
${concernsSection(decision, around, ids)}
${historySection(decision, around, ids)}`,
    margin: [
      mailSection(decision, {
        to: logAddress(plan, options),
        subject: thread[0]?.subject || title,
        inReplyTo: ids.get(state === 'superseded' ? decision.key.position : made) ?? decision.thread,
      }),
      threadSection(thread, around),
    ],
  });
}

const positionsOf = ({ positions, history, concerns }: Decision) => [
  ...positions,
  ...history.map((step) => step.position),
  ...concerns.flatMap(({ resolvedPosition }) => resolvedPosition ?? []),
];

/** What is decided, in its author's words; large, unless the title says it. */
function statement({ statement, title }: Decision): Part {
  if (statement === null)
    return html`<p class="empty">Nothing in this thread says what was decided. A line that begins with <q>Decision:</q> in a reply to it does.</p>`;
  return !isSame(statement, title) && html`<div class="statement">${words(statement)}</div>`;
}

async function fields(
  decision: Decision,
  around: Around,
  ids: ReadonlyMap<number, string>,
  { db }: AppOptions,
): Promise<Html> {
  const { plan, times } = around;
  const { context, options, consequences, epics, author, decider, revisit, supersedes, history } = decision;
  const later = decision.supersededBy === null ? [] : [decision.supersededBy];
  const linked = await decisionsNumbered(db, plan.team, [...supersedes, ...later]);
  const made = stepThatMadeIt(decision);
  const decided = history.findLast(({ what }) => what === 'decided');
  const byMessage = (step: Step) => {
    const who = step.member === null ? 'Onrecord' : personAt(plan, step.member).name;
    return messageLink(step.position, html`${who}, ${times.at(new Date(step.at))}`, around, ids);
  };
  const field = (name: string, value: Part) => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl class="fields wide">
${field('Why', context !== null && words(context))}
${field('Options', options.length > 0 && html`<ul class="options said">${options.map((one) => html`<li>${one}</li>`)}</ul>`)}
${field('Consequences', consequences !== null && words(consequences))}
${field('Epics', epics.length > 0 && epicLinks(epics, plan))}
${field(decision.proposedAt === null ? 'Written by' : 'Proposed by', personAt(plan, author).name)}
${field('Decider', decision.state !== 'noted' && personAt(plan, decider).name)}
${field('Decide by', deadline(decision, around))}
${field('Look again', revisit !== null && dateInWords(revisit))}
${field('Supersedes', links(supersedes, linked, plan))}
${field('Superseded by', links(later, linked, plan))}
${field('Decided', decision.state === 'superseded' && decided && byMessage(decided))}
${field('By this message', byMessage(made))}
</dl>`;
}

function deadline({ decideBy, state }: Decision, { times, now }: Around): Part {
  if (decideBy === null) return null;
  const at = new Date(decideBy);
  const left = state === 'proposed' ? timeLeft(at, now) : null;
  return html`${times.at(at)}${left !== null && `, ${left}`}`;
}

/** A number that is on record as a link with its title; another as it was written. */
function links(numbers: readonly number[], linked: readonly Decision[], plan: Plan): Part {
  return (
    numbers.length > 0 &&
    html`<ul class="plain">${numbers.map((number) => {
      const decision = linked.find((one) => one.number === number);
      return html`<li>${decision ? html`<a href="${decisionPath(plan.team, decision)}">D-${number} ${decision.title}</a>` : `D-${number}, which is not on record`}</li>`;
    })}</ul>`
  );
}

/** What people wrote; what we sent behind a disclosure, for it is many copies. */
function threadSection(thread: readonly MessageView[], { plan, times }: Around): Part {
  if (thread.length === 0) return null;
  const theirs = thread.filter((one) => one.direction === 'in');
  return html`<section><h2>The thread</h2>${messageList(theirs, plan, times, null)}
${theirs.length < thread.length && html`<details><summary>All ${thread.length} messages of it</summary>${messageList(thread, plan, times, null)}</details>`}</section>`;
}
