import type { Db } from '../db/database.ts';
import type { Message } from '../message/message.ts';
import { parseMessage, Unreadable } from '../message/parse.ts';
import type { HowRead } from '../reading/how-read.ts';
import { type MessageView, messagesById } from '../reading/queries.ts';
import { readBytes } from '../store/read.ts';
import type { AppOptions } from './options.ts';
import { notFound } from './problem.ts';

/** The message that a path names: by its Message-ID, or by its position where it has none yet. Several may claim one id; the first came first. */
export async function messageNamed(
  { db }: AppOptions,
  team: string,
  id: string,
): Promise<{ message: MessageView; others: readonly MessageView[] }> {
  const [message, ...others] = await messagesById(db, team, id);
  if (!message) throw notFound(`No message with the id "${id}" is on record for ${team}.`);
  return { message, others };
}

/** Its bytes, as they came. @throws Problem 404 where they were redacted, or are off the record */
export async function rawOf({ db }: AppOptions, message: MessageView): Promise<Buffer> {
  if (await isHidden(db, message)) throw notFound(`This message is ${offTheRecord}.`);
  const raw = await readBytes(db, message.position);
  if (!raw) throw notFound('The bytes of this message were redacted; its hash is kept.');
  return raw;
}

/** The message as MIME says; null with the reason where it cannot be read. */
export async function contentOf(
  options: AppOptions,
  message: MessageView,
): Promise<{ content: Message; problem: null } | { content: null; problem: string }> {
  if (await isHidden(options.db, message)) return { content: null, problem: `it is ${offTheRecord}` };
  const raw = await readBytes(options.db, message.position);
  if (!raw) return { content: null, problem: 'its bytes were redacted; its hash is kept' };
  try {
    return { content: await (options.parse ?? parseMessage)(raw), problem: null };
  } catch (error) {
    if (error instanceof Unreadable) return { content: null, problem: error.message };
    throw error;
  }
}

/** How it was read; without its words where those cannot be shown: they stand in its lines and records as well. */
export function readingShown(how: HowRead | null, problem: string | null): HowRead | null {
  if (!how?.reading || problem === null) return how;
  return { ...how, reading: { ...how.reading, records: [], questions: [], refusals: [], parts: [] } };
}

const offTheRecord = 'off the record; the operator redacts it or puts it back';

/** Somebody wrote "off the record" in it, or in answer to their own. */
async function isHidden(db: Db, { position }: MessageView): Promise<boolean> {
  const row = await db
    .selectFrom('log.hidden')
    .select('position')
    .where('position', '=', position)
    .executeTakeFirst();
  return row !== undefined;
}
