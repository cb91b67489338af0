import type { FastifyInstance } from 'fastify';
import { currentPlan, teams } from '../../kinds/plan/queries.ts';
import { teamOfMessage } from '../../reading/queries.ts';
import { allowPages } from '../access.ts';
import { sendPage } from '../layout.ts';
import type { AppOptions } from '../options.ts';
import { messagePath } from '../paths.ts';
import { notFound } from '../problem.ts';
import { decisionPages } from './decision.ts';
import { decisionsPages } from './decisions.ts';
import { epicPages } from './epics.ts';
import { homePage } from './home.ts';
import { messagePages } from './message-pages.ts';
import { riskPages } from './risks.ts';
import { teamPages } from './team.ts';
import { updatePages } from './update.ts';
import { weekPages } from './week.ts';

/** Everything that people read. */
export async function registerPages(app: FastifyInstance, options: AppOptions): Promise<void> {
  const { db } = options;
  await app.register(async (pages) => {
    pages.addHook('onRequest', (request) => allowPages(request, options));
    pages.get('/', async (_request, reply) => {
      const plans = await Promise.all((await teams(db)).map((team) => currentPlan(db, team)));
      const known = plans.filter((plan) => plan !== null);
      return sendPage(reply, homePage(known, options.firstSteps ?? [], options.open));
    });
    pages.get<{ Params: { id: string } }>('/m/:id', async (request, reply) => {
      const team = await teamOfMessage(db, request.params.id);
      if (team === null) throw notFound(`No message with the id "${request.params.id}" is on record.`);
      return reply.redirect(messagePath(team, request.params.id));
    });
    teamPages(pages, options);
    weekPages(pages, options);
    updatePages(pages, options);
    epicPages(pages, options);
    riskPages(pages, options);
    decisionsPages(pages, options);
    decisionPages(pages, options);
    messagePages(pages, options);
  });
}
