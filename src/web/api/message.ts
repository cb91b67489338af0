import { z } from 'zod';
import { safeHtml } from '../../message/safe-html.ts';
import { howRead } from '../../reading/how-read.ts';
import { answersTo } from '../../reading/queries.ts';
import { contentOf, messageNamed, rawOf, readingShown } from '../message.ts';
import type { AppOptions } from '../options.ts';
import { planOf } from '../team.ts';
import type { Api } from './api.ts';
import * as shapes from './shapes.ts';
import { showMessage } from './show.ts';

const params = z.object({
  team: z.string(),
  id: z.string().describe('the Message-ID without its angle brackets, percent-encoded'),
});

/** `GET /api/teams/T/messages/MESSAGE-ID`, and its bytes at the same with `.eml`. */
export function messageApi(api: Api, options: AppOptions): void {
  api.get(
    '/teams/:team/messages/:id',
    {
      schema: {
        summary: 'One message, and how it was read',
        params,
        response: { 200: shapes.messageInFull },
      },
    },
    async (request) => {
      const plan = await planOf(options.db, request.params.team);
      const { message } = await messageNamed(options, plan.team, request.params.id);
      const { content, problem } = await contentOf(options, message);
      const how = readingShown(await howRead(options.db, message.position), problem);
      const answers = await answersTo(options.db, plan.team, message.position);
      return {
        ...showMessage(message),
        to: [...(content?.to ?? [])],
        cc: [...(content?.cc ?? [])],
        date: content?.date ?? null,
        text: content?.body.text ?? null,
        html: content?.body.html ? safeHtml(content.body.html) : null,
        records: [...(how?.reading?.records ?? [])],
        questions: [...(how?.reading?.questions ?? [])],
        refusals: [...(how?.reading?.refusals ?? [])],
        parts: [...(how?.reading?.parts ?? [])],
        answeredBy: answers.map((answer) => answer.messageId),
      };
    },
  );
  api.get(
    '/teams/:team/messages/:id.eml',
    { schema: { summary: 'The bytes of a message, exactly as they came', params } },
    async (request, reply) => {
      const plan = await planOf(options.db, request.params.team);
      const { message } = await messageNamed(options, plan.team, request.params.id);
      return reply
        .type('message/rfc822')
        .header('content-disposition', `attachment; filename="${message.position}.eml"`)
        .send(await rawOf(options, message));
    },
  );
}
