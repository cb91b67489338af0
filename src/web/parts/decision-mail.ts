import type { Decision, DecisionState } from '../../kinds/decisions/record.ts';
import { mailto } from '../../message/mailto.ts';
import { type Html, html } from '../html.ts';
import { mailAction, mailAddress } from './mail-action.ts';

/** The thread that a mail about a decision answers. */
export interface Thread {
  /** The log's address. */
  readonly to: string;
  readonly subject: string;
  /** The Message-ID of what made it so, else of the thread's first. */
  readonly inReplyTo: string;
}

/** One of the mails that a page has ready: in the thread, or on its own. */
interface Ready {
  readonly label: string;
  readonly body: string;
  readonly subject?: string;
}

/** What a mail can do to a decision, by its state: only what makes sense. */
export function mailSection(decision: Decision, { to, subject, inReplyTo }: Thread): Html {
  // RFC 5322 3.6.5: an answer's subject begins with "Re: ", once.
  const re = /^re:/i.test(subject) ? subject : `Re: ${subject}`;
  return html`<section><h2>By mail</h2>
<p>A reply to its thread with ${mailAddress(to)} in Cc is read here.</p>
${readyFor(decision).map(({ label, body, subject: own }) =>
  own === undefined
    ? mailAction(label, { to, subject: re, body, inReplyTo })
    : mailAction(label, { to, subject: own, body }),
)}
<p class="mail-action"><a href="${mailto({ to, subject: re, body: '', inReplyTo })}">Reply</a>
<span class="says">in your own words</span></p></section>`;
}

const readyFor = (decision: Decision): readonly Ready[] => ready[decision.state](decision);

const reopen: Ready = { label: 'Reopen it', body: 'reopen because ' };
const decide: Ready = { label: 'Decide it', body: 'Decision: ' };
const ready: Record<DecisionState, (decision: Decision) => readonly Ready[]> = {
  noted: () => [{ ...decide, label: 'Say what was decided' }],
  proposed: () => [
    { label: 'Agree', body: '+1' },
    { label: 'Object', body: '-1 because ' },
    { label: 'Name a concern', body: 'Concern NAME: ' },
    decide,
    { label: 'Give it more time', body: 'extend to ' },
  ],
  contested: () => [decide, { label: 'Give it more time', body: 'extend to ' }],
  decided: ({ number, title }) => [
    {
      label: 'Supersede it',
      subject: `[DECISION] ${title}`,
      body: `Supersedes: D-${number}\nDecision: `,
    },
    reopen,
    { label: 'Look at it again later', body: 'Revisit: ' },
  ],
  withdrawn: () => [reopen],
  superseded: () => [],
};
