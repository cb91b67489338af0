import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '../db/database.ts';
import type { Arrival, Evidence, OutboxRow } from '../db/tables.ts';
import { isCurrent } from '../kinds/calendar.ts';
import { currentPlan, teams } from '../kinds/plan/queries.ts';
import type { Member, Plan } from '../kinds/plan/record.ts';
import { detailOf } from '../message/address.ts';
import type { HeaderFields } from '../message/headers.ts';

export interface Route {
  /** The message of ours that it answers: by reply token, else by In-Reply-To, else by the last of References that is ours. */
  readonly answered: OutboxRow | null;
  readonly team: string | null;
  readonly plan: Plan | null;
  /** The current member of that team who has the author's address. */
  readonly author: Member | null;
  /** It came to the team's log, by whatever of its addresses (interfaces.md). */
  readonly logged: boolean;
}

export interface Incoming {
  /** The header alone is enough. */
  readonly message: Pick<HeaderFields, 'to' | 'cc' | 'inReplyTo' | 'references' | 'deliveredTo'>;
  readonly author: string | null;
  readonly evidence: Evidence;
  readonly arrival: Arrival;
  readonly receivedAt: Temporal.Instant;
}

/** Which team a message is for, what it answers, and who of the team wrote it. */
export async function route(tx: Tx, mailAddress: string, incoming: Incoming): Promise<Route> {
  const answered = await findAnswered(tx, incoming);
  const team =
    answered?.team ?? (await teamOfAddress(tx, mailAddress, incoming)) ?? (await onlyTeamOf(tx, incoming));
  const plan = team === null ? null : await currentPlan(tx, team);
  return {
    answered,
    team,
    plan,
    author: plan ? memberWith(plan, incoming.author, incoming.receivedAt) : null,
    logged: plan !== null && isLogged(plan, mailAddress, recipientsOf(incoming), answered),
  };
}

/** To, Cc, Delivered-To and its like above the first Received, and the envelope: a Bcc is in the last two alone. */
const recipientsOf = ({ message, arrival }: Incoming): string[] => [
  ...message.to.map((one) => one.address),
  ...message.cc.map((one) => one.address),
  ...message.deliveredTo.map((address) => address.toLowerCase()),
  ...(arrival.rcptTo ?? []).map((address) => address.toLowerCase()),
];

/** The team's own address, its plus-address, or ours alone in what answers nothing of ours; an old reply address in a fresh thread as well. */
function isLogged(
  plan: Plan,
  mailAddress: string,
  recipients: readonly string[],
  answered: OutboxRow | null,
): boolean {
  const ours = detailOf(mailAddress);
  return recipients.some((recipient) => {
    if (recipient === plan.logAddress) return true;
    const { local, detail, domain } = detailOf(recipient);
    if (local !== ours.local || domain !== ours.domain) return false;
    if (detail === null) return answered === null;
    return detail === plan.team || (detail.startsWith('r.') && answered === null);
  });
}

async function findAnswered(tx: Tx, { evidence, message }: Incoming): Promise<OutboxRow | null> {
  if (evidence.token) {
    const byToken = await tx
      .selectFrom('mail.outbox')
      .selectAll()
      .where('key', '=', evidence.token.key)
      .executeTakeFirst();
    if (byToken) return byToken;
  }
  // RFC 5322 3.6.4: In-Reply-To names the parent; the last of References is it as well.
  const ids = [...message.inReplyTo, ...message.references.toReversed()].slice(0, 50);
  if (ids.length === 0) return null;
  const rows = await tx.selectFrom('mail.outbox').selectAll().where('message_id', 'in', ids).execute();
  for (const id of ids) {
    const row = rows.find((one) => one.message_id === id);
    if (row) return row;
  }
  return null;
}

/** `onrecord+TEAM@…` or a team's own log address among the recipients. */
async function teamOfAddress(tx: Tx, mailAddress: string, incoming: Incoming): Promise<string | null> {
  const ours = detailOf(mailAddress);
  const recipients = recipientsOf(incoming);
  const known = await teams(tx);
  for (const recipient of recipients) {
    const { local, detail, domain } = detailOf(recipient);
    if (local === ours.local && domain === ours.domain && detail !== null && known.includes(detail))
      return detail;
  }
  for (const team of known) {
    const log = (await currentPlan(tx, team))?.logAddress;
    if (log && recipients.includes(log)) return team;
  }
  return null;
}

async function onlyTeamOf(tx: Tx, { author, receivedAt }: Incoming): Promise<string | null> {
  const mine: string[] = [];
  for (const team of await teams(tx)) {
    const plan = await currentPlan(tx, team);
    if (plan && memberWith(plan, author, receivedAt)) mine.push(team);
  }
  return mine.length === 1 ? (mine[0] ?? null) : null;
}

export function memberWith(plan: Plan, address: string | null, at: Temporal.Instant): Member | null {
  if (address === null) return null;
  const date = at.toZonedDateTimeISO(plan.timezone).toPlainDate();
  return (
    plan.members.find(
      (member) => (member.address === address || member.also.includes(address)) && isCurrent(member, date),
    ) ?? null
  );
}
