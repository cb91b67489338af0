import type { Message } from '../message/message.ts';

/** MIME parsing, in a child that is watched or in this one. @throws Unreadable */
export type Parse = (raw: Uint8Array) => Promise<Message>;

/** Raised whenever the same message could be read differently: the service then derives the log anew. */
export const readerVersion = 1;
