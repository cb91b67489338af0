import { type Db, transact } from '../db/database.ts';
import { dateIn, isCurrent } from '../kinds/calendar.ts';
import { pausedBy } from '../kinds/commands/pause.ts';
import { currentPlan } from '../kinds/plan/queries.ts';
import { contentFor } from './content.ts';
import type { Content, Due } from './draft.ts';
import { due } from './due.ts';
import { type EnqueueOptions, enqueueOne } from './enqueue-one.ts';
import { dueInput } from './facts.ts';
import { enqueueOutcome, lapsedDecisions } from './outcome.ts';
import type { TemplatesInTime } from './render.ts';

export interface DueOptions extends Omit<EnqueueOptions, 'templates'> {
  readonly templates: TemplatesInTime;
}

/** Composes and enqueues everything that is due for a team now, a transaction a mail. */
export async function enqueueDue(db: Db, options: DueOptions): Promise<{ queued: Due[]; missed: Due[] }> {
  const plan = await currentPlan(db, options.team);
  if (!plan) return { queued: [], missed: [] };
  const templatesInTime = async () =>
    typeof options.templates === 'function' ? options.templates() : options.templates;
  const queued: Due[] = [];
  const lapsed = await lapsedDecisions(db, plan.team, options.now);
  if (lapsed.length > 0) {
    const templates = await templatesInTime();
    for (const key of lapsed) {
      const one = await transact(db, (tx) => enqueueOutcome(tx, key, plan, { ...options, templates }));
      if (one) queued.push(one);
    }
  }
  const decided = due(await dueInput(db, plan, options.now));
  if (decided.due.length > 0) {
    const templates = await templatesInTime();
    for (const one of decided.due) {
      if (await transact(db, (tx) => enqueueOne(tx, one, plan, { ...options, templates }))) queued.push(one);
    }
  }
  return { queued, missed: decided.missed };
}

export interface ByHand extends EnqueueOptions {
  readonly kind: 'planning' | 'request' | 'reminder' | 'review' | 'welcome';
  readonly week: string;
  /** An address of one member, lower case; null is everybody whom it is for. */
  readonly to: string | null;
  readonly dryRun: boolean;
}

export interface SentByHand {
  readonly queued: Due[];
  /** Addresses that have it already. */
  readonly already: string[];
  /** The first one, for a dry run. */
  readonly preview: Content | null;
}

/** Enqueues a scheduled mail now, under the same keys as the schedule: who has it already gets nothing. */
export async function sendByHand(db: Db, options: ByHand): Promise<SentByHand> {
  const { team, kind, week, to, dryRun, now } = options;
  const plan = await currentPlan(db, team);
  const paused = await pausedBy(db, team);
  const queued: Due[] = [];
  const already: string[] = [];
  let preview: Content | null = null;
  for (const member of plan?.members ?? []) {
    if (!plan || (to !== null && member.address !== to && !member.also.includes(to))) continue;
    if (!isCurrent(member, dateIn(now, member))) continue;
    if (paused.has(`${kind}/${member.address}`)) continue;
    if (member.role === 'observer' && kind !== 'welcome' && kind !== 'review') continue;
    const name = kind === 'welcome' ? null : week;
    const key = [team, kind, ...(name === null ? [] : [name]), member.address].join('/');
    const one: Due = {
      key,
      kind,
      team,
      week: name,
      recipient: member.address,
      at: now,
      expires: null,
      answers: null,
    };
    if (await isEnqueued(db, key)) already.push(member.address);
    else if (dryRun) {
      queued.push(one);
      preview ??= await contentFor(db, one, member, { ...options, plan });
    } else if (await transact(db, (tx) => enqueueOne(tx, one, plan, options))) queued.push(one);
  }
  return { queued, already, preview };
}

async function isEnqueued(db: Db, key: string): Promise<boolean> {
  const row = await db.selectFrom('mail.outbox').select('key').where('key', '=', key).executeTakeFirst();
  return row !== undefined;
}
