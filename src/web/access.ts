import type { FastifyRequest } from 'fastify';
import { isSession, sessionCookie } from './entry.ts';
import type { AppOptions } from './options.ts';
import { Problem } from './problem.ts';
import { teamOfToken } from './tokens.ts';

/** Lets a request read a team's records as JSON: by a token of that team, or as a reader of the pages. @throws Problem 401, 403 */
export async function allowApi(request: FastifyRequest, options: AppOptions, team: string): Promise<void> {
  const token = bearerOf(request);
  if (token === null) return allowPages(request, options);
  // A token that is wrong is refused even where none is needed, and one of another team learns nothing about this one.
  const its = await teamOfToken(options.db, token);
  if (its === null) {
    throw new Problem(
      401,
      'Unknown token',
      'This token is unknown or was revoked: make one with `onrecord token create`.',
    );
  }
  if (its !== team) throw new Problem(403, 'Another team', `This token reads team ${its} alone.`);
}

/** Lets a request read the pages: with a session, or anybody in the demo. A token reads no page. @throws Problem 401 */
export async function allowPages(request: FastifyRequest, options: AppOptions): Promise<void> {
  if (options.open) return;
  const session = request.cookies[sessionCookie(options.publicUrl)];
  if (session && (await isSession(options.db, session, options.now()))) return;
  throw new Problem(
    401,
    'Sign in first',
    'This archive is for its team. A browser gets in by the one-time link that the service prints at its start, a program by a token (Authorization: Bearer …).',
  );
}

/** RFC 6750 2.1; the scheme's case does not matter (RFC 9110 11.1). */
function bearerOf(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '';
}
