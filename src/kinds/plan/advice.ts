import type { PlanFile } from './schema.ts';

interface Advice {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly remedy: string;
}

/** Where a plan leaves the method (product.md §1). */
export function adviceOn(file: PlanFile): Advice[] {
  return [...onCycle(file), ...onEpics(file), ...onSprints(file)];
}

const tasks =
  /^(build|implement|write|create|add|migrate|refactor|fix|develop|design|introduce|set up|make|finish|complete|do)\b/i;

function* onCycle({ cycle }: PlanFile): Generator<Advice> {
  if (!cycle) {
    yield {
      path: [],
      message: 'there is no cycle',
      remedy: 'an objective and three or four key results give the quarter a direction',
    };
    return;
  }
  if (Array.isArray(cycle.objective) && cycle.objective.length > 1) {
    yield {
      path: ['cycle', 'objective'],
      message: 'there is more than one objective',
      remedy: 'choose the one that the others serve',
    };
  }
  const count = cycle.key_results.length;
  if (count < 3 || count > 4) {
    yield {
      path: ['cycle', 'key_results'],
      message: `there are ${count} key results`,
      remedy: 'three or four are few enough to remember and enough to tell',
    };
  }
  for (const [k, one] of cycle.key_results.entries()) {
    const path = ['cycle', 'key_results', k];
    if (one.from === undefined || one.to === undefined) {
      yield {
        path,
        message: `${one.id} has no number`,
        remedy: 'give it "from" and "to": from what to what?',
      };
    }
    if (tasks.test(one.text)) {
      yield {
        path: [...path, 'text'],
        message: `${one.id} reads like a task`,
        remedy: 'say what will be different for users when it is done',
      };
    }
  }
}

function* onEpics({ epics, members }: PlanFile): Generator<Advice> {
  for (const [e, epic] of epics.entries()) {
    const missing = [
      ...(epic.risk === '' ? ['the risk it reduces (risk)'] : []),
      ...(epic.if_it_fails === '' ? ['what happens if it fails (if_it_fails)'] : []),
      ...(epic.owner === undefined ? ['its owner (owner)'] : []),
    ];
    if (missing.length > 0) {
      yield {
        path: ['epics', e],
        message: `${epic.name} does not say ${missing.join(', nor ')}`,
        remedy: 'an epic is owned by one person and there to reduce one risk',
      };
    }
  }
  for (const member of members) {
    const owned = epics.flatMap((epic, e) => (epic.owner === member.address ? [e] : []));
    if (owned.length > 2) {
      yield {
        path: ['epics', owned[2] ?? 0, 'owner'],
        message: `${member.name} owns ${owned.length} epics`,
        remedy: 'nobody moves more than two at once: find another owner, or a later cycle',
      };
    }
  }
}

function* onSprints({ sprints }: PlanFile): Generator<Advice> {
  for (const [g, one] of (sprints?.goals ?? []).entries()) {
    const path = ['sprints', 'goals', g];
    if (!one.key_result) {
      yield {
        path,
        message: `the goal of sprint ${one.sprint} serves no key result`,
        remedy: 'tie it to one: key_result: KR1',
      };
    }
    if (/[;\n]|,.*,/.test(one.goal)) {
      yield {
        path: [...path, 'goal'],
        message: `the goal of sprint ${one.sprint} is a list of tasks`,
        remedy: 'one sentence on what will be true at the end',
      };
    }
  }
}
