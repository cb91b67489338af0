import { z } from 'zod';
import { storedPlan } from '../../kinds/plan/stored.ts';
import type { AppOptions } from '../options.ts';
import { planOf } from '../team.ts';
import type { Api } from './api.ts';

/** `GET /api/teams/T/plan`: the plan as it stands, with what mail set since the file was applied. */
export function planApi(api: Api, { db }: AppOptions): void {
  api.get(
    '/teams/:team/plan',
    {
      schema: {
        summary: 'The plan as it stands, with what mail set since',
        params: z.object({ team: z.string() }),
        response: { 200: storedPlan },
      },
    },
    async (request) => storedPlan.parse(await planOf(db, request.params.team)),
  );
}
