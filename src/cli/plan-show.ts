import { currentPlan, teams } from '../kinds/plan/queries.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { storedPlan } from '../kinds/plan/stored.ts';
import { planYaml } from '../kinds/plan/yaml.ts';
import type { Io } from './command.ts';
import { withDatabase } from './open.ts';
import { askDemo, demoHere } from './running-demo.ts';

/** Prints the plan of a team as it stands: of the demo that runs in this checkout, else of the database. */
export async function showPlan(
  team: string,
  io: Io,
  values: { yaml?: boolean | undefined; json?: boolean | undefined },
): Promise<number> {
  const { plan, known } = await planOf(team, io);
  if (!plan) {
    const others = known.length > 0 ? `Known: ${known.join(', ')}` : 'Apply a plan first';
    io.err(`onrecord: there is no team "${team}". ${others}.`);
    return 1;
  }
  if (values.json) io.out(JSON.stringify(plan));
  else if (values.yaml) io.out(planYaml(plan).trimEnd());
  else for (const line of inLines(plan)) io.out(line);
  return 0;
}

async function planOf(team: string, io: Io): Promise<{ plan: Plan | null; known: string[] }> {
  const demo = await demoHere(io);
  if (demo) {
    const plan = await askDemo(demo, `${encodeURIComponent(team)}/plan`, storedPlan);
    return { plan, known: [demo.team] };
  }
  return withDatabase(io, async ({ db }) => ({ plan: await currentPlan(db, team), known: await teams(db) }));
}

function inLines(plan: Plan): string[] {
  const { cycle } = plan;
  return [
    `${plan.name} (${plan.team}), ${plan.timezone}`,
    ...(cycle ? [`${cycle.name}, ${cycle.starts} to ${cycle.ends}: ${cycle.objective}`] : []),
    ...(cycle?.keyResults ?? []).map((one) => {
      const numbers = `${one.from ?? '?'} -> ${one.current ?? '?'} -> ${one.to ?? '?'} ${one.unit}`;
      return `  ${one.id}  ${one.text}: ${numbers}${one.confidence === null ? '' : `, confidence ${one.confidence}`}`;
    }),
    ...plan.members.map((one) => {
      const away = one.away.map(({ from, to }) => `, away ${from} to ${to}`).join('');
      return `  ${one.role.padEnd(8)} ${one.name} <${one.address}> ${one.timezone}${away}`;
    }),
    ...plan.epics.map((one) => `  #${one.slug}  ${one.name}, ${one.owner ?? 'no owner'}`),
    ...(plan.sprints?.goals ?? []).map(
      (one) => `  sprint ${one.sprint}: ${one.goal} (${one.keyResult ?? 'no key result'})`,
    ),
  ];
}
