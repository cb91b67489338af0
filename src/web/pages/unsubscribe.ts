import type { FastifyInstance } from 'fastify';
import { type Db, transact } from '../../db/database.ts';
import { pausable, unsubscribeMessage } from '../../kinds/commands/pause.ts';
import { append } from '../../store/append.ts';
import { type Html, html } from '../html.ts';
import { page, sendPage } from '../layout.ts';
import type { AppOptions } from '../options.ts';
import { Problem } from '../problem.ts';

type Link = { Params: { token: string } };

/** As long as a reply address (interfaces.md). */
const validMilliseconds = 90 * 24 * 3600 * 1000;

/**
 * The page behind List-Unsubscribe. A GET shows, because scanners open links; a POST, of the form or of a mail client without any cookie
 * (RFC 8058 3.2), appends the message that stops the mail. The token in the address is the authority: its recipient alone has it.
 */
export function registerUnsubscribe(app: FastifyInstance, options: AppOptions): void {
  const { db, now, mailAddress } = options;
  const limit = { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } };

  app.get<Link>('/unsubscribe/:token', limit, async (request, reply) => {
    const sent = await sentWith(db, request.params.token, new Date(now().epochMilliseconds));
    return sendPage(reply, askPage(sent, request.params.token), 'no-store');
  });

  app.post<Link>('/unsubscribe/:token', limit, async (request, reply) => {
    const at = now();
    const date = new Date(at.epochMilliseconds);
    const sent = await sentWith(db, request.params.token, date);
    const split = mailAddress.lastIndexOf('@');
    const replyAddress = `${mailAddress.slice(0, split)}+r.${request.params.token}${mailAddress.slice(split)}`;
    const raw = unsubscribeMessage({ ...sent, replyAddress }, at);
    await transact(db, (tx) =>
      append(tx, {
        raw,
        direction: 'in',
        source: 'web',
        receivedAt: date,
        now: date,
        arrival: { rcptTo: [replyAddress] },
      }),
    );
    options.onStored?.();
    return sendPage(reply, donePage(sent), 'no-store');
  });
}

interface Sent {
  readonly kind: string;
  readonly recipient: string;
  readonly messageId: string;
}

/** @throws Problem where no mail that can be stopped has that token, or too long ago */
async function sentWith(db: Db, token: string, now: Date): Promise<Sent> {
  const row = await db
    .selectFrom('mail.outbox')
    .select(['kind', 'recipient', 'message_id', 'created_at'])
    .where('reply_token', '=', token)
    .executeTakeFirst();
  if (!row || now.getTime() - row.created_at.getTime() > validMilliseconds)
    throw new Problem(
      410,
      'This link is not good any more',
      'It belongs to no mail of the last ninety days. Use the one in a newer mail, or answer it with the one word "unsubscribe".',
    );
  if (!pausable.includes(row.kind))
    throw new Problem(
      409,
      'This mail comes once',
      `There is nothing to stop: a ${row.kind} is sent once. To leave the team, ask whoever leads it.`,
    );
  return { kind: row.kind, recipient: row.recipient, messageId: row.message_id };
}

function askPage({ kind, recipient }: Sent, token: string): Html {
  return page({
    title: `Stop the ${kind} mails?`,
    lead: html`They come to <span class="address">${recipient}</span>. The team’s leads see that they do not any more.`,
    body: html`<form method="post" action="/unsubscribe/${encodeURIComponent(token)}"><button type="submit">Stop them</button></form>`,
  });
}

function donePage({ kind, recipient }: Sent): Html {
  return page({
    title: `No more ${kind} mails`,
    lead: html`They do not come to <span class="address">${recipient}</span> any more.`,
    body: html`<p>To have them back, answer any of them with the one word “subscribe”.</p>`,
  });
}
