import type { RecordView } from '../../reading/how-read.ts';
import { type Html, html, type Part } from '../html.ts';

/** What a message said of a decision; the page names beside it which. */
export function decisionInWords(record: RecordView): Part {
  const said = (name: string): Html => html`<q class="said">${String(record[name] ?? '')}</q>`;
  switch (record.type) {
    case 'note':
      return 'The thread, in which nothing is decided yet.';
    case 'propose':
      return html`A proposal: ${said('statement')}`;
    case 'decide':
      return html`A decision: ${said('statement')}`;
    case 'answer':
      return html`${String(record.answer ?? '')} to a proposal${typeof record.reason === 'string' && html`: ${said('reason')}`}`;
    case 'concern':
      return html`A concern, ${String(record.name ?? '')}: ${said('text')}`;
    case 'resolve':
      return `The concern ${String(record.name ?? '')} is resolved.`;
    case 'withdraw':
      return 'Withdrawn.';
    case 'extend':
      return 'A proposal has more time.';
    case 'reopen':
      return html`Reopened: ${said('reason')}`;
    case 'revisit':
      return `To be looked at again on ${String(record.day ?? '')}.`;
    case 'keep':
      return 'It stays as it is.';
    case 'comment':
      return record.asks === true ? 'A question in the thread of a decision.' : 'A comment in its thread.';
    case 'outcome':
      return `The outcome: ${String(record.verdict ?? '')}.`;
    default:
      return 'Something about a decision.';
  }
}
