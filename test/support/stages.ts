import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { type Db, type Tx, transact } from '../../src/db/database.ts';
import type { Arrival } from '../../src/db/tables.ts';
import { planMessage } from '../../src/kinds/plan/message.ts';
import { currentPlan } from '../../src/kinds/plan/queries.ts';
import { parseMessage } from '../../src/message/parse.ts';
import type { MailKind } from '../../src/outbound/draft.ts';
import { due } from '../../src/outbound/due.ts';
import { type ByHand, sendByHand } from '../../src/outbound/enqueue-due.ts';
import { enqueueOne } from '../../src/outbound/enqueue-one.ts';
import { dueInput } from '../../src/outbound/facts.ts';
import { addressWith } from '../../src/outbound/identity.ts';
import type { Templates } from '../../src/outbound/render.ts';
import { type ProofPolicy, proveNextIn } from '../../src/proof/prove.ts';
import { createReader, type Reader } from '../../src/reading/read-next.ts';
import { append } from '../../src/store/append.ts';
import { readBytes } from '../../src/store/read.ts';

/** The service of the tests. Its secret is fixed, so that the ids and reply addresses of what it sends are the same every time. */
export const settings = {
  mailAddress: 'onrecord@example.com',
  plusAddressing: true,
  publicUrl: 'http://localhost:3000',
  secret: 'a secret that only the tests know, of 32 bytes or more',
};

export const verified: ProofPolicy = { senderPolicy: 'verified', mailAddress: settings.mailAddress };
export const trusted: ProofPolicy = { ...verified, senderPolicy: 'trusted-network' };

export const dateOf = (text: string) => new Date(Temporal.Instant.from(text).epochMilliseconds);

/** Stores a message as it came, and no more. @returns its position */
export async function arrive(tx: Tx, raw: Uint8Array, at: string, arrival: Arrival = {}): Promise<number> {
  const receivedAt = dateOf(at);
  const stored = await append(tx, {
    raw,
    direction: 'in',
    source: 'imap',
    receivedAt,
    now: receivedAt,
    arrival,
  });
  return stored.position;
}

/** Stores a plan as `plan apply` does. */
export async function apply(tx: Tx, yaml: string, at: string, team = 'reliability'): Promise<number> {
  const receivedAt = dateOf(at);
  const raw = planMessage({ team, yaml }, settings.mailAddress, Temporal.Instant.from(at));
  const stored = await append(tx, {
    raw,
    direction: 'in',
    source: 'plan',
    receivedAt,
    now: receivedAt,
    arrival: { file: 'team.yaml' },
  });
  return stored.position;
}

/** Proves and reads all that is stored. */
export async function readAll(
  tx: Tx,
  { policy = verified, reader = newReader() }: { policy?: ProofPolicy; reader?: Reader } = {},
): Promise<void> {
  const now = new Date('2027-06-01T00:00:00Z');
  while ((await proveNextIn(tx, policy, now)) + (await reader.nextIn(tx)) > 0);
}

export const newReader = () => createReader(parseMessage, settings.mailAddress);

/** `onrecord send KIND`, without sending. */
export async function send(
  db: Db,
  kind: ByHand['kind'],
  at: string,
  { templates, week = '', to = null }: { templates: Templates; week?: string; to?: string | null },
): Promise<void> {
  const now = Temporal.Instant.from(at);
  await sendByHand(db, {
    team: 'reliability',
    kind,
    week,
    to,
    dryRun: false,
    now,
    templates,
    settings,
  });
  await transact(db, (tx) => readAll(tx));
}

export interface Answer {
  readonly kind: MailKind;
  readonly recipient: string;
  readonly messageId: string;
  readonly replyTo: string;
  /** Its text part as it goes out. */
  readonly text: string;
}

/** Composes and enqueues what is owed because of mail, at that moment: answers, and word of risks; the first `most` of it. */
export async function answer(
  tx: Tx,
  at: string,
  templates: Templates,
  most = Number.POSITIVE_INFINITY,
): Promise<Answer[]> {
  const now = Temporal.Instant.from(at);
  const plan = await currentPlan(tx, 'reliability');
  if (!plan) throw new Error('there is no plan to answer by');
  const owed = due(await dueInput(tx, plan, now)).due.filter(
    (one) => one.answers !== null || one.kind === 'risk',
  );
  const answers: Answer[] = [];
  for (const one of owed.slice(0, most)) {
    await enqueueOne(tx, one, plan, { team: plan.team, now, templates, settings });
    const { position, message_id, reply_token } = await tx
      .selectFrom('mail.outbox')
      .select(['position', 'message_id', 'reply_token'])
      .where('key', '=', one.key)
      .executeTakeFirstOrThrow();
    const { body } = await parseMessage((await readBytes(tx, position)) ?? Buffer.alloc(0));
    answers.push({
      kind: one.kind,
      recipient: one.recipient,
      messageId: message_id,
      replyTo: addressWith(`r.${reply_token}`, settings),
      text: body.text ?? '',
    });
  }
  return answers;
}

/** What `work` sees and leaves is undone afterwards: the next one begins where this one began. */
export async function undone<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done: T[] = [];
  const undo = new Error('undone');
  await transact(db, async (tx) => {
    done.push(await work(tx));
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  const [result] = done;
  if (result === undefined) throw new Error('nothing was done');
  return result;
}

/** What its recipient writes in reply to a mail of ours. */
export function replyTo(
  mail: Pick<Answer, 'recipient' | 'messageId' | 'replyTo'>,
  at: string,
  text: string,
): Buffer {
  const lines = [
    `From: <${mail.recipient}>`,
    `To: <${mail.replyTo}>`,
    'Subject: Re: what you wrote',
    `Date: ${dateOf(at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${createHash('sha256').update(`${mail.messageId} ${at} ${text}`).digest('hex').slice(0, 24)}@mail.example.com>`,
    `In-Reply-To: <${mail.messageId}>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
