import { createHash } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import type { Config } from '../config.ts';
import { type Database, transact } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { readMailboxOnce } from '../inbound/imap.ts';
import type { Log } from '../inbound/log.ts';
import { checkPlan } from '../kinds/plan/check.ts';
import { planMessage } from '../kinds/plan/message.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { questions, questionTexts } from '../kinds/updates/record.ts';
import { parseMessage } from '../message/parse.ts';
import type { Templates } from '../outbound/render.ts';
import { sendWaiting } from '../outbound/send.ts';
import { type Lane, openLane } from '../outbound/smtp.ts';
import { createPipeline, drain, type Pipeline } from '../pipeline.ts';
import { createReader } from '../reading/read-next.ts';
import { append } from '../store/append.ts';
import { timeIn, weeksUpTo, zone } from './calendar.ts';
import { compose } from './clients/compose.ts';
import { type Original, readOriginal } from './clients/original.ts';
import type { HandClock } from './hand-clock.ts';
import type { EmbeddedMail } from './mail/embedded-mail.ts';
import { logAddress, type Person, people, personNamed, serviceAddress, team } from './people.ts';
import { stepsUntil } from './schedule.ts';
import type { Four, Letter } from './story/letter.ts';
import { signatureOf } from './story/signatures.ts';
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
 * Four weeks of the example team up to `now`, through the real pipeline: the plan is applied, the clock is moved from one event to the
 * next, what is due is composed, sent by SMTP into the mailboxes, answered there by mail clients, sent back, fetched by IMAP, and read.
 */
export async function tellHistory(parts: HistoryParts): Promise<Told> {
  const { database, config, clock, mail, now, templates } = parts;
  const { db } = database;
  await migrate(db);
  const yaml = exampleTeam(now);
  const { plan } = checkPlan(yaml);
  if (!plan || !config.IMAP_URL) throw new Error('the example team has no plan, or no mailbox to read');
  const lane = openLane(new URL(mail.smtpUrl));
  const reader = createReader(parseMessage, config.MAIL_ADDRESS);
  const pipeline: Pipeline = {
    ...createPipeline({ db, config, reader, templates }),
    // One connection for all of it: the server greets each new one a tenth of a second late.
    send: (at) =>
      sendWaiting(db, { url: new URL(mail.smtpUrl), mailAddress: config.MAIL_ADDRESS, lanes: [lane] }, at),
  };
  const weeks = weeksUpTo(now);
  const reading = { db, url: config.IMAP_URL, now: clock.now, log: parts.log };
  const skipped: string[] = [];
  let letters = 0;
  try {
    clock.stopAt(timeIn(weeks[0] ?? '', 'Mon 08:02', zone).toInstant());
    await applyPlan(database, plan, yaml, clock.now());
    await drain(pipeline, clock.now);
    const steps = stepsUntil(now, plan, weeks, story);
    for (const [index, step] of steps.entries()) {
      parts.signal?.throwIfAborted();
      clock.stopAt(step.at);
      for (const letter of step.letters) {
        if (await post(letter, { mail, lane, at: step.at })) letters += 1;
        else skipped.push(`${letter.who}, ${letter.at}, answers ${letter.answers}`);
      }
      if (step.letters.length > 0) await readMailboxOnce(reading);
      await drain(pipeline, clock.now);
      parts.progress?.((index + 1) / steps.length);
    }
    markSeen(mail, timeIn(weeks.at(-1) ?? '', 'Mon 00:00', zone).toInstant());
    return { steps: steps.length, letters, skipped };
  } finally {
    lane.close();
    clock.go();
  }
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

interface Post {
  readonly mail: EmbeddedMail;
  readonly lane: Lane;
  readonly at: Temporal.Instant;
}

/** Writes a letter with its author's mail client and sends it. @returns false where what it answers is not in the mailbox */
async function post(letter: Letter, { mail, lane, at }: Post): Promise<boolean> {
  const person = personNamed(letter.who);
  const original = letter.answers ? await newest(letter, person, mail) : null;
  if (letter.answers && !original) return false;
  const to = original?.replyTo.address ?? logAddress;
  const raw = await compose(letter.client ?? person.client, {
    from: { name: person.name, address: person.address },
    to,
    ...(original ? {} : { subject: letter.subject ?? '' }),
    at: at.toZonedDateTimeISO(person.timezone),
    messageId: messageId(person, at, letter),
    text: letter.text ?? '',
    ...(letter.inside ? { inside: underQuestions(letter.inside) } : {}),
    ...signatureOf(person.id, letter),
    original,
  });
  const answer = await lane.send({ from: person.address, to }, raw);
  if (answer.kind !== 'accepted') throw new Error(`the embedded mail did not take a letter: ${answer.said}`);
  mail.sent(person.address).append(raw, { internalDate: new Date(at.epochMilliseconds), flags: ['\\Seen'] });
  return true;
}

const underQuestions = (four: Four) =>
  new Map(questions.map((question, index) => [questionTexts[question], four[index] ?? '']));

/** The newest mail of that kind in the writer's inbox; who answers it has seen it. */
async function newest(letter: Letter, person: Person, mail: EmbeddedMail): Promise<Original | null> {
  const inbox = mail.mailbox(person.address);
  for (const { uid, flags } of inbox.list().toReversed()) {
    const raw = inbox.read(uid);
    if (!raw.includes(`X-Onrecord-Kind: ${letter.answers}`)) continue;
    inbox.setFlags(uid, [...flags, '\\Seen', '\\Answered']);
    return readOriginal(raw);
  }
  return null;
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

/** The same on every first start of a day: names have no part in what is random. */
function messageId(person: Person, at: Temporal.Instant, letter: Letter): string {
  const hash = createHash('sha256')
    .update(`${team} ${person.id} ${at} ${letter.answers} ${letter.text}`)
    .digest('hex');
  return `${hash.slice(0, 20)}@mail.example.com`;
}
