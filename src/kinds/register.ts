import { parseCommands } from './commands/parse.ts';
import { projectCommand } from './commands/project.ts';
import { parseDecisionNote, parseDecisions } from './decisions/parse.ts';
import { projectDecision } from './decisions/project.ts';
import type { Kind } from './kind.ts';
import { parsePlan } from './plan/parse.ts';
import { projectPlan } from './plan/project.ts';
import { parsePlanningNote, parsePlanningValues } from './planning/parse.ts';
import { projectPlanning } from './planning/project.ts';
import { parseUpdate } from './updates/parse.ts';
import { projectUpdate } from './updates/project.ts';

/**
 * What mail can mean, in the order in which it is looked for. Every kind sees every message that may count, and the lines that the kinds
 * above it have taken. Planning stands twice: its values before an update may take their lines, its note when nothing else took them; so do decisions, whose threads are noted when nothing else was found in them.
 */
export const register: readonly Kind[] = [
  { name: 'plan', parse: parsePlan, project: projectPlan },
  { name: 'command', parse: parseCommands, project: projectCommand },
  { name: 'planning', parse: parsePlanningValues, project: projectPlanning },
  { name: 'decision', parse: parseDecisions, project: projectDecision },
  { name: 'update', parse: parseUpdate, project: projectUpdate },
  { name: 'planning', parse: parsePlanningNote, project: projectPlanning },
  { name: 'decision', parse: parseDecisionNote, project: projectDecision },
];

/** Who writes a record, by its kind. */
export function kindOf(name: Kind['name']): Kind {
  const kind = register.find((one) => one.name === name);
  if (!kind) throw new Error(`no kind "${name}" in the register`);
  return kind;
}
