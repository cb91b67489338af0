import type { Decision } from '../../../src/kinds/decisions/record.ts';

/** A decision by Ana, of which a test says what matters to it. */
export const decisionWith = (given: Partial<Decision>): Decision => ({
  key: { position: 1, ordinal: 0 },
  number: 7,
  thread: 'root@example.com',
  state: 'decided',
  title: 'Raw frames',
  statement: 'Keep raw frames 30 days.',
  context: null,
  options: [],
  consequences: null,
  epics: [],
  author: 'ana@example.com',
  decider: 'ana@example.com',
  decideBy: null,
  revisit: null,
  supersedes: [],
  supersededBy: null,
  notedAt: '2026-11-20T16:00:00.000Z',
  proposedAt: null,
  decidedAt: '2026-11-20T16:00:00.000Z',
  decidedBy: 'decider',
  answers: [],
  concerns: [],
  positions: [1],
  history: [
    { at: '2026-11-20T16:00:00.000Z', position: 1, member: 'ana@example.com', what: 'decided', detail: null },
  ],
  round: 0,
  ...given,
});
