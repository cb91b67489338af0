import type { Decision, Step } from './record.ts';

/** The step that began the round which now runs: it was proposed, reopened, or given more time when it was contested. */
export function roundOf(decision: Decision): Step {
  const begins = decision.history.filter(
    ({ what }, index, steps) =>
      what === 'proposed' ||
      what === 'reopened' ||
      (what === 'extended' && stateBefore(steps.slice(0, index)) === 'contested'),
  );
  const { notedAt, key, author } = decision;
  return (
    begins.at(-1) ?? { at: notedAt, position: key.position, member: author, what: 'noted', detail: null }
  );
}

/** Whether it stood contested: nothing that came after has changed its state. */
const stateBefore = (steps: readonly Step[]) =>
  steps.findLast(({ what }) => what !== 'revisit set' && what !== 'kept')?.what;
