import { type Db, type Tx, transact } from '../../src/db/database.ts';
import { parseHeaders } from '../../src/message/headers.ts';
import type { Templates } from '../../src/outbound/render.ts';
import { append } from '../../src/store/append.ts';
import { type Fixture, mailsIn, team } from '../support/fixtures.ts';
import { answer, apply, arrive, dateOf, readAll } from '../support/stages.ts';

/** What was there before the mails of test/mail came: the plan, the mails that they answer, and those of test/mail/before. */
export async function begin(db: Db, templates: Templates): Promise<void> {
  await transact(db, async (tx) => {
    await apply(tx, team, '2026-11-09T08:00:00Z');
    const mails = [...mailsIn('sent'), ...mailsIn('before')];
    for (const mail of mails.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
      if (mail.name.startsWith('sent/')) await storeSent(tx, mail);
      else await arrive(tx, mail.raw, mail.at);
      await readAll(tx);
    }
    await answer(tx, '2026-11-13T16:00:00Z', templates);
    await readAll(tx);
  });
}

/** A mail as the outbox has it after it went out. Its file is called KIND-WEEK-NAME. */
async function storeSent(tx: Tx, { name, raw, at }: Fixture): Promise<void> {
  const { messageId, headers, to } = parseHeaders(raw);
  const [, kind = '', week] = /^sent\/([a-z]+)(?:-(\d{4}-W\d\d))?-/.exec(name) ?? [];
  const replyTo = headers.find((header) => header.name === 'reply-to')?.value ?? '';
  const recipient = to[0]?.address ?? '';
  const now = dateOf(at);
  const { position } = await append(tx, {
    raw,
    direction: 'out',
    source: 'outbound',
    receivedAt: now,
    now,
    arrival: {},
  });
  await tx
    .insertInto('mail.outbox')
    .values({
      key: ['reliability', kind, ...(week ? [week] : []), recipient].join('/'),
      team: 'reliability',
      kind,
      week: week ?? null,
      recipient,
      position,
      message_id: messageId ?? '',
      answers: null,
      reply_token: /\+r\.([a-z2-7]{26})@/.exec(replyTo)?.[1] ?? null,
      bounce_token: null,
      state: 'sent',
      created_at: now,
      next_try_at: now,
      expires_at: null,
      sent_at: now,
    })
    .execute();
}
