import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../../db/database.ts';
import { addressList } from '../../message/address-list.ts';
import { type Html, html, type Part } from '../../web/html.ts';
import { sendPage } from '../../web/layout.ts';
import { notFound, Problem } from '../../web/problem.ts';
import { replyAll } from '../clients/recipients.ts';
import type { EmbeddedMail } from '../mail/embedded-mail.ts';
import { log, logAddress, type Person, people } from '../people.ts';
import { arrival } from './arrival.ts';
import { frameHeaders, frameOf } from './frame.ts';
import { heightRules } from './heights.ts';
import { colleagueOf, logPage } from './log-page.ts';
import { mailboxPage } from './mailbox-page.ts';
import { firstToOpen, openMail, rowsOf } from './mails.ts';
import { newPage } from './new-page.ts';
import { awaitPath, mailboxPath, stylePath } from './paths.ts';
import { peoplePage } from './people-page.ts';
import { recordsOf, whatBecameOf } from './records.ts';
import { type Outgoing, send } from './send.ts';

export interface MailboxOptions {
  readonly db: Db;
  readonly mail: EmbeddedMail;
  readonly publicUrl: string;
}

type Named = { Params: { name: string; id: string }; Querystring: Record<string, string | undefined> };
type Posted = Named & { Body: Record<string, string | undefined> | undefined };

/** Long enough for the receipt on most machines, short enough not to seem stuck. */
const patience = 1500;
const mostTries = 8;

/** The demo's mailboxes: pages that a mail client would be. */
export function mailboxes({ db, mail, publicUrl }: MailboxOptions): FastifyPluginAsync {
  const style = readFileSync(new URL('./style.css', import.meta.url), 'utf8') + heightRules();

  const show = async (
    person: Person,
    id: string | null,
    query: Named['Querystring'],
    notice: Part,
  ): Promise<Html> => {
    const wanted = id ?? firstToOpen(mail, person);
    const open = wanted === null ? null : await openMail(mail, person, wanted);
    if (id !== null && !open) throw notFound(`${person.name} has no mail "${id}".`);
    return mailboxPage({
      person,
      rows: rowsOf(mail, person),
      open,
      asText: query.text === '1',
      quoting: query.quote === '1',
      notice,
      record: open ? await recordsOf(db, person, open) : [],
    });
  };

  const sendAndWait = async (
    request: FastifyRequest,
    reply: FastifyReply,
    person: Person,
    outgoing: Outgoing,
  ) => {
    refuseOtherSites(request, publicUrl);
    if (outgoing.text.trim() === '')
      throw new Problem(400, 'Nothing to send', 'The text is empty: go back and write a line.');
    const next = mail.mailbox(person.address).uidNext();
    const sent = await send(mail, person, outgoing);
    if ('refused' in sent)
      throw new Problem(502, 'Not sent', `The mail server did not take it: ${sent.refused}.`);
    return reply.redirect(awaitPath(person, { after: next, sent: sent.messageId }), 303);
  };

  return async (app: FastifyInstance) => {
    app.get('/mailbox', async (_request, reply) => sendPage(reply, peoplePage(mail)));

    app.get(stylePath, async (_request, reply) => reply.type('text/css').send(style));

    app.get<Named>('/mailbox/:name', async (request, reply) => {
      const person = personAt(request.params.name);
      const after = Number(request.query.after ?? Number.NaN);
      if (!Number.isInteger(after)) return sendPage(reply, await show(person, null, request.query, null));
      const tries = Number(request.query.tries ?? 0) || 0;
      const sent = oneId(request.query.sent);
      const came = await arrival(mail.mailbox(person.address), after, patience);
      const became = await whatBecameOf(db, sent);
      // Whoever says "+1" is not answered: the decision itself shows that it was heard.
      const goesOn = !came && became.length === 0 && tries < mostTries;
      if (goesOn) reply.header('refresh', `0; url=${awaitPath(person, { after, sent, tries: tries + 1 })}`);
      const notice = sentNotice(person, { came, goesOn, became });
      return sendPage(reply, await show(person, null, request.query, notice));
    });

    app.get<Named>('/mailbox/:name/new', async (request, reply) => {
      const { to = logAddress, subject = '', body = '', ...rest } = request.query;
      return sendPage(
        reply,
        newPage(personAt(request.params.name), { to, subject, body, inReplyTo: rest['in-reply-to'] ?? '' }),
      );
    });

    app.post<Posted>('/mailbox/:name/new', async (request, reply) => {
      const { to = logAddress, subject = '', text = '', ...rest } = request.body ?? {};
      const inReplyTo = oneId(rest['in-reply-to']);
      const outgoing = { to: mailboxesIn(to), cc: [], subject: oneLine(subject), text, original: null };
      return sendAndWait(
        request,
        reply,
        personAt(request.params.name),
        inReplyTo ? { ...outgoing, inReplyTo } : outgoing,
      );
    });

    app.get<Named>('/mailbox/:name/log', async (request, reply) =>
      sendPage(reply, logPage(personAt(request.params.name))),
    );

    app.post<Posted>('/mailbox/:name/log', async (request, reply) => {
      const person = personAt(request.params.name);
      const { subject = '', text = '' } = request.body ?? {};
      const recipients = { to: [colleagueOf(person)], cc: [log] };
      return sendAndWait(request, reply, person, {
        ...recipients,
        subject: oneLine(subject),
        text,
        original: null,
      });
    });

    app.get<Named>('/mailbox/:name/:id', async (request, reply) => {
      const { name, id } = request.params;
      return sendPage(reply, await show(personAt(name), id, request.query, null));
    });

    app.post<Posted>('/mailbox/:name/:id', async (request, reply) => {
      const person = personAt(request.params.name);
      const open = await openMail(mail, person, request.params.id);
      if (!open || open.isSent)
        throw notFound(`${person.name} has no mail "${request.params.id}" to answer.`);
      const { text = '', quote } = request.body ?? {};
      const recipients = replyAll(open.mail, person);
      const typed = { text, original: open.mail, isQuoted: quote === '1' };
      return sendAndWait(request, reply, person, { ...recipients, ...typed });
    });

    app.get<Named>('/mailbox/:name/:id/html', async (request, reply) => {
      const person = personAt(request.params.name);
      const open = await openMail(mail, person, request.params.id);
      if (!open) throw notFound('There is no such mail.');
      return reply
        .headers(frameHeaders)
        .type('text/html; charset=utf-8')
        .send(frameOf(open.mail, mailboxPath(person)));
    });

    app.get<Named>('/mailbox/:name/:id/raw', async (request, reply) => {
      const open = await openMail(mail, personAt(request.params.name), request.params.id);
      if (!open) throw notFound('There is no such mail.');
      return reply
        .type('text/plain; charset=utf-8')
        .header('x-content-type-options', 'nosniff')
        .send(open.raw);
    });
  };
}

