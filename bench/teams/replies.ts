import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Db } from '../../src/db/database.ts';
import { type Client, replyAs } from '../../test/support/clients.ts';
import { answersBy, type Four, standingRisks } from './answers.ts';
import { chance } from './chance.ts';
import { weekNumber } from './work.ts';

/** A reply to a request of ours, and what its author meant by it. */
export interface Reply {
  readonly member: string;
  readonly week: string;
  readonly answers: Four;
  readonly at: Date;
  readonly raw: Buffer;
  /** The request as it was stored. */
  readonly original: Buffer;
}

const clients: readonly [Client, ...Client[]] = ['gmail', 'apple', 'outlook', 'thunderbird'];

/** Everybody's reply to the requests of the nth week: four clients, above the quote and between its lines, within seven hours. */
export async function repliesTo(db: Db, n: number): Promise<Reply[]> {
  const week = weekNumber(n);
  const requests = await db
    .selectFrom('mail.outbox as o')
    .innerJoin('mail.bytes as b', 'b.position', 'o.position')
    .select(['o.recipient', 'o.created_at', 'b.raw'])
    .where('o.kind', '=', 'request')
    .where('o.week', '=', week)
    .orderBy('o.position')
    .execute();
  const dice = chance(n);
  const replies: Reply[] = [];
  for (const { recipient, created_at, raw } of requests) {
    const answers = answersBy(dice, standingRisks(chance(seedOf(recipient))));
    const at = new Date(created_at.getTime() + dice.number(7 * 3600) * 1000);
    const written = await replyAs(dice.oneOf(clients), raw, {
      name: nameOf(recipient),
      answers,
      style: dice.oneOf(['above', 'between']),
      at,
    });
    replies.push({ member: recipient, week, answers, at, raw: written.raw, original: raw });
  }
  return replies.sort((a, b) => a.at.getTime() - b.at.getTime());
}

const seedOf = (text: string) => createHash('sha256').update(text).digest().readInt32LE();

const nameOf = (address: string) =>
  address
    .slice(0, address.indexOf('@'))
    .split('.')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');

/** The moment after the last of them. */
export function afterAll(replies: readonly Reply[]): Temporal.Instant {
  const last = Math.max(...replies.map((reply) => reply.at.getTime()));
  return Temporal.Instant.fromEpochMilliseconds(last + 1000);
}
