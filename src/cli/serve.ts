import pino from 'pino';
import { systemClock } from '../clock.ts';
import { type Config, readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { startService } from '../service.ts';
import { buildApp } from '../web/app.ts';
import { createLink } from '../web/entry.ts';
import { type Command, type Io, readArguments } from './command.ts';
import { ensureFree } from './free.ts';

export const serveCommand: Command = {
  help: `onrecord serve

Migrates the database, reads the mailbox (IMAP_URL) or listens for mail (SMTP_LISTEN, LMTP_LISTEN), sends what is due (SMTP_URL), and
serves the archive on HOST:PORT. Prints a one-time link to the archive. Ends at Ctrl-C or SIGTERM, in order.`,
  run: async (args, io) => {
    readArguments('serve', { args, options: {} });
    const config = readConfig(io.env);
    await ensureFree(config.HOST, config.PORT);
    const log = pino({ level: config.LOG_LEVEL }, pino.destination(2));
    const database = await openDatabase(config.DATABASE_URL);
    try {
      const service = await startService({ database, config, clock: systemClock, log });
      try {
        const app = await buildApp({
          db: database.db,
          now: systemClock,
          publicUrl: config.PUBLIC_URL,
          mailAddress: config.MAIL_ADDRESS,
          plusAddressing: config.PLUS_ADDRESSING,
          open: false,
          onStored: service.wake,
          readiness: () => ({ problems: service.problems() }),
          log,
        });
        try {
          await app.listen({ host: config.HOST, port: config.PORT });
          io.out(`Onrecord serves ${config.PUBLIC_URL}`);
          io.out(
            `Open it once within 15 minutes: ${config.PUBLIC_URL}/enter/${await createLink(database.db, systemClock())}`,
          );
          for (const line of whatIsMissing(config)) io.err(`onrecord: ${line}`);
          await stopped(io.signal);
        } finally {
          await app.close();
        }
      } finally {
        await service.stop();
      }
    } finally {
      await database.close();
    }
    return 0;
  },
};

function whatIsMissing(config: Config): string[] {
  const missing: string[] = [];
  if (!config.IMAP_URL && !config.SMTP_LISTEN && !config.LMTP_LISTEN) {
    missing.push('no mail is read: set IMAP_URL, or SMTP_LISTEN or LMTP_LISTEN to take it directly');
  }
  if (!config.SMTP_URL) missing.push('no mail is sent: set SMTP_URL. What is due waits until then.');
  return missing;
}

const stopped = (signal: Io['signal']) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
