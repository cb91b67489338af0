import { createHash, randomBytes } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import type { Db } from '../db/database.ts';

/** A name that is taken, or a team that has no such token. */
export class TokenProblem extends Error {
  override name = 'TokenProblem';
}

/**
 * Makes a token that reads one team's API. Only its hash is kept: it is shown once.
 * @throws TokenProblem where a token of this name works already
 */
export async function createToken(
  db: Db,
  team: string,
  name: string,
  now: Temporal.Instant,
): Promise<string> {
  const token = `onrecord_${randomBytes(32).toString('base64url')}`;
  const created_at = new Date(now.epochMilliseconds);
  const written = await db
    .insertInto('mail.tokens')
    .values({ hash: hashOf(token), team, name, created_at, revoked_at: null })
    .onConflict((conflict) =>
      // A name whose token was revoked is free again.
      conflict
        .columns(['team', 'name'])
        .doUpdateSet({ hash: hashOf(token), created_at, revoked_at: null })
        .where('mail.tokens.revoked_at', 'is not', null),
    )
    .returning('name')
    .executeTakeFirst();
  if (!written) {
    throw new TokenProblem(
      `team ${team} has a token "${name}" already: revoke it first, or use another name`,
    );
  }
  return token;
}

/** @throws TokenProblem where no such token works */
export async function revokeToken(db: Db, team: string, name: string, now: Temporal.Instant): Promise<void> {
  const revoked = await db
    .updateTable('mail.tokens')
    .set({ revoked_at: new Date(now.epochMilliseconds) })
    .where('team', '=', team)
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst();
  if (!revoked) throw new TokenProblem(`team ${team} has no token "${name}" that works`);
}

/** The one team that a token reads; null where it is unknown or revoked. */
export async function teamOfToken(db: Db, token: string): Promise<string | null> {
  const row = await db
    .selectFrom('mail.tokens')
    .select('team')
    .where('hash', '=', hashOf(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.team ?? null;
}

/** Tokens are 256 random bits, so a plain hash keeps them. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
