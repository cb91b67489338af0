import { z } from 'zod';
import type { Decision } from '../../kinds/decisions/record.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import { identifiersOf } from '../../reading/queries.ts';
import {
  decisionAt,
  decisionsAsked,
  decisionWithKeyAt,
  momentNamed,
  olderThan,
  placeOfDecision,
} from '../decisions.ts';
import type { AppOptions } from '../options.ts';
import { planOf } from '../team.ts';
import type { Api } from './api.ts';
import { pageOf, paging, placeOf } from './paging.ts';
import * as shapes from './shapes.ts';
import { showDecision } from './show.ts';

const states = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat().flatMap((text) => text.split(',')))
  .pipe(z.array(shapes.decisionState));

const query = z.object({
  ...paging,
  q: z.string().max(500).optional().describe('words that all occur; case and accents say nothing'),
  state: states.optional().describe('one, several by comma, or given several times'),
  epic: z.string().optional().describe('its slug'),
  decider: z.string().optional().describe("a member's address or name"),
  after: z
    .string()
    .optional()
    .describe("decided, else first on record, from then on: a day in the team's zone, or a time"),
  before: z.string().optional().describe('the same, before it'),
});

/** `GET /api/teams/T/decisions`, newest first; one by its number, or by its key while it has none. */
export function decisionsApi(api: Api, { db }: AppOptions): void {
  api.get(
    '/teams/:team/decisions',
    {
      schema: {
        summary: 'Decisions, proposals and noted threads as they stand',
        params: z.object({ team: z.string() }),
        querystring: query,
        response: { 200: z.object({ items: z.array(shapes.decision), next: shapes.next }) },
      },
    },
    async (request) => {
      const { cursor, limit, q, state, epic, decider, after, before } = request.query;
      const plan = await planOf(db, request.params.team);
      const place = placeOf(cursor, z.tuple([z.number(), z.number(), z.number()]));
      const all = await decisionsAsked(db, plan, {
        ...{ words: q, states: state, epic, decider },
        ...{ after: momentNamed(after, plan), before: momentNamed(before, plan) },
      });
      const decisions = (place ? olderThan(all, place) : all).slice(0, limit + 1);
      const ids = await identifiersOf(
        db,
        decisions.flatMap((decision) => decision.positions),
      );
      return pageOf(decisions, limit, placeOfDecision, (decision) => showDecision(decision, plan, ids));
    },
  );
  const shown = async (decision: Decision, plan: Plan) =>
    showDecision(decision, plan, await identifiersOf(db, decision.positions));
  api.get(
    '/teams/:team/decisions/:number',
    {
      schema: {
        summary: 'One decision, with its answers, concerns and history',
        params: z.object({ team: z.string(), number: z.string().describe('12, or D-12') }),
        response: { 200: shapes.decision },
      },
    },
    async (request) => {
      const plan = await planOf(db, request.params.team);
      return shown(await decisionAt(db, plan, request.params.number), plan);
    },
  );
  api.get(
    '/teams/:team/decisions/noted/:key',
    {
      schema: {
        summary: 'A thread on record in which nothing is decided yet',
        params: z.object({ team: z.string(), key: z.string().describe('POSITION.ORDINAL') }),
        response: { 200: shapes.decision },
      },
    },
    async (request) => {
      const plan = await planOf(db, request.params.team);
      return shown(await decisionWithKeyAt(db, plan, request.params.key), plan);
    },
  );
}
