import { z } from 'zod';
import { risksOf } from '../../kinds/commands/queries.ts';
import { identifiersOf } from '../../reading/queries.ts';
import type { AppOptions } from '../options.ts';
import { planOf } from '../team.ts';
import type { Api } from './api.ts';
import { pageOf, paging, placeOf } from './paging.ts';
import * as shapes from './shapes.ts';
import { showRisk } from './show.ts';

/** `GET /api/teams/T/risks`: by number, oldest first. */
export function risksApi(api: Api, { db, now }: AppOptions): void {
  api.get(
    '/teams/:team/risks',
    {
      schema: {
        summary: 'Risks and how long they stand open',
        params: z.object({ team: z.string() }),
        querystring: z.object({
          ...paging,
          state: z.enum(['open', 'resolved', 'all']).default('open'),
          epic: z.string().optional().describe('its slug'),
        }),
        response: { 200: z.object({ items: z.array(shapes.risk), next: shapes.next }) },
      },
    },
    async (request) => {
      const { cursor, limit, state, epic } = request.query;
      const plan = await planOf(db, request.params.team);
      const [after] = placeOf(cursor, z.tuple([z.number()])) ?? [0];
      const all = await risksOf(db, plan.team, { state, ...(epic === undefined ? {} : { epic }) });
      const risks = all.filter((risk) => risk.number > after).slice(0, limit + 1);
      const ids = await identifiersOf(
        db,
        risks.flatMap((risk) => risk.positions),
      );
      return pageOf(
        risks,
        limit,
        (risk) => [risk.number],
        (risk) => showRisk(risk, plan, ids, now()),
      );
    },
  );
}
