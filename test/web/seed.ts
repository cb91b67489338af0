import { type Db, transact } from '../../src/db/database.ts';
import type { Grade, OutboxState, ReadingOutcome } from '../../src/db/tables.ts';
import { projectPlan } from '../../src/kinds/plan/project.ts';
import type { Plan } from '../../src/kinds/plan/record.ts';
import { append } from '../../src/store/append.ts';

/** Rows as the other stages leave them, written without them: the pages are tested against the tables alone. */
export interface Mail {
  readonly id: string;
  readonly at: string;
  readonly from: readonly [name: string, address: string];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly team?: string | null;
  readonly answers?: string;
  readonly reading?: {
    readonly outcome: ReadingOutcome;
    readonly kinds?: readonly string[];
    readonly reason?: string;
    readonly member?: string;
    readonly records?: readonly object[];
    readonly questions?: readonly object[];
    readonly refusals?: readonly object[];
    readonly parts?: readonly object[];
  };
  readonly out?: {
    readonly kind: string;
    readonly recipient: string;
    readonly week: string;
    readonly state: OutboxState;
    readonly answers?: number;
  };
  readonly proof?: { readonly grade: Grade; readonly why: string };
  /** Stored, but proven and read by nobody yet. */
  readonly pending?: boolean;
}

/** Stores a message with its proof and reading. @returns its position */
export async function mail(db: Db, given: Mail): Promise<number> {
  const at = new Date(given.at);
  const direction = given.out ? 'out' : 'in';
  return transact(db, async (tx) => {
    const { position } = await append(tx, {
      raw: rawOf(given),
      direction,
      source: given.out ? 'outbound' : 'imap',
      receivedAt: at,
      now: at,
      arrival: { rcptTo: ['onrecord+reliability@example.com'] },
    });
    if (given.pending) return position;
    await tx
      .insertInto('mail.proofs')
      .values({
        ordinal: position,
        position,
        grade: given.proof?.grade ?? (given.out ? 'ours' : 'token'),
        author: given.from[1],
        evidence: JSON.stringify({ why: given.proof?.why ?? 'its reply address was given to that member' }),
        made_at: at,
      })
      .execute();
    await tx
      .insertInto('log.messages')
      .values({
        position,
        direction,
        message_id: given.id,
        from_name: given.from[0],
        from_address: given.from[1],
        subject: given.subject,
        base_subject: given.subject.replace(/^(Re: )+/, ''),
        sent_at: at,
        received_at: at,
        thread: given.answers ?? given.id,
        automatic: null,
        team: given.team === undefined ? 'reliability' : given.team,
      })
      .execute();
    if (given.out) {
      await tx
        .insertInto('mail.outbox')
        .values({
          key: `reliability/${given.out.kind}/${given.id}`,
          team: 'reliability',
          kind: given.out.kind,
          week: given.out.week,
          recipient: given.out.recipient,
          position,
          message_id: given.id,
          answers: given.out.answers ?? null,
          reply_token: null,
          bounce_token: null,
          state: given.out.state,
          created_at: at,
          next_try_at: at,
          expires_at: null,
        })
        .execute();
    }
    await reading(tx, position, given);
    return position;
  });
}

async function reading(db: Db, position: number, { reading: read, out, team }: Mail): Promise<void> {
  await db
    .insertInto('log.readings')
    .values({
      ordinal: position,
      position,
      team: team === undefined ? 'reliability' : team,
      member: read?.member ?? null,
      kinds: [...(read?.kinds ?? [])],
      outcome: out ? 'ignored' : (read?.outcome ?? 'recorded'),
      reason: read?.reason ?? null,
      records: JSON.stringify(read?.records ?? []),
      questions: JSON.stringify(read?.questions ?? []),
      refusals: JSON.stringify(read?.refusals ?? []),
      parts: JSON.stringify(read?.parts ?? []),
      reader: 1,
    })
    .execute();
}

function rawOf(given: Mail): Buffer {
  const head = [
    `Message-ID: <${given.id}>`,
    `From: "${given.from[0].replaceAll('"', '\\"')}" <${given.from[1]}>`,
    'To: onrecord+reliability@example.com',
    `Subject: ${given.subject}`,
    `Date: ${new Date(given.at).toUTCString().replace('GMT', '+0000')}`,
    ...(given.answers ? [`In-Reply-To: <${given.answers}>`] : []),
    'MIME-Version: 1.0',
  ];
  if (given.html === undefined) {
    return Buffer.from(
      [...head, 'Content-Type: text/plain; charset=utf-8', '', given.text]
        .join('\n')
        .replaceAll('\n', '\r\n'),
    );
  }
  const part = (type: string, body: string) => `--b\nContent-Type: ${type}; charset=utf-8\n\n${body}\n`;
  const body = `${part('text/plain', given.text)}${part('text/html', given.html)}--b--\n`;
  return Buffer.from(
    [...head, 'Content-Type: multipart/alternative; boundary=b', '', body]
      .join('\n')
      .replaceAll('\n', '\r\n'),
  );
}

/** A plan as applied by the message at `position`. */
export async function applyPlan(db: Db, plan: Plan, position: number, at: string): Promise<void> {
  await transact(db, (tx) =>
    projectPlan(
      tx,
      { kind: 'plan', yaml: '', plan },
      {
        team: plan.team,
        plan: null,
        member: null,
        position,
        sha256: Buffer.alloc(32),
        receivedAt: new Date(at),
        thread: 'plan@example.com',
        parent: null,
        ordinal: 0,
      },
    ),
  );
}
