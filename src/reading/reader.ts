import type { Message } from '../message/message.ts';

/** MIME parsing, in a child that is watched or in this one. @throws Unreadable, ParserDown */
export type Parse = (raw: Uint8Array) => Promise<Message>;

/** No fault of a message: the process that parses does not start, or was stopped. What is read is to wait, not to fail. */
export class ParserDown extends Error {
  override readonly name = 'ParserDown';
}

/** Raised whenever the same message could be read differently: the service then derives the log anew. */
export const readerVersion = 2;
