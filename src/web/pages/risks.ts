import type { FastifyInstance } from 'fastify';
import { risksOf } from '../../kinds/commands/queries.ts';
import { mailto } from '../../message/mailto.ts';
import { html } from '../html.ts';
import { page, sendPage } from '../layout.ts';
import type { AppOptions } from '../options.ts';
import { mailAction, mailAddress } from '../parts/mail-action.ts';
import { riskList } from '../parts/risk-line.ts';
import { teamPath } from '../paths.ts';
import { logAddress, planOf } from '../team.ts';

const states = ['open', 'resolved', 'all'] as const;

type Request = { Params: { team: string }; Querystring: { state?: string } };

/** `/t/TEAM/risks`: the oldest first, each with the mail that ends it. */
export function riskPages(app: FastifyInstance, options: AppOptions): void {
  app.get<Request>('/t/:team/risks', async (request, reply) => {
    const plan = await planOf(options.db, request.params.team);
    const state = states.find((one) => one === request.query.state) ?? 'open';
    const risks = await risksOf(options.db, plan.team, { state });
    const base = `${teamPath(plan.team)}/risks`;
    const to = logAddress(plan, options);
    return sendPage(
      reply,
      page({
        title: 'Risks',
        lead: 'What may go wrong, and for how long that has been known.',
        trail: [{ text: plan.name, href: teamPath(plan.team) }],
        team: plan,
        section: 'risks',
        twin: `/api/teams/${plan.team}/risks?state=${state}`,
        body: html`<nav class="filter" aria-label="Which risks"><ul>${states.map(
          (one) =>
            html`<li><a href="${base}?state=${one}"${one === state && html` aria-current="true"`}>${one === 'resolved' ? 'over' : one}</a></li>`,
        )}</ul></nav>
${
  risks.length > 0
    ? riskList(
        risks,
        plan,
        options.now(),
        (risk) =>
          risk.resolvedAt === null &&
          html`<a href="${mailto({ to, subject: `R-${risk.number}`, body: `over R-${risk.number}` })}">Gone? Mail <q>over R-${risk.number}</q></a>`,
      )
    : html`<p class="empty">${state === 'resolved' ? 'No risk is over yet.' : 'Nothing is known to be at risk.'}</p>`
}`,
        margin: html`<section><h2>A new one</h2><p>Problems are not for Friday: a line that begins with <q>Risk:</q> in any mail opens one now, for example to ${mailAddress(to)}.</p>
${mailAction('Name a risk', { to, subject: 'A risk', body: 'Risk: ' })}</section>`,
      }),
    );
  });
}
