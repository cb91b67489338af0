import type { Plan } from '../../kinds/plan/record.ts';
import type { MessageView } from '../../reading/queries.ts';
import { type Html, html } from '../html.ts';
import { messagePath } from '../paths.ts';
import { personAt } from '../team.ts';
import type { Times } from '../times.ts';

/** Messages by who wrote them, or what of ours went to whom, and when. */
export function messageList(
  messages: readonly MessageView[],
  plan: Plan,
  times: Times,
  here: number | null,
  /** They share an id, so that only their positions tell them apart. */
  areTwins = false,
): Html {
  return html`<ol class="plain">${messages.map((one) => {
    const href = messagePath(plan.team, areTwins ? String(one.position) : one.messageId);
    const name = one.sent
      ? `${one.sent.kind} to ${personAt(plan, one.sent.recipient).name}`
      : one.fromName || one.fromAddress;
    return html`<li>${one.position === here ? html`<strong aria-current="page">${name}</strong>` : html`<a href="${href}">${name}</a>`} <span class="by block">${times.brief(one.receivedAt)}</span></li>`;
  })}</ol>`;
}
