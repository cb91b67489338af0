import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { allowApi } from '../access.ts';
import type { AppOptions } from '../options.ts';
import { cycleApi } from './cycle.ts';
import { decisionsApi } from './decisions.ts';
import { epicsApi } from './epics.ts';
import { messageApi } from './message.ts';
import { messagesApi } from './messages.ts';
import { planApi } from './plan.ts';
import { risksApi } from './risks.ts';
import { updatesApi } from './updates.ts';
import { weeksApi } from './weeks.ts';

export type Api = ReturnType<typeof typed>;

const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>();

/** Everything under `/api`: its description first, so that it sees the routes that follow. */
export async function registerApi(app: FastifyInstance, options: AppOptions): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Onrecord',
        version: '1',
        description:
          'What a team wrote by mail, as it stands. Lists are `{items, next}` and page by `?cursor=`; times are RFC 3339 UTC; ' +
          'weeks are ISO (`2026-W47`); errors are problem details (RFC 9457). A token reads one team.',
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    // The pages, and those of plugins, are no part of it.
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route);
      return { schema: url.startsWith('/api/') ? schema : { ...schema, hide: true }, url };
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    // The one set of pages with scripts: those of the documentation, from here.
    staticCSP:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  });
  await app.register(
    async (scope) => {
      const api = typed(scope);
      api.setValidatorCompiler(validatorCompiler);
      api.setSerializerCompiler(serializerCompiler);
      api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
      api.register(async (teams) => {
        const records = typed(teams);
        records.addHook('onSend', async (_request, reply) => {
          if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-cache');
        });
        records.addHook<{ Params: { team: string } }>('onRequest', (request) =>
          allowApi(request, options, request.params.team),
        );
        updatesApi(records, options);
        decisionsApi(records, options);
        risksApi(records, options);
        epicsApi(records, options);
        cycleApi(records, options);
        planApi(records, options);
        weeksApi(records, options);
        messagesApi(records, options);
        messageApi(records, options);
      });
    },
    { prefix: '/api' },
  );
}
