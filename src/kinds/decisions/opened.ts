import type { Decision, DecisionEvent, DecisionKey } from './record.ts';
import type { By } from './transitions.ts';

type Opening = Extract<DecisionEvent, { type: 'note' | 'propose' | 'decide' }>;

/** A decision that a message opens; any other event opens none. */
export function opened(event: DecisionEvent, key: DecisionKey, thread: string, by: By): Decision | null {
  if (event.type !== 'note' && event.type !== 'propose' && event.type !== 'decide') return null;
  const author = by.member ?? '';
  const isProposed = event.type === 'propose';
  const isDecided = event.type === 'decide';
  const what = isProposed ? 'proposed' : isDecided ? 'decided' : 'noted';
  return {
    key,
    number: null,
    thread,
    state: what,
    ...fieldsOf(event),
    author,
    decider: (event.type === 'note' ? null : event.decider) ?? author,
    notedAt: by.at,
    proposedAt: isProposed ? by.at : null,
    decidedAt: isDecided ? by.at : null,
    decidedBy: isDecided ? 'decider' : null,
    supersededBy: null,
    answers: [],
    concerns: [],
    positions: [by.position],
    history: [{ at: by.at, position: by.position, member: by.member, what, detail: null }],
    round: isProposed ? 1 : 0,
  };
}

function fieldsOf(event: Opening) {
  if (event.type === 'note') {
    const nothing = { context: null, options: [], consequences: null, epics: [], supersedes: [] };
    return { ...nothing, title: event.title, statement: null, decideBy: null, revisit: null };
  }
  const { title, statement, context, options, consequences, epics, decideBy, revisit, supersedes } = event;
  return { title, statement, context, options, consequences, epics, decideBy, revisit, supersedes };
}
