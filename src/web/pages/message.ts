import { decisionsAbout } from '../../kinds/decisions/queries.ts';
import type { Plan } from '../../kinds/plan/record.ts';
import type { Address, Message } from '../../message/message.ts';
import { type HowRead, howRead } from '../../reading/how-read.ts';
import { answersTo, type MessageView, threadOf } from '../../reading/queries.ts';
import { type Html, html, type Part } from '../html.ts';
import { page } from '../layout.ts';
import { contentOf, readingShown } from '../message.ts';
import type { AppOptions } from '../options.ts';
import { decisionLines } from '../parts/decision-line.ts';
import { readLines } from '../parts/lines.ts';
import { messageList } from '../parts/message-list.ts';
import { provenIn, questionInWords, recordsOf, stateOf } from '../parts/reading.ts';
import { messagesPath, pathOfMessage, teamPath } from '../paths.ts';
import { personAt } from '../team.ts';
import { type Times, timesIn } from '../times.ts';

/** `/t/TEAM/messages/ID`: one message, how it was read, and what was sent in answer. */
export async function messagePage(
  plan: Plan,
  message: MessageView,
  others: readonly MessageView[],
  options: AppOptions,
): Promise<Html> {
  const { db } = options;
  const { content, problem } = await contentOf(options, message);
  const how = readingShown(await howRead(db, message.position), problem);
  const answers = await answersTo(db, plan.team, message.position);
  const decisions = await decisionsAbout(db, plan.team, message.position);
  const thread = message.thread === null ? [] : await threadOf(db, plan.team, message.thread);
  const times = timesIn(plan.timezone);
  const path = pathOfMessage(plan.team, message, message.outcome !== 'pending');
  return page({
    title: message.subject || content?.subject || '(no subject)',
    trail: [
      { text: plan.name, href: teamPath(plan.team) },
      { text: 'Messages', href: messagesPath(plan.team) },
    ],
    team: plan,
    section: 'messages',
    twin: `/api/teams/${plan.team}/messages/${encodeURIComponent(message.messageId)}`,
    body: html`${headers(message, content, times)}
${text(content, problem, how)}
${content?.body.html && framed(path)}
<p class="by apart"><a href="${path}/raw">The raw message</a></p>`,
    margin: [
      message.direction === 'in' ? reading(message, how, plan) : sending(message, plan),
      decisions.length > 0 &&
        html`<section><h2>Decisions it speaks of</h2>${decisionLines(decisions, { plan, times, now: options.now() })}</section>`,
      links('Sent in answer', answers, plan, times),
      thread.length > 1 && threadLinks(thread, message, plan, times),
      others.length > 0 &&
        html`<section><h2>With the same Message-ID, and other bytes</h2>${messageList(others, plan, times, null, true)}</section>`,
    ],
  });
}

function headers(message: MessageView, content: Message | null, times: Times): Html {
  const from = content?.from ?? [{ name: message.fromName, address: message.fromAddress }];
  return html`<dl class="fields">
<div><dt>From</dt><dd>${people(from)}</dd></div>
${content && content.to.length > 0 && html`<div><dt>To</dt><dd>${people(content.to)}</dd></div>`}
${content && content.cc.length > 0 && html`<div><dt>Cc</dt><dd>${people(content.cc)}</dd></div>`}
<div><dt>${message.direction === 'in' ? 'Received' : 'Written'}</dt><dd>${times.at(message.receivedAt)}</dd></div>
<div><dt>Message-ID</dt><dd class="id">${message.messageId}</dd></div>
</dl>`;
}

function people(addresses: readonly Address[]): Part {
  return addresses.map(({ name, address }, index) => [
    index > 0 && ', ',
    name,
    html` <span class="id">${address}</span>`,
  ]);
}

/** Line by line where it was read so, else its text as it is. */
function text(content: Message | null, problem: string | null, how: HowRead | null): Part {
  const parts = how?.reading?.parts ?? [];
  if (parts.length > 0) return readLines(parts, true);
  if (problem !== null) return html`<p class="empty">It cannot be shown: ${problem}.</p>`;
  if (content?.body.text) return html`<pre class="text">${content.body.text}</pre>`;
  return html`<p class="empty">It has no text${content?.body.html && ', but HTML'}.</p>`;
}

function framed(path: string): Html {
  return html`<details class="html-part"><summary>As HTML</summary>
<iframe src="${path}/html" sandbox="allow-popups allow-popups-to-escape-sandbox" title="The message as HTML" loading="lazy"></iframe></details>`;
}

function reading(message: MessageView, how: HowRead | null, plan: Plan): Html {
  const read = how?.reading;
  return html`<section><h2>How it was read</h2>
<dl class="fields">
<div><dt>Outcome</dt><dd>${stateOf(message.outcome)}${message.reason !== null && html`: ${message.reason}`}</dd></div>
<div><dt>Who</dt><dd>${read?.member ? personAt(plan, read.member).name : (how?.proof.author ?? 'nobody proven')}</dd></div>
<div><dt>Proven</dt><dd>${how ? html`${provenIn(how.proof.grade)} <span class="by">${how.proof.why}</span>` : 'not yet'}</dd></div>
${
  read &&
  html`<div><dt>Kind</dt><dd>${read.kinds.join(', ') || 'none'}</dd></div>
<div><dt>On record</dt><dd>${recordsOf(read, plan)}</dd></div>
${read.questions.length > 0 && html`<div><dt>Asked</dt><dd>${read.questions.map((one) => html`<p>${questionInWords(one)}</p>`)}</dd></div>`}
${read.refusals.length > 0 && html`<div><dt>Refused</dt><dd>${read.refusals.map((one) => html`<p><q>${one.line}</q> ${one.why}</p>`)}</dd></div>`}`
}
</dl></section>`;
}

function sending(message: MessageView, plan: Plan): Html {
  return html`<section><h2>How it went</h2>
<dl class="fields">
<div><dt>State</dt><dd>${stateOf(message.outcome)}</dd></div>
${
  message.sent &&
  html`<div><dt>What</dt><dd>${message.sent.kind}${message.sent.week !== null && `, ${message.sent.week}`}</dd></div>
<div><dt>To</dt><dd>${personAt(plan, message.sent.recipient).name} <span class="id">${message.sent.recipient}</span></dd></div>`
}
${message.reason !== null && html`<div><dt>Server</dt><dd>${message.reason}</dd></div>`}
</dl></section>`;
}

function links(title: string, messages: readonly MessageView[], plan: Plan, times: Times): Part {
  return (
    messages.length > 0 &&
    html`<section><h2>${title}</h2>${messageList(messages, plan, times, null)}</section>`
  );
}

/** A week's thread is everybody's: first what this person wrote and got, all of it behind a disclosure. */
function threadLinks(thread: readonly MessageView[], message: MessageView, plan: Plan, times: Times): Html {
  const whose = (one: MessageView) => one.sent?.recipient ?? one.fromAddress;
  const own = thread.filter((one) => whose(one) === whose(message));
  return html`<section><h2>The thread</h2>${messageList(own, plan, times, message.position)}
${
  own.length < thread.length &&
  html`<details><summary>All ${thread.length} messages of it</summary>${messageList(thread, plan, times, message.position)}</details>`
}</section>`;
}