function personAt(name: string): Person {
  const person = people.find((one) => one.id === name.toLowerCase());
  if (!person) {
    const known = people.map((one) => one.id).join(', ');
    throw notFound(`Nobody here is called "${name}". The example people are ${known}.`);
  }
  return person;
}

interface AfterSending {
  readonly came: boolean;
  readonly goesOn: boolean;
  /** Where the record is that it made or changed. */
  readonly became: readonly { readonly text: string; readonly href: string }[];
}

function sentNotice(person: Person, { came, goesOn, became }: AfterSending): Html {
  const links = became.map((one) => html` <a href="${one.href}">${one.text}</a>`);
  if (came) return html`<p class="notice" role="status">Sent, read and answered: this came back.${links}</p>`;
  if (links.length > 0) return html`<p class="notice" role="status">Sent and read.${links}</p>`;
  if (goesOn) return html`<p class="notice" role="status">Sent. Waiting for what comes back …</p>`;
  return html`<p class="notice" role="status">Sent. Nothing came back, which not every mail asks for. <a href="${mailboxPath(person)}">Look again</a></p>`;
}

/** A page of another site cannot send mail here. Browsers send Origin with every POST. */
function refuseOtherSites({ headers }: FastifyRequest, publicUrl: string): void {
  const site = headers['sec-fetch-site'];
  const { origin, host } = headers;
  const isOurs =
    site === undefined
      ? origin === undefined || origin === new URL(publicUrl).origin || URL.parse(origin)?.host === host
      : site === 'same-origin' || site === 'none';
  if (!isOurs)
    throw new Problem(
      403,
      'From another site',
      'This form was sent from another site. Open the mailbox itself.',
    );
}

/** What stands in a To field; the demo takes what it can deliver and refuses the rest. */
const mailboxesIn = (typed: string) => addressList(oneLine(typed), 20);
const oneLine = (text: string) => text.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').trim();
const oneId = (text = '') =>
  oneLine(text)
    .replace(/^<|>$/g, '')
    .replaceAll(/[<>\s]/g, '');
