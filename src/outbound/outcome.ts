import { Temporal } from 'temporal-polyfill';
import type { Db, Tx } from '../db/database.ts';
import { membersAt } from '../kinds/calendar.ts';
import { objections } from '../kinds/decisions/answers.ts';
import { decisionWithKey } from '../kinds/decisions/queries.ts';
import type { Decision, DecisionKey } from '../kinds/decisions/record.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { decisionKey } from './decision-key.ts';
import type { Due } from './draft.ts';
import { type EnqueueOptions, enqueueOne } from './enqueue-one.ts';

/** Proposals whose deadline is over, the first that ended first. */
export async function lapsedDecisions(db: Db, team: string, now: Temporal.Instant): Promise<DecisionKey[]> {
  return db
    .selectFrom('log.decisions')
    .select(['position', 'ordinal'])
    .where('team', '=', team)
    .where('state', '=', 'proposed')
    .where('decide_by', '<=', new Date(now.epochMilliseconds))
    .orderBy('decide_by')
    .orderBy('number')
    .execute();
}

/**
 * Composes the one stored message by which the log knows that a deadline has passed (architecture.md rule 7): decided where no objection
 * stands, else contested. Whatever is stored before it counts, and nothing that is stored after it: so it holds the lock that `append` needs,
 * and waits until all that is stored has been read, and each mailbox was read to its end past the deadline.
 * @returns null where it is not time yet, or another instance was first
 */
export async function enqueueOutcome(
  tx: Tx,
  key: DecisionKey,
  plan: Plan,
  options: EnqueueOptions,
): Promise<Due | null> {
  await tx.selectFrom('mail.head').select('position').forUpdate().executeTakeFirstOrThrow();
  if (await somethingPends(tx)) return null;
  // Read again: the other instance may have been here since.
  const decision = await decisionWithKey(tx, plan.team, key);
  if (decision?.state !== 'proposed' || decision.decideBy === null) return null;
  const deadline = Temporal.Instant.from(decision.decideBy);
  if (Temporal.Instant.compare(deadline, options.now) > 0) return null;
  if (await mailboxLagsBehind(tx, deadline, options.settings.mailbox)) return null;
  if (await hasOutcome(tx, plan, decision)) return null;
  const kind = objections(decision).length === 0 ? 'outcome' : 'contested';
  const due: Due = {
    key: decisionKey(plan.team, kind, decision),
    kind,
    team: plan.team,
    week: null,
    recipient: recipientOf(plan, decision, options.now),
    at: deadline,
    // However late it comes, somebody waits for it (mail.md F30).
    expires: null,
    answers: null,
  };
  return (await enqueueOne(tx, due, plan, options)) ? due : null;
}

/** A message that nobody has proven or read yet may be an objection. */
async function somethingPends(tx: Tx): Promise<boolean> {
  const unproven = await tx
    .selectFrom('mail.messages as m')
    .select('m.position')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('mail.proofs as p').select('p.ordinal').whereRef('p.position', '=', 'm.position'),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  if (unproven) return true;
  const unread = await tx
    .selectFrom('mail.proofs as p')
    .select('p.ordinal')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('log.readings as r').select('r.ordinal').whereRef('r.ordinal', '=', 'p.ordinal'),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return unread !== undefined;
}

/**
 * An objection that came in time may still lie on the server. Without IMAP what is accepted is stored; a mailbox of earlier settings is read
 * by nobody, and waited for by nobody.
 */
async function mailboxLagsBehind(
  tx: Tx,
  deadline: Temporal.Instant,
  mailbox: string | null | undefined,
): Promise<boolean> {
  if (mailbox === null) return false;
  let behind = tx
    .selectFrom('mail.cursors')
    .select('mailbox')
    .where('read_at', '<', new Date(deadline.epochMilliseconds));
  if (mailbox !== undefined) behind = behind.where('mailbox', '=', mailbox);
  return (await behind.limit(1).executeTakeFirst()) !== undefined;
}

async function hasOutcome(tx: Tx, plan: Plan, decision: Decision): Promise<boolean> {
  const keys = [decisionKey(plan.team, 'outcome', decision), decisionKey(plan.team, 'contested', decision)];
  const row = await tx.selectFrom('mail.outbox').select('key').where('key', 'in', keys).executeTakeFirst();
  return row !== undefined;
}

/** The decider, else the author; where both are gone, a lead, who may always decide. */
function recipientOf(plan: Plan, { decider, author }: Decision, now: Temporal.Instant): string {
  const current = membersAt(plan, now);
  const leads = current.filter(({ role }) => role === 'lead').map(({ address }) => address);
  const found = [decider, author, ...leads].find((address) => current.some((one) => one.address === address));
  return found ?? decider;
}
