import type { Plan } from '../../kinds/plan/record.ts';
import type { MessageState, MessageView } from '../../reading/queries.ts';
import { type Html, html, type Part } from '../html.ts';
import { page } from '../layout.ts';
import { stateOf } from '../parts/reading.ts';
import { messagesPath, pathOfMessage, teamPath } from '../paths.ts';
import { personAt } from '../team.ts';
import { type Times, timesIn } from '../times.ts';

/** The states that somebody looks for; the others are reached by writing them into the address. */
const filters = [
  'recorded',
  'ignored',
  'held',
  'unreadable',
  'failed',
  'pending',
  'sent',
  'waiting',
  'deferred',
];

/** `/t/TEAM/messages`: what came and what we wrote, newest first, and what became of it. */
export function messagesPage(
  plan: Plan,
  messages: readonly MessageView[],
  state: MessageState | null,
  next: string | null,
): Html {
  const base = messagesPath(plan.team);
  const times = timesIn(plan.timezone);
  const query = state === null ? '' : `state=${state}&`;
  return page({
    title: 'Messages',
    lead: 'Everything that came and everything that was sent, newest first, and what became of it.',
    trail: [{ text: plan.name, href: teamPath(plan.team) }],
    team: plan,
    section: 'messages',
    isWide: true,
    twin: `/api/teams/${plan.team}/messages${state === null ? '' : `?state=${state}`}`,
    body: html`<nav class="filter" aria-label="By what became of it"><ul>
<li><a href="${base}"${state === null && html` aria-current="true"`}>all</a></li>
${filters.map((one) => html`<li><a href="${base}?state=${one}"${one === state && html` aria-current="true"`}>${one}</a></li>`)}
</ul></nav>
${
  messages.length > 0
    ? html`<ul class="rows messages">${messages.map((message) => row(message, plan, times))}</ul>`
    : html`<p class="empty">${state === null ? 'No message yet.' : `No message is ${state}.`}</p>`
}
${next !== null && html`<p><a rel="next" href="${base}?${query}cursor=${next}">Older messages</a></p>`}`,
  });
}

function row(message: MessageView, plan: Plan, times: Times): Html {
  const isRead = message.outcome !== 'pending';
  const kinds = message.kinds.filter((kind) => kind !== 'unrecognised');
  return html`<li>
<div><a class="subject" href="${pathOfMessage(plan.team, message, isRead)}">${message.subject || (isRead ? '(no subject)' : `Message ${message.position}`)}</a>
<span class="by">${who(message, plan)}, ${times.at(message.receivedAt)}</span></div>
<div class="by">${stateOf(message.outcome)} ${kinds.join(', ')}${message.reason !== null && message.outcome !== 'sent' && html`<span>${message.reason}</span>`}</div>
</li>`;
}

function who(message: MessageView, plan: Plan): Part {
  if (message.sent) return `${message.sent.kind} to ${personAt(plan, message.sent.recipient).name}`;
  if (message.fromAddress === '') return 'from somebody';
  return html`from ${message.fromName || message.fromAddress}`;
}
