import { readFile } from 'node:fs/promises';
import { checkPlan } from '../kinds/plan/check.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { parseMessage } from '../message/parse.ts';
import { preview } from '../reading/preview.ts';
import { type Command, readArguments, Usage } from './command.ts';
import { parseBatch } from './parse-batch.ts';
import { reasonOf } from './parse-line.ts';

export const parseCommand: Command = {
  help: `onrecord parse [--original O.eml]… [--plan team.yaml] MESSAGE.eml
onrecord parse --batch [--plan team.yaml]

Shows how a message would be understood, as JSON, and why: for each line whose it is and by which rule. Writes nothing, needs no database.
  --original  a message that this one answers or quotes, the nearest first
  --plan      the team's plan: its epics are found by name and alias as well
  --batch     reads lines {"id", "original": path or null, "thread": [paths], "message": path} from stdin and prints a result for each, in order`,
  run: async (args, io) => {
    const { values, positionals } = readArguments('parse', {
      args,
      allowPositionals: true,
      options: {
        original: { type: 'string', multiple: true },
        plan: { type: 'string' },
        batch: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    const plan = values.plan === undefined ? null : await planAt(values.plan);
    if (values.batch) {
      if (positionals.length > 0) throw new Usage('parse --batch reads from stdin: it takes no MESSAGE.eml');
      return parseBatch(io, plan);
    }
    const [path] = positionals;
    if (path === undefined || positionals.length !== 1)
      throw new Usage('parse needs one MESSAGE.eml, or --batch');
    try {
      const read = async (file: string) => parseMessage(await readFile(file));
      const nearest = await Promise.all((values.original ?? []).map(read));
      const [original = null] = nearest;
      const result = preview({ message: await read(path), original, thread: nearest.toReversed(), plan });
      io.out(JSON.stringify(result, null, values.json ? 0 : 2));
      return 0;
    } catch (error) {
      io.err(`onrecord: ${path}: ${reasonOf(error)}`);
      return 1;
    }
  },
};

async function planAt(path: string): Promise<Plan> {
  const yaml = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Usage(`--plan ${path}: ${reasonOf(error)}`);
  });
  const { plan, problems } = checkPlan(yaml);
  if (plan) return plan;
  const [first] = problems;
  throw new Usage(
    `--plan ${path}:${first?.line}: ${first?.message}; ${first?.remedy}. All of it: onrecord plan check ${path}`,
  );
}
