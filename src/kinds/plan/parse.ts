import { type Findings, type Input, nothing, type Refusal } from '../kind.ts';
import { checkPlan } from './check.ts';

const yamlType = /^(application|text)\/(x-)?(vnd\.)?yaml$/i;

/** A plan file attached by the local command, or by a lead of that team. */
export function parsePlan({ message, context }: Input): Findings {
  const attached = message.attachments.find(
    (one) => /\.ya?ml$/i.test(one.filename ?? '') || yamlType.test(one.contentType),
  );
  if (!attached) return nothing;
  const refused = (why: string): Findings => ({
    ...nothing,
    refusals: [{ line: attached.filename ?? 'the attached plan', why } satisfies Refusal],
  });
  const yaml = new TextDecoder().decode(attached.content);
  const { plan, problems } = checkPlan(yaml);
  if (!plan) {
    // A YAML file that is no plan is no business of ours, unless it claims to be one.
    if (!context.local && !/^team\s*:/m.test(yaml)) return nothing;
    return refused(problems.map((one) => `line ${one.line}: ${one.message}. ${one.remedy}`).join('\n'));
  }
  if (!context.local) {
    if (plan.team !== context.plan?.team)
      return refused(`it is the plan of ${plan.team}; apply it where the service runs`);
    if (context.author?.role !== 'lead') return refused('a plan is accepted from a lead');
  }
  return { ...nothing, records: [{ kind: 'plan', yaml, plan }] };
}
