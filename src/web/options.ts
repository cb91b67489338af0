import type { FastifyPluginAsync } from 'fastify';
import type { Temporal } from 'temporal-polyfill';
import type { Db } from '../db/database.ts';
import type { Message } from '../message/message.ts';

/** What the app is given; it reads no environment and no clock of its own. */
export interface AppOptions {
  readonly db: Db;
  readonly now: () => Temporal.Instant;
  /** Where people reach it, without a trailing slash. */
  readonly publicUrl: string;
  /** The service's own address, for mail links. */
  readonly mailAddress: string;
  /** False where the provider has none: then the team's mail goes to `mailAddress` itself. Default true. */
  readonly plusAddressing?: boolean;
  /** Readable without sign-in: the demo. */
  readonly open: boolean;
  /** What only the service knows: in sentences, what is wrong now. None: ready. */
  readonly readiness: () => { readonly problems: readonly string[] };
  readonly log: Log;
  /** Called when a page has appended a message: whoever reads looks at once. */
  readonly onStored?: () => void;
  /** MIME parsing in a child that is watched (mail.md E23); without it, in this process. @throws Unreadable */
  readonly parse?: (raw: Uint8Array) => Promise<Message>;
  /** What to try first, for the first page of the demo. */
  readonly firstSteps?: readonly FirstStep[];
  /** Pages of others, under the same headers, errors and access: the demo's mailboxes. */
  readonly plugins?: readonly FastifyPluginAsync[];
}

export interface FirstStep {
  readonly text: string;
  readonly href: string;
}

/** Of pino's shape. */
export interface Log {
  readonly info: (facts: object, text: string) => void;
  readonly warn: (facts: object, text: string) => void;
  readonly error: (facts: object, text: string) => void;
}
