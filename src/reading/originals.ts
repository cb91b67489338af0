import type { Tx } from '../db/database.ts';
import type { Body, Message } from '../message/message.ts';
import { readBytes } from '../store/read.ts';
import { type Parse, ParserDown } from './reader.ts';

/** More than these are quoted by no client in full. */
const most = 6;
/** Requests are answered by many in a row; their bodies are kept that long. */
const remembered = 200;

/** The stored messages that a reply may quote, nearest first: the one that it answers, then its references from the last to the first. */
export function rememberOriginals(
  parse: Parse,
): (tx: Tx, message: Message, answered: number | null) => Promise<Body[]> {
  const bodies = new Map<number, Body>();
  const bodyAt = async (tx: Tx, position: number): Promise<Body | null> => {
    const known = bodies.get(position);
    if (known) return known;
    const raw = await readBytes(tx, position);
    if (!raw) return null;
    const body = await parse(raw).then(
      (original) => original.body,
      (error: unknown) => {
        if (error instanceof ParserDown) throw error;
        // An original that cannot be parsed was read as unreadable itself; here it only means that nothing aligns with it.
        return null;
      },
    );
    if (body) bodies.set(position, body);
    const oldest = bodies.keys().next();
    if (bodies.size > remembered && !oldest.done) bodies.delete(oldest.value);
    return body;
  };
  return async (tx, message, answered) => {
    const found: Body[] = [];
    for (const position of await positionsOf(tx, message, answered)) {
      const body = await bodyAt(tx, position);
      if (body) found.push(body);
    }
    return found;
  };
}

async function positionsOf(tx: Tx, message: Message, answered: number | null): Promise<number[]> {
  const ids = [...new Set([...message.inReplyTo, ...message.references.toReversed()])].slice(0, 50);
  const rows =
    ids.length === 0
      ? []
      : await tx
          .selectFrom('log.messages')
          .select(['message_id', 'position'])
          .where('message_id', 'in', ids)
          .orderBy('position')
          .execute();
  const positions = ids.flatMap((id) =>
    rows.filter((row) => row.message_id === id).map((row) => row.position),
  );
  return [...new Set([...(answered === null ? [] : [answered]), ...positions])].slice(0, most);
}
