import { type Context, type Findings, type Input, nothing, type Refusal } from '../kind.ts';
import { checkPlan, type Problem } from './check.ts';
import type { Plan } from './record.ts';

const yamlType = /^(application|text)\/(x-)?(vnd\.)?yaml$/i;

/** More mistakes than these make no mail that anybody reads; the command lists them all. */
const mostProblems = 12;

/** A plan file attached by the local command, or by a lead of that team. */
export function parsePlan({ message, context }: Input): Findings {
  const attached = message.attachments.find(
    (one) => /\.ya?ml$/i.test(one.filename ?? '') || yamlType.test(one.contentType),
  );
  if (!attached) return nothing;
  const file = attached.filename ?? 'the attached plan';
  const yaml = new TextDecoder().decode(attached.content);
  const { plan, problems } = checkPlan(yaml);
  // A YAML file that is no plan is no business of ours, unless it claims to be one.
  if (!plan && !context.local && !/^team\s*:/m.test(yaml)) return nothing;
  const why = context.local ? null : mayNotSend(plan, context);
  if (why !== null) return { ...nothing, refusals: [{ line: file, why }] };
  if (!plan) return { ...nothing, refusals: mistakes(file, problems) };
  return { ...nothing, records: [{ kind: 'plan', yaml, plan }] };
}

function mayNotSend(plan: Plan | null, { plan: current, author, proof }: Context): string | null {
  if (plan && plan.team !== current?.team)
    return `it is the plan of ${plan.team}; apply it where the service runs: onrecord plan apply`;
  const leads = current?.members.filter((member) => member.role === 'lead').map((member) => member.name);
  if (author?.role !== 'lead') return `a plan is accepted from a lead: ${leads?.join(', ')}`;
  if (proof === 'token')
    return 'a reply address alone does not prove who sent a plan. Apply it where the service runs: onrecord plan apply';
  return null;
}

function mistakes(file: string, problems: readonly Problem[]): Refusal[] {
  const told = problems.slice(0, mostProblems).map(
    ({ line, message, remedy }): Refusal => ({
      line: `${file}, line ${line}`,
      why: `${message}. ${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}`,
    }),
  );
  const left = problems.length - told.length;
  return left > 0 ? [...told, { line: file, why: `${left} more mistakes: onrecord plan check` }] : told;
}
