import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Db, Tx } from '../db/database.ts';
import { noticeData } from '../kinds/commands/compose.ts';
import { risksOf } from '../kinds/commands/queries.ts';
import { findDecisions } from '../kinds/decisions/find.ts';
import { foundData, mostHits, shownData } from '../kinds/decisions/found.ts';
import { decisionNumbered, decisionsAbout } from '../kinds/decisions/queries.ts';
import { questionData } from '../kinds/decisions/question.ts';
import { decisionRows } from '../kinds/decisions/receipt.ts';
import type { AnyRecord, Question, Refusal } from '../kinds/kind.ts';
import type { Member } from '../kinds/plan/record.ts';
import { updatesOf } from '../kinds/updates/queries.ts';
import { receiptData } from '../kinds/updates/receipt.ts';
import type { ContentOptions } from './content.ts';
import type { Content, Due } from './draft.ts';
import { replyAddressFor } from './identity.ts';
import { render } from './render.ts';

/** A receipt, a question, a notice, or help: what was made of the message that it answers. */
export async function answerContent(
  db: Db | Tx,
  due: Due,
  member: Member,
  { plan, templates, settings }: ContentOptions,
  help?: object,
): Promise<Content> {
  const position = due.answers ?? 0;
  const answered = await db
    .selectFrom('log.messages')
    .select(['message_id', 'base_subject', 'sent_at', 'received_at'])
    .where('position', '=', position)
    .executeTakeFirstOrThrow();
  const subject = `Re: ${answered.base_subject}`;
  const replyTo = replyAddressFor(due.key, settings);
  if (help) return render(templates, 'help', { ...help, subject }, replyTo);
  const permalink = `${settings.publicUrl}/m/${encodeURIComponent(answered.message_id)}`;
  const reading = await readingAt(db, position);
  if (due.kind === 'notice') {
    const data = { ...noticeData(member, reading.refusals, permalink), subject };
    return render(templates, 'notice', data, replyTo);
  }
  if (due.kind === 'found') {
    const data = await foundFor(db, reading.records, member, { plan, settings });
    return render(templates, 'found', { ...data, subject }, replyTo);
  }
  const asked = reading.questions.find((one) => one.about === 'decision');
  if (due.kind === 'question' && asked) {
    const about = { subject, title: answered.base_subject, said: asked.said, url: permalink };
    return render(templates, 'question', questionData(member, about), replyTo);
  }
  const risks = await risksOf(db, plan.team, { state: 'open' });
  const update = reading.records.find((record) => record.kind === 'update');
  const [standing] = update
    ? await updatesOf(db, plan.team, { week: update.week, member: member.address })
    : [];
  const data = receiptData({
    plan,
    member,
    ...reading,
    risks: risks.filter((risk) => risk.position === position),
    staying: risks
      .filter((risk) => risk.member === member.address && risk.position !== position)
      .map((risk) => risk.number),
    late: standing?.late === true && standing.position === position,
    decisions: decisionRows({
      plan,
      member,
      records: reading.records,
      position,
      sentAt: Temporal.Instant.fromEpochMilliseconds((answered.sent_at ?? answered.received_at).getTime()),
      decisions: await decisionsAbout(db, plan.team, position),
    }),
    permalink,
  });
  return render(templates, 'receipt', { ...data, subject }, replyTo);
}

async function foundFor(
  db: Db | Tx,
  records: readonly AnyRecord[],
  member: Member,
  { plan, settings }: Pick<ContentOptions, 'plan' | 'settings'>,
) {
  const teamUrl = `${settings.publicUrl}/t/${plan.team}`;
  for (const record of records) {
    if (record.kind !== 'command' || record.type !== 'show') continue;
    const decision = await decisionNumbered(db, plan.team, record.decision);
    if (decision) return shownData(plan, member, decision, teamUrl, Temporal.Instant.from);
  }
  const search = records.find((record) => record.kind === 'command' && record.type === 'search');
  const words = search?.kind === 'command' && search.type === 'search' ? search.words : '';
  return foundData(plan, member, words, await findDecisions(db, plan.team, words, mostHits), teamUrl);
}

interface Read {
  readonly records: readonly AnyRecord[];
  readonly questions: readonly Question[];
  readonly refusals: readonly Refusal[];
}

/** Records, questions and refusals as the reader wrote them: what is in log.readings came from the same types. */
const written = <T extends { kind: string } | { about: string } | { why: string }>(key: string) =>
  z.custom<T>((value) => typeof value === 'object' && value !== null && key in value);
const read = z.object({
  records: z.array(written<AnyRecord>('kind')),
  questions: z.array(written<Question>('about')),
  refusals: z.array(written<Refusal>('why')),
});

async function readingAt(db: Db | Tx, position: number): Promise<Read> {
  const row = await db
    .selectFrom('log.readings')
    .select(['records', 'questions', 'refusals'])
    .where('position', '=', position)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return read.parse(row);
}
