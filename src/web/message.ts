import type { Message } from '../message/message.ts';
import { parseMessage, Unreadable } from '../message/parse.ts';
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

/** Its bytes, as they came. @throws Problem 404 where they were redacted */
export async function rawOf({ db }: AppOptions, message: MessageView): Promise<Buffer> {
  const raw = await readBytes(db, message.position);
  if (!raw) throw notFound('The bytes of this message were redacted; its hash is kept.');
  return raw;
}

/** The message as MIME says; null with the reason where it cannot be read. */
export async function contentOf(
  options: AppOptions,
  message: MessageView,
): Promise<{ content: Message; problem: null } | { content: null; problem: string }> {
  const raw = await readBytes(options.db, message.position);
  if (!raw) return { content: null, problem: 'its bytes were redacted; its hash is kept' };
  try {
    return { content: await (options.parse ?? parseMessage)(raw), problem: null };
  } catch (error) {
    if (error instanceof Unreadable) return { content: null, problem: error.message };
    throw error;
  }
}
