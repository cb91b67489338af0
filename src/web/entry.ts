import { randomBytes } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import { type Db, transact } from '../db/database.ts';
import { hashOf } from './tokens.ts';

const LINK_MINUTES = 15;
const SESSION_DAYS = 30;
export const SESSION_SECONDS = SESSION_DAYS * 24 * 3600;

/** A one-time way in, for the operator: `PUBLIC_URL/enter/TOKEN`, good for fifteen minutes. Only its hash is kept. */
export async function createLink(db: Db, now: Temporal.Instant): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db
    .insertInto('mail.sessions')
    .values(row('link', token, now, now.add({ minutes: LINK_MINUTES })))
    .execute();
  return token;
}

/** True while the link can still be used; asking does not use it up, because scanners open links (mail.md G34). */
export async function isLink(db: Db, token: string, now: Temporal.Instant): Promise<boolean> {
  return stands(db, 'link', token, now);
}

/** Uses the link up. @returns a new session's token, or null where the link was used, is too old, or never was */
export function enter(db: Db, token: string, now: Temporal.Instant): Promise<string | null> {
  return transact(db, async (tx) => {
    const used = await tx
      .updateTable('mail.sessions')
      .set({ used_at: dateOf(now) })
      .where('hash', '=', hashOf(token))
      .where('purpose', '=', 'link')
      .where('used_at', 'is', null)
      .where('expires_at', '>', dateOf(now))
      .returning('hash')
      .executeTakeFirst();
    if (!used) return null;
    // What has ended is of no use to anybody.
    await tx.deleteFrom('mail.sessions').where('expires_at', '<', dateOf(now)).execute();
    const session = randomBytes(32).toString('base64url');
    await tx
      .insertInto('mail.sessions')
      .values(row('session', session, now, now.add({ hours: SESSION_DAYS * 24 })))
      .execute();
    return session;
  });
}

export async function isSession(db: Db, token: string, now: Temporal.Instant): Promise<boolean> {
  return stands(db, 'session', token, now);
}

export async function leave(db: Db, token: string): Promise<void> {
  await db.deleteFrom('mail.sessions').where('hash', '=', hashOf(token)).execute();
}

/** Over https the name binds the cookie to this host and path (RFC 6265bis 4.1.3.2). */
export function sessionCookie(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-onrecord' : 'onrecord';
}

async function stands(
  db: Db,
  purpose: 'link' | 'session',
  token: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const found = await db
    .selectFrom('mail.sessions')
    .select('purpose')
    .where('hash', '=', hashOf(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', dateOf(now))
    .executeTakeFirst();
  return found !== undefined;
}

const dateOf = (at: Temporal.Instant) => new Date(at.epochMilliseconds);

const row = (purpose: 'link' | 'session', token: string, from: Temporal.Instant, to: Temporal.Instant) => ({
  hash: hashOf(token),
  purpose,
  created_at: dateOf(from),
  expires_at: dateOf(to),
  used_at: null,
});
