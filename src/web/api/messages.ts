import { z } from 'zod';
import { messageList } from '../../reading/queries.ts';
import type { AppOptions } from '../options.ts';
import { planOf } from '../team.ts';
import type { Api } from './api.ts';
import { pageOf, paging, placeOf } from './paging.ts';
import * as shapes from './shapes.ts';
import { showMessage } from './show.ts';

/** `GET /api/teams/T/messages`: both directions, newest first. */
export function messagesApi(api: Api, { db }: AppOptions): void {
  api.get(
    '/teams/:team/messages',
    {
      schema: {
        summary: 'Messages, in and out, and how they were read',
        params: z.object({ team: z.string() }),
        querystring: z.object({ ...paging, state: shapes.messageState.optional() }),
        response: { 200: z.object({ items: z.array(shapes.message), next: shapes.next }) },
      },
    },
    async (request) => {
      const { cursor, limit, state } = request.query;
      const plan = await planOf(db, request.params.team);
      const place = placeOf(cursor, z.tuple([z.number()]));
      const messages = await messageList(db, plan.team, {
        ...(state === undefined ? {} : { state }),
        ...(place === undefined ? {} : { before: place[0] }),
        limit: limit + 1,
      });
      return pageOf(messages, limit, (message) => [message.position], showMessage);
    },
  );
}
