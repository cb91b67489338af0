import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { safeHtml } from '../../message/safe-html.ts';
import { type MessageState, messageList } from '../../reading/queries.ts';
import { pageOf, placeOf } from '../api/paging.ts';
import { messageState } from '../api/shapes.ts';
import { html, trusted } from '../html.ts';
import { sendPage } from '../layout.ts';
import { contentOf, messageNamed, rawOf } from '../message.ts';
import type { AppOptions } from '../options.ts';
import { notFound, Problem } from '../problem.ts';
import { planOf } from '../team.ts';
import { messagePage } from './message.ts';
import { messagesPage } from './messages.ts';

type OneMessage = { Params: { team: string; id: string } };
type Filter = { Params: { team: string }; Querystring: { state?: string; cursor?: string } };

const PAGE = 100;

/** The operator's list, each message, its HTML for the frame, and its bytes. */
export function messagePages(app: FastifyInstance, options: AppOptions): void {
  app.get<Filter>('/t/:team/messages', async (request, reply) => {
    const plan = await planOf(options.db, request.params.team);
    const state = stateNamed(request.query.state);
    const place = placeOf(request.query.cursor, z.tuple([z.number()]));
    const rows = await messageList(options.db, plan.team, {
      ...(state === null ? {} : { state }),
      ...(place === undefined ? {} : { before: place[0] }),
      limit: PAGE + 1,
    });
    const shown = pageOf(
      rows,
      PAGE,
      (row) => [row.position],
      (row) => row,
    );
    return sendPage(reply, messagesPage(plan, shown.items, state, shown.next));
  });

  app.get<OneMessage>('/t/:team/messages/:id', async (request, reply) => {
    const plan = await planOf(options.db, request.params.team);
    const { message, others } = await messageNamed(options, plan.team, request.params.id);
    return sendPage(reply, await messagePage(plan, message, others, options));
  });

  app.get<OneMessage>('/t/:team/messages/:id/raw', async (request, reply) => {
    const plan = await planOf(options.db, request.params.team);
    const { message } = await messageNamed(options, plan.team, request.params.id);
    // As text, so that it can be read; nosniff and the sandbox keep it from being anything else.
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
      .send(await rawOf(options, message));
  });

  app.get<OneMessage>('/t/:team/messages/:id/html', async (request, reply) => {
    const plan = await planOf(options.db, request.params.team);
    const { message } = await messageNamed(options, plan.team, request.params.id);
    const { content } = await contentOf(options, message);
    if (!content?.body.html) throw notFound('This message has no HTML.');
    // Cleaned by an allow-list, and still shut in: no script, no form, no remote image, no way up (mail.md G33).
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'self'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'",
      )
      .header('x-frame-options', 'SAMEORIGIN')
      .header('cache-control', 'private, no-cache')
      .send(
        html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>HTML of a message</title><base target="_blank"><link rel="stylesheet" href="/public/style.css"></head><body class="mail-html">${trusted(safeHtml(content.body.html))}</body></html>`.toString(),
      );
  });
}

function stateNamed(state: string | undefined): MessageState | null {
  if (state === undefined || state === '') return null;
  const known = messageState.safeParse(state);
  if (!known.success) {
    throw new Problem(
      400,
      'Unknown state',
      `There is no state "${state}". Known: ${messageState.options.join(', ')}.`,
    );
  }
  return known.data;
}
