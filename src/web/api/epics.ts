import { z } from 'zod';
import { risksOf } from '../../kinds/commands/queries.ts';
import type { AppOptions } from '../options.ts';
import { personAt, planOf } from '../team.ts';
import type { Api } from './api.ts';
import * as shapes from './shapes.ts';

/** `GET /api/teams/T/epics`: all of them, in the plan's order. */
export function epicsApi(api: Api, { db }: AppOptions): void {
  api.get(
    '/teams/:team/epics',
    {
      schema: {
        summary: 'Epics, the risk that each reduces, and how many risks stand open',
        params: z.object({ team: z.string() }),
        response: { 200: z.object({ items: z.array(shapes.epic), next: shapes.next }) },
      },
    },
    async (request) => {
      const plan = await planOf(db, request.params.team);
      const open = await risksOf(db, plan.team, { state: 'open' });
      const items = plan.epics.map((epic) => ({
        slug: epic.slug,
        name: epic.name,
        owner: epic.owner === null ? null : personAt(plan, epic.owner),
        wants: epic.wants,
        risk: epic.risk,
        ifItFails: epic.ifItFails,
        resumeLine: epic.resumeLine,
        keyResults: [...epic.keyResults],
        openRisks: open.filter((risk) => risk.epic === epic.slug).length,
      }));
      return { items, next: null };
    },
  );
}
