import type { Temporal } from 'temporal-polyfill';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { weekAt } from '../kinds/calendar.ts';
import { sendByHand } from '../outbound/enqueue-due.ts';
import type { Templates } from '../outbound/render.ts';
import { sendWaiting } from '../outbound/send.ts';
import { mailSettings } from '../pipeline.ts';
import { zone } from './calendar.ts';
import { team } from './people.ts';

/** Puts this week's request into every mailbox, as `onrecord send request` does, so that there is something to answer on a Tuesday as well. */
export async function askThisWeek(parts: {
  readonly database: Database;
  readonly config: Config;
  readonly templates: Templates;
  readonly now: Temporal.Instant;
}): Promise<void> {
  const { database, config, templates, now } = parts;
  await sendByHand(database.db, {
    team,
    kind: 'request',
    week: weekAt(now, zone),
    to: null,
    dryRun: false,
    now,
    templates,
    settings: mailSettings(config),
  });
  if (config.SMTP_URL)
    await sendWaiting(database.db, { url: config.SMTP_URL, mailAddress: config.MAIL_ADDRESS }, now);
}
