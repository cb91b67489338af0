import type { FastifyRequest } from 'fastify';
import { isSession, sessionCookie } from './entry.ts';
import type { AppOptions } from './options.ts';
import { Problem } from './problem.ts';
import { teamOfToken } from './tokens.ts';

/** Lets a request read a team's records, or any team's where `team` is null (pages that no token reads). @throws Problem 401, 403 */
export async function allowReading(
  request: FastifyRequest,
  options: AppOptions,
  team: string | null,
): Promise<void> {
  const token = bearerOf(request);
  if (token !== null) return allowToken(token, options, team);
  if (options.open) return;
  const session = request.cookies[sessionCookie(options.publicUrl)];
  if (session && (await isSession(options.db, session, options.now()))) return;
  throw new Problem(
    401,
    'Sign in first',
    'This archive is for its team: send a token (Authorization: Bearer …), or open the one-time link that the service prints at its start.',
    true,
  );
}

/** A token that is wrong is refused even where no token is needed, and one of another team learns nothing about this one. */
async function allowToken(token: string, options: AppOptions, team: string | null): Promise<void> {
  const its = await teamOfToken(options.db, token);
  if (its === null) {
    throw new Problem(
      401,
      'Unknown token',
      'This token is unknown or was revoked: make one with `onrecord token create`.',
    );
  }
  if (team !== null && its !== team)
    throw new Problem(403, 'Another team', `This token reads team ${its} alone.`);
}

/** RFC 6750 2.1; the scheme's case does not matter (RFC 9110 11.1). */
function bearerOf(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '';
}
