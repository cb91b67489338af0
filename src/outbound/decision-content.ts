import type { Db, Tx } from '../db/database.ts';
import { objections } from '../kinds/decisions/answers.ts';
import { contestedData, type DecisionMail, nudgeData, proposalData } from '../kinds/decisions/compose.ts';
import { objectionData } from '../kinds/decisions/objection.ts';
import { outcomeData } from '../kinds/decisions/outcome.ts';
import { decisionNumbered } from '../kinds/decisions/queries.ts';
import type { Decision } from '../kinds/decisions/record.ts';
import type { Member, Plan } from '../kinds/plan/record.ts';
import type { ContentOptions } from './content.ts';
import { decisionKey } from './decision-key.ts';
import { threadOf } from './decision-thread.ts';
import type { Content, Due, MailKind } from './draft.ts';
import { heardWith, type Said } from './heard.ts';
import { replyAddressFor } from './identity.ts';
import type { DecisionAddressing, Person } from './mime.ts';
import { render } from './render.ts';
import { takenBackIn } from './taken-back.ts';
import { referencesFor, subjectFor } from './threading.ts';

/** Everything that a mail about a decision says, from the record as it stands. */
export async function decisionContent(
  db: Db | Tx,
  due: Due,
  member: Member,
  { plan, now, templates, settings }: ContentOptions,
): Promise<Content> {
  const { decision, said } = await aboutWhat(db, due, plan);
  const thread = await threadOf(db, decision);
  const url = `${settings.publicUrl}/t/${plan.team}/decisions/${decision.number}`;
  const mail = { plan, member, decision, now, subject: subjectFor(due.kind, member, decision, thread), url };
  const data = await dataFor(db, due, mail, said);
  const also = alsoTo(plan, due, decision, said);
  return render(templates, due.kind, data, replyAddressFor(due.key, settings), also?.address);
}

async function dataFor(db: Db | Tx, { kind }: Due, mail: DecisionMail, [first, ...more]: readonly Said[]) {
  switch (kind) {
    case 'nudge':
      return nudgeData(mail);
    case 'contested':
      return contestedData(mail, objections(mail.decision));
    case 'outcome':
      return outcomeData(mail, await takenBackIn(db, mail.decision));
    case 'objection':
      if (!first) throw new Error('what was said does not stand any more');
      return objectionData(mail, [first, ...more]);
    default:
      return proposalData(mail);
  }
}

/** Its thread and who sees an answer; nothing for mail that is about no decision. */
export async function decisionAddressing(
  tx: Tx,
  due: Due,
  member: Member,
  plan: Plan,
): Promise<{ decision?: DecisionAddressing }> {
  if (!aboutDecisions.includes(due.kind)) return {};
  const { decision, said } = await aboutWhat(tx, due, plan);
  const references = referencesFor(due.kind, decision, {
    thread: await threadOf(tx, decision),
    request: await requestTo(tx, plan, member, decision),
    said: said[0]?.position ?? null,
  });
  const replyTo = alsoTo(plan, due, decision, said);
  return { decision: { references, replyTo, outcome: outcomeIn(due, decision) } };
}

const aboutDecisions: readonly MailKind[] = ['proposal', 'nudge', 'objection', 'contested', 'outcome'];

async function aboutWhat(
  db: Db | Tx,
  { key, kind }: Due,
  plan: Plan,
): Promise<{ decision: Decision; said: readonly Said[] }> {
  if (kind === 'objection') {
    const said = await heardWith(db, plan.team, key.split('/')[2] ?? '');
    if (said[0]) return { decision: said[0].decision, said };
  }
  const decision = await decisionNumbered(db, plan.team, Number(/\/D-(\d+)/.exec(key)?.[1]));
  if (!decision) throw new Error(`${key} is about no decision that the log has`);
  return { decision, said: [] };
}

/** Who sees an answer beside the log: the proposer, or who spoke. */
function alsoTo(
  plan: Plan,
  { kind, recipient }: Due,
  { author }: Decision,
  said: readonly Said[],
): Person | null {
  const address = kind === 'proposal' || kind === 'nudge' ? author : (said[0]?.member ?? null);
  return plan.members.find((one) => one.address === address && address !== recipient) ?? null;
}

/** What the log reads from the one stored outcome; its copies change nothing. */
function outcomeIn({ key, kind, team }: Due, decision: Decision): string | null {
  if (key !== decisionKey(team, kind, decision)) return null;
  return `D-${decision.number}; ${kind === 'contested' ? 'contested' : 'decided'}`;
}

/** The recipient's own request for an answer, in this round. */
async function requestTo(tx: Tx, plan: Plan, { address }: Member, decision: Decision) {
  const row = await tx
    .selectFrom('mail.outbox')
    .select(['position', 'message_id'])
    .where('key', '=', decisionKey(plan.team, 'proposal', decision, address))
    .executeTakeFirst();
  return row ? { position: row.position, messageId: row.message_id } : null;
}
