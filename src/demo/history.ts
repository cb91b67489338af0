import { Temporal } from 'temporal-polyfill';
import type { Config } from '../config.ts';
import { type Database, transact } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { readMailboxOnce } from '../inbound/imap.ts';
import type { Log } from '../inbound/log.ts';
import { weekAt } from '../kinds/calendar.ts';
import { checkPlan } from '../kinds/plan/check.ts';
import { planMessage } from '../kinds/plan/message.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { parseMessage } from '../message/parse.ts';
import type { Templates } from '../outbound/render.ts';
import { openLane } from '../outbound/smtp.ts';
import { drain } from '../pipeline.ts';
import { createReader } from '../reading/read-next.ts';
import { append } from '../store/append.ts';
import { timeIn, weeksBeforeUpdates, weeksUpTo, zone } from './calendar.ts';
import { nextDeadline } from './deadlines.ts';
import type { HandClock } from './hand-clock.ts';
import type { EmbeddedMail } from './mail/embedded-mail.ts';
import { pastPipeline } from './past-pipeline.ts';
import { people, serviceAddress } from './people.ts';
import { post } from './post.ts';
import { stepsUntil } from './schedule.ts';
import { openProposal } from './story/open-proposal.ts';
import { story } from './story/story.ts';
import { exampleTeam } from './team.ts';

export interface HistoryParts {
  readonly database: Database;
  readonly config: Config;
  readonly templates: Templates;
  readonly mail: EmbeddedMail;
  readonly clock: HandClock;
  readonly log: Log;
  readonly now: Temporal.Instant;
  /** Called with the share that is done, 0 to 1. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

export interface Told {
  readonly steps: number;
  readonly letters: number;
  /** Letters that found no mail to answer; none, unless the story and the rhythm have come apart. */
  readonly skipped: readonly string[];
}

/**
 * Six weeks of the example team up to `now`, through the real pipeline: the plan is applied, the clock is moved from one event to the
 * next, what is due is composed, sent by SMTP into the mailboxes, answered there by mail clients, sent back, fetched by IMAP, and read.
 */
export async function tellHistory(parts: HistoryParts): Promise<Told> {
  const { database, config, clock, mail, now, templates } = parts;
  const { db } = database;
  await migrate(db);
  const plan = planOf(exampleTeam(now));
  if (!config.IMAP_URL) throw new Error('the example team has no mailbox to read');
  const smtpUrl = new URL(mail.smtpUrl);
  const lane = openLane(smtpUrl);
  const reader = createReader(parseMessage, config.MAIL_ADDRESS);
  const pipeline = pastPipeline({ db, config, reader, templates }, smtpUrl, lane);
  const weeks = weeksUpTo(now);
  const reading = { db, url: config.IMAP_URL, now: clock.now, log: parts.log };
  const skipped: string[] = [];
  let letters = 0;
  const goOn = async () => {
    pipeline.stir();
    await drain(pipeline, clock.now);
  };
  const apply = async (rhythm: 'usual' | 'off', at: Temporal.Instant) => {
    clock.stopAt(at);
    const yaml = exampleTeam(now, rhythm);
    await applyPlan(database, planOf(yaml), yaml, at);
    await goOn();
  };
  /** Stops where a proposal's day is up, or the day before it begins. */
  const passDeadlines = async (until: Temporal.Instant) => {
    for (;;) {
      const next = await nextDeadline(db, clock.now(), until);
      if (!next) return;
      clock.stopAt(next);
      await readMailboxOnce(reading);
      await goOn();
    }
  };
  try {
    await apply('off', timeIn(weeks[0] ?? '', 'Mon 08:02', zone).toInstant());
    const steps = stepsUntil(now, plan, weeks, { weeks: story, days: openProposal(now) });
    // A rhythm holds from the week after it was applied.
    const updatesWanted = timeIn(weeks[weeksBeforeUpdates - 1] ?? '', 'Fri 17:30', zone).toInstant();
    let isUsual = false;
    for (const [index, step] of steps.entries()) {
      parts.signal?.throwIfAborted();
      await passDeadlines(step.at);
      if (!isUsual && Temporal.Instant.compare(step.at, updatesWanted) > 0) {
        await apply('usual', updatesWanted);
        isUsual = true;
      }
      clock.stopAt(step.at);
      for (const letter of step.letters) {
        if (await post(letter, { mail, lane, at: step.at, week: weekAt(step.at, zone) })) letters += 1;
        else skipped.push(`${letter.who}, ${letter.at}, answers ${letter.answers}`);
      }
      if (step.letters.length > 0) await readMailboxOnce(reading);
      await goOn();
      parts.progress?.((index + 1) / steps.length);
    }
    await passDeadlines(now);
    markSeen(mail, timeIn(weeks.at(-1) ?? '', 'Mon 00:00', zone).toInstant());
    return { steps: steps.length, letters, skipped };
  } finally {
    lane.close();
    clock.go();
  }
}

function planOf(yaml: string): Plan {
  const { plan } = checkPlan(yaml);
  if (!plan) throw new Error('the example team has no plan');
  return plan;
}

/** As `plan apply` does it: the plan is a message like the others (architecture.md rule 6). */
async function applyPlan({ db }: Database, plan: Plan, yaml: string, at: Temporal.Instant): Promise<void> {
  const date = new Date(at.epochMilliseconds);
  await transact(db, (tx) =>
    append(tx, {
      raw: planMessage({ team: plan.team, yaml }, serviceAddress, at),
      direction: 'in',
      source: 'plan',
      receivedAt: date,
      now: date,
      arrival: { file: 'team.yaml' },
    }),
  );
}

/** What came before this week was read then: new is what is new to a visitor. */
function markSeen(mail: EmbeddedMail, before: Temporal.Instant): void {
  for (const { address } of people) {
    const inbox = mail.mailbox(address);
    for (const { uid, flags, internalDate } of inbox.list()) {
      if (internalDate.getTime() < before.epochMilliseconds) inbox.setFlags(uid, [...flags, '\\Seen']);
    }
  }
}
