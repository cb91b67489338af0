import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { isTrouble, logged } from '../db/trouble.ts';
import type { AppOptions } from './options.ts';
import { errorPage } from './pages/error.ts';
import { notFound, Problem } from './problem.ts';

/** Problem details under /api (RFC 9457), a page elsewhere; what is our fault is logged and says nothing of its insides. */
export function registerErrors(app: FastifyInstance, options: AppOptions): void {
  app.setNotFoundHandler((request) => {
    throw notFound(`There is nothing at ${pathOf(request)}.`);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500)
      options.log.error({ ...logged(error), path: pathOf(request) }, 'a request failed');
    return send(problem, request, reply);
  });
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const said = error.validation.map(
      (one) => `${one.instancePath.replaceAll('/', ' ').trim() || 'the request'}: ${one.message}`,
    );
    return new Problem(400, 'Bad request', said.join('; '));
  }
  if (isTrouble(error)) {
    return new Problem(
      503,
      'Not available now',
      'The database does not answer. Mail that is sent meanwhile is not lost; look again in a minute.',
    );
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    return new Problem(status, STATUS_CODES[status] ?? 'Bad request', error.message);
  }
  return new Problem(
    500,
    'Something went wrong',
    'That is our fault. It was logged; nothing on record is lost by it.',
  );
}

function send(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.status(problem.status).header('cache-control', 'no-store');
  if (!pathOf(request).startsWith('/api/')) {
    return reply.type('text/html; charset=utf-8').send(errorPage(problem).toString());
  }
  if (problem.status === 401) {
    // RFC 6750 3: without a token the bare challenge, with a bad one the error.
    const given = request.headers.authorization !== undefined;
    reply.header('www-authenticate', `Bearer realm="onrecord"${given ? ', error="invalid_token"' : ''}`);
  }
  return reply.type('application/problem+json; charset=utf-8').send(
    JSON.stringify({
      type: 'about:blank',
      title: problem.title,
      status: problem.status,
      detail: problem.message,
      instance: pathOf(request),
    }),
  );
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}
