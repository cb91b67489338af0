import type { Tx } from '../db/database.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { parseHeaders } from '../message/headers.ts';
import { readBytes } from '../store/read.ts';
import { type ContentOptions, contentFor } from './content.ts';
import { decisionAddressing } from './decision-content.ts';
import type { Due } from './draft.ts';
import { compose } from './mime.ts';
import { enqueue } from './outbox.ts';

export interface EnqueueOptions extends Omit<ContentOptions, 'plan'> {
  readonly team: string;
}

/** @returns false where its key is there already, or its recipient is not */
export async function enqueueOne(tx: Tx, one: Due, plan: Plan, options: EnqueueOptions): Promise<boolean> {
  const member = plan.members.find((candidate) => candidate.address === one.recipient);
  if (!member) return false;
  const content = await contentFor(tx, one, member, { ...options, plan });
  const now = new Date(options.now.epochMilliseconds);
  const addressing = {
    teamName: plan.name,
    recipient: member,
    now,
    answers: await answered(tx, one),
    ...(await decisionAddressing(tx, one, member, plan)),
  };
  return enqueue(tx, one, await compose(one, content, addressing, options.settings), now);
}

/** What a receipt answers, and all that refers to. */
async function answered(tx: Tx, { answers }: Due) {
  if (answers === null) return null;
  const row = await tx
    .selectFrom('log.messages')
    .select('message_id')
    .where('position', '=', answers)
    .executeTakeFirstOrThrow();
  const raw = await readBytes(tx, answers);
  return { messageId: row.message_id, references: raw ? parseHeaders(raw).references : [] };
}
