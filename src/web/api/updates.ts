import { z } from 'zod';
import { updatesOf } from '../../kinds/updates/queries.ts';
import { identifiersOf } from '../../reading/queries.ts';
import type { AppOptions } from '../options.ts';
import { planOf } from '../team.ts';
import type { Api } from './api.ts';
import { pageOf, paging, placeOf } from './paging.ts';
import * as shapes from './shapes.ts';
import { showUpdate } from './show.ts';

const query = z.object({
  ...paging,
  week: shapes.weekText.optional(),
  member: z
    .string()
    .optional()
    .describe("a member's address")
    .transform((address) => address?.toLowerCase()),
  epic: z.string().optional().describe('its slug'),
});

/** `GET /api/teams/T/updates`: as they stand, newest week first, then by address. */
export function updatesApi(api: Api, { db }: AppOptions): void {
  api.get(
    '/teams/:team/updates',
    {
      schema: {
        summary: 'Weekly updates as they stand',
        params: z.object({ team: z.string() }),
        querystring: query,
        response: { 200: z.object({ items: z.array(shapes.update), next: shapes.next }) },
      },
    },
    async (request) => {
      const { cursor, limit, week, member, epic } = request.query;
      const plan = await planOf(db, request.params.team);
      const place = placeOf(cursor, z.tuple([z.string(), z.string()]));
      const updates = await updatesOf(db, plan.team, {
        ...(week === undefined ? {} : { week }),
        ...(member === undefined ? {} : { member }),
        ...(epic === undefined ? {} : { epic }),
        ...(place === undefined ? {} : { after: { week: place[0], member: place[1] } }),
        limit: limit + 1,
      });
      const ids = await identifiersOf(
        db,
        updates.flatMap((update) => update.positions),
      );
      return pageOf(
        updates,
        limit,
        (update) => [update.week, update.member],
        (update) => showUpdate(update, plan, ids),
      );
    },
  );
}
