import { join } from 'node:path';
import { z } from 'zod';
import { readPublicUrl } from '../config.ts';
import { DatabaseProblem } from '../db/database.ts';
import { madrFiles, type Told } from '../kinds/decisions/madr.ts';
import { decisionsOf } from '../kinds/decisions/queries.ts';
import { currentPlan, teams } from '../kinds/plan/queries.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { storedPlan } from '../kinds/plan/stored.ts';
import { identifiersOf } from '../reading/queries.ts';
import * as shapes from '../web/api/shapes.ts';
import { showDecision } from '../web/api/show.ts';
import { type Command, type Io, readArguments, Usage } from './command.ts';
import { writeFiles } from './madr-folder.ts';
import { withDatabase } from './open.ts';
import { askDemo, demoHere } from './running-demo.ts';

const later = ['mbox', 'csv', 'json'];

export const exportCommand: Command = {
  help: `onrecord export madr --team T --to DIR [--json]

Writes each decision and open proposal into DIR as a Markdown decision record (MADR 4): 0012-its-title.md.
A file that onrecord wrote is overwritten; any other is left alone, and named.`,
  run: async (args, io) => {
    const { values, positionals } = readArguments('export', {
      args,
      allowPositionals: true,
      options: { team: { type: 'string' }, to: { type: 'string' }, json: { type: 'boolean' } },
    });
    const { team, to, json } = values;
    checkFormat(positionals);
    if (!team || !to) throw new Usage('export madr needs --team T and --to DIR');
    const { plan, decisions, publicUrl, known } = await recordOf(team, io);
    if (!plan) {
      io.err(
        `onrecord: there is no team "${team}". ${known.length > 0 ? `Known: ${known.join(', ')}` : 'Apply a plan first'}.`,
      );
      return 1;
    }
    const numbers = decisions.flatMap(({ number }) => number ?? []);
    const { written, removed, foreign } = writeFiles(
      to,
      team,
      madrFiles(decisions, { plan, publicUrl }),
      numbers,
    );
    for (const { name, number } of written)
      io.out(json ? JSON.stringify({ file: join(to, name), number }) : join(to, name));
    if (written.length + foreign.length === 0) io.err('nothing is proposed or decided yet');
    for (const name of removed)
      io.err(`${join(to, name)} is gone: it has another name now, or was withdrawn`);
    for (const name of foreign)
      io.err(
        `onrecord: ${join(to, name)} is not ours and stays as it is; move it, or export into another directory.`,
      );
    return foreign.length === 0 ? 0 : 1;
  },
};

function checkFormat([format, ...others]: readonly string[]): void {
  if (format !== undefined && later.includes(format))
    throw new Usage(`export ${format} is not there yet: this version writes madr`);
  if (format !== 'madr' || others.length > 0)
    throw new Usage('write export madr --team T --to DIR; mbox, csv and json come with a later version');
}

interface Known {
  readonly plan: Plan | null;
  readonly decisions: readonly Told[];
  readonly publicUrl: string;
  readonly known: readonly string[];
}

/** Of the demo that runs in this checkout, else of the database. */
async function recordOf(team: string, io: Io): Promise<Known> {
  const demo = await demoHere(io);
  if (demo) {
    const path = encodeURIComponent(team);
    const plan = await askDemo(demo, `${path}/plan`, storedPlan);
    const decisions = plan ? await listed((query) => askDemo(demo, `${path}/decisions?${query}`, page)) : [];
    return { plan, decisions, publicUrl: demo.url, known: [demo.team] };
  }
  const publicUrl = readPublicUrl(io.env);
  return withDatabase(io, async ({ db }) => {
    const plan = await currentPlan(db, team);
    if (!plan) return { plan, decisions: [], publicUrl, known: await teams(db) };
    const all = await decisionsOf(db, team);
    const ids = await identifiersOf(
      db,
      all.flatMap(({ positions }) => positions),
    );
    return { plan, decisions: all.map((one) => showDecision(one, plan, ids)), publicUrl, known: [] };
  });
}

const page = z.object({ items: z.array(shapes.decision), next: shapes.next });

async function listed(ask: (query: string) => Promise<z.output<typeof page> | null>): Promise<Told[]> {
  const all: Told[] = [];
  for (let cursor = ''; ; ) {
    const some = await ask(cursor === '' ? 'limit=500' : `limit=500&cursor=${cursor}`);
    if (!some) throw new DatabaseProblem('the demo has ended meanwhile; try again');
    all.push(...some.items);
    if (some.next === null) return all;
    cursor = some.next;
  }
}
