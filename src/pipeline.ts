import type { Temporal } from 'temporal-polyfill';
import type { Config } from './config.ts';
import type { Db } from './db/database.ts';
import { nameOf } from './inbound/open-mailbox.ts';
import { teams } from './kinds/plan/queries.ts';
import type { Due } from './outbound/draft.ts';
import { enqueueDue } from './outbound/enqueue-due.ts';
import type { MailSettings } from './outbound/identity.ts';
import type { TemplatesInTime } from './outbound/render.ts';
import { type Sent, sendWaiting } from './outbound/send.ts';
import { proveNext } from './proof/prove.ts';
import type { Reader } from './reading/read-next.ts';

/** The stages between the mailbox and the wire. */
export interface Pipeline {
  /** Proves and reads all that is stored. @returns how many messages were read */
  readonly readAll: (now: Temporal.Instant) => Promise<number>;
  /** Enqueues what is due for every team. */
  readonly enqueueAll: (now: Temporal.Instant) => Promise<{ queued: Due[]; missed: Due[] }>;
  /** Sends what waits. Nothing where no SMTP_URL is set. */
  readonly send: (now: Temporal.Instant) => Promise<Sent>;
}

export interface PipelineParts {
  readonly db: Db;
  readonly config: Config;
  readonly reader: Reader;
  readonly templates: TemplatesInTime;
}

export function createPipeline({ db, config, reader, templates }: PipelineParts): Pipeline {
  const policy = { senderPolicy: config.SENDER_POLICY, mailAddress: config.MAIL_ADDRESS };
  const settings = mailSettings(config);
  return {
    readAll: async (now) => {
      let read = 0;
      for (;;) {
        const proved = await proveNext(db, policy, new Date(now.epochMilliseconds));
        const some = await reader.next(db);
        if (proved + some === 0) return read;
        read += some;
      }
    },
    enqueueAll: async (now) => {
      const queued: Due[] = [];
      const missed: Due[] = [];
      for (const team of await teams(db)) {
        const result = await enqueueDue(db, { team, now, templates, settings });
        queued.push(...result.queued);
        missed.push(...result.missed);
      }
      return { queued, missed };
    },
    send: async (now) => {
      if (!config.SMTP_URL) return { sent: 0, deferred: 0, failed: 0 };
      return sendWaiting(
        db,
        { url: config.SMTP_URL, mailAddress: config.MAIL_ADDRESS, plusAddressing: config.PLUS_ADDRESSING },
        now,
      );
    },
  };
}

export const mailSettings = (config: Config): MailSettings => ({
  mailAddress: config.MAIL_ADDRESS,
  plusAddressing: config.PLUS_ADDRESSING,
  publicUrl: config.PUBLIC_URL,
  secret: config.SECRET,
  mailbox: config.IMAP_URL ? nameOf(config.IMAP_URL) : null,
});

export interface Drained extends Sent {
  readonly read: number;
  readonly queued: readonly Due[];
  readonly missed: readonly Due[];
}

/** Reads, enqueues and sends until nothing moves: what one stage writes is the next one's work. */
export async function drain(pipeline: Pipeline, now: () => Temporal.Instant): Promise<Drained> {
  const total = { read: 0, sent: 0, deferred: 0, failed: 0 };
  let unreachable: string | undefined;
  const queued: Due[] = [];
  const missed = new Map<string, Due>();
  for (;;) {
    const read = await pipeline.readAll(now());
    const due = await pipeline.enqueueAll(now());
    const sent = await pipeline.send(now());
    total.read += read;
    total.sent += sent.sent;
    total.deferred += sent.deferred;
    total.failed += sent.failed;
    unreachable = sent.unreachable ?? (sent.sent > 0 ? undefined : unreachable);
    queued.push(...due.queued);
    for (const one of due.missed) missed.set(one.key, one);
    if (read + due.queued.length + sent.sent > 0) continue;
    return {
      ...total,
      ...(unreachable === undefined ? {} : { unreachable }),
      queued,
      missed: [...missed.values()],
    };
  }
}
