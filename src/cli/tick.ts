import pino from 'pino';
import type { Temporal } from 'temporal-polyfill';
import { readMailboxOnce } from '../inbound/imap.ts';
import { parseMessage } from '../message/parse.ts';
import { loadTemplates } from '../outbound/render.ts';
import { createPipeline, type Drained, drain } from '../pipeline.ts';
import { createReader } from '../reading/read-next.ts';
import { type Command, clockOf, type Io, readArguments } from './command.ts';
import { leading, withSettings } from './open.ts';

export const tickCommand: Command = {
  help: `onrecord tick [--at TIME] [--json]

Reads the mailbox and all pending mail, composes what is due, sends it, and repeats until nothing moves. For cron, and for tests.
  --at TIME   the clock for everything (RFC 3339, like 2026-11-20T09:00:00+01:00)`,
  run: async (args, io) => {
    const { values } = readArguments('tick', {
      args,
      options: { at: { type: 'string' }, json: { type: 'boolean' } },
    });
    const clock = clockOf(values.at);
    return withSettings(io, async (database, config) => {
      const reader = createReader(parseMessage, config.MAIL_ADDRESS);
      let loading: ReturnType<typeof loadTemplates> | null = null;
      const templates = () => {
        loading ??= loadTemplates();
        return loading;
      };
      const pipeline = createPipeline({ db: database.db, config, reader, templates });
      const log = pino({ level: 'silent' });
      const total = await leading(database, async () => {
        for (let sum: Totals | null = null; ; ) {
          const fetched = config.IMAP_URL
            ? await readMailboxOnce({ db: database.db, url: config.IMAP_URL, now: clock, log })
            : 0;
          const done = await drain(pipeline, clock);
          sum = add(sum, fetched, done);
          if (fetched + done.queued.length + done.sent === 0) return sum;
        }
      });
      report(io, total, clock(), values.json === true);
      return total.failed > 0 ? 1 : 0;
    });
  },
};

interface Totals extends Drained {
  fetched: number;
}

const add = (before: Totals | null, fetched: number, done: Drained): Totals => ({
  fetched: (before?.fetched ?? 0) + fetched,
  read: (before?.read ?? 0) + done.read,
  sent: (before?.sent ?? 0) + done.sent,
  deferred: (before?.deferred ?? 0) + done.deferred,
  failed: (before?.failed ?? 0) + done.failed,
  queued: [...(before?.queued ?? []), ...done.queued],
  missed: done.missed,
  ...whyNotSent(before, done),
});

/** The last reason stands, until a mail got through. */
function whyNotSent(before: Totals | null, { unreachable, sent }: Drained): { unreachable?: string } {
  const why = unreachable ?? (sent > 0 ? undefined : before?.unreachable);
  return why === undefined ? {} : { unreachable: why };
}

function report(io: Io, total: Totals, at: Temporal.Instant, json: boolean): void {
  const { fetched, read, sent, deferred, failed } = total;
  if (total.unreachable) io.err(`onrecord: ${total.unreachable}`);
  if (json) {
    const keys = { queued: total.queued.map((due) => due.key), missed: total.missed.map((due) => due.key) };
    io.out(JSON.stringify({ at: at.toString(), fetched, read, sent, deferred, failed, ...keys }));
    return;
  }
  for (const due of total.queued) io.out(`enqueued ${due.key}`);
  for (const due of total.missed) io.err(`missed ${due.key}: it fell due too long ago to be sent now`);
  io.out(`${fetched} fetched, ${read} read, ${sent} sent, ${deferred} deferred, ${failed} failed`);
}
