import { z } from 'zod';
import { sprintOn } from '../../kinds/calendar.ts';
import { courses } from '../../kinds/plan/queries.ts';
import { identifiersOf } from '../../reading/queries.ts';
import type { AppOptions } from '../options.ts';
import { notFound } from '../problem.ts';
import { personAt, planOf } from '../team.ts';
import type { Api } from './api.ts';
import * as shapes from './shapes.ts';

/** `GET /api/teams/T/cycle`: the objective and its key results with their course, and the sprint of today. */
export function cycleApi(api: Api, { db, now }: AppOptions): void {
  api.get(
    '/teams/:team/cycle',
    {
      schema: {
        summary: 'The objective, its key results and their course, the sprint',
        params: z.object({ team: z.string() }),
        response: { 200: shapes.cycle },
      },
    },
    async (request) => {
      const plan = await planOf(db, request.params.team);
      if (!plan.cycle) throw notFound(`The plan of ${plan.team} has no cycle.`);
      const { name, starts, ends, objective, keyResults } = plan.cycle;
      const reported = await courses(db, plan.team);
      const positions = [...reported.values()].flat().map((point) => point.position);
      const ids = await identifiersOf(db, positions);
      return {
        name,
        starts,
        ends,
        objective,
        keyResults: keyResults.map((keyResult) => ({
          ...keyResult,
          course: (reported.get(keyResult.id) ?? []).map((point) => ({
            at: point.at.toISOString(),
            value: point.value,
            member: point.member === null ? null : personAt(plan, point.member),
            message: ids.get(point.position) ?? null,
          })),
        })),
        sprint: sprintOn(plan, now().toZonedDateTimeISO(plan.timezone).toPlainDate()),
      };
    },
  );
}
