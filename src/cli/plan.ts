import { writeFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import { transact } from '../db/database.ts';
import { applying } from '../kinds/plan/changes.ts';
import { type Checked, checkPlan, type Problem } from '../kinds/plan/check.ts';
import { examplePlan } from '../kinds/plan/example.ts';
import { planJsonSchema } from '../kinds/plan/json-schema.ts';
import { planMessage } from '../kinds/plan/message.ts';
import { append } from '../store/append.ts';
import { type Command, clockOf, type Io, readArguments, Usage } from './command.ts';
import { readPending, withSettings } from './open.ts';
import { readPlanFile } from './plan-file.ts';
import { previewPlan } from './plan-preview.ts';
import { showPlan } from './plan-show.ts';

const help = `onrecord plan init [FILE]                    writes a commented first file (default team.yaml)
onrecord plan check FILE [--json]            explains what is wrong, with line and remedy; changes nothing
onrecord plan apply FILE [--at TIME]         applies it; everyone new in it gets a welcome at the next pass
onrecord plan show TEAM [--yaml] [--json]    the plan as it stands, with what mail set since
onrecord plan preview TEAM|FILE [--days 14]  the mails to come, one by one, in each person's own time
onrecord plan schema                         a JSON Schema, for editors`;

export const planCommand: Command = {
  help,
  run: async (args, io) => {
    const { values, positionals } = readArguments('plan', {
      args,
      allowPositionals: true,
      options: {
        at: { type: 'string' },
        days: { type: 'string', default: '14' },
        yaml: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    const [action, subject] = positionals;
    if (action === 'init') return init(subject ?? 'team.yaml', io);
    if (action === 'schema') {
      io.out(JSON.stringify(planJsonSchema(), null, 2));
      return 0;
    }
    if (action === 'check') return check(needed(subject, 'plan check FILE'), io, values.json === true);
    if (action === 'apply') return apply(needed(subject, 'plan apply FILE'), io, values);
    if (action === 'show') return showPlan(needed(subject, 'plan show TEAM'), io, values);
    if (action === 'preview') return previewPlan(needed(subject, 'plan preview TEAM'), io, values);
    throw new Usage(`plan does one of these:\n${help}`);
  },
};

function needed(subject: string | undefined, usage: string): string {
  if (subject === undefined) throw new Usage(`write: onrecord ${usage}`);
  return subject;
}

async function init(file: string, io: Io): Promise<number> {
  const today = Temporal.Now.plainDateISO();
  const quarter = today.with({ month: today.month - ((today.month - 1) % 3), day: 1 });
  const monday = quarter.add({ days: (8 - quarter.dayOfWeek) % 7 });
  try {
    await writeFile(file, examplePlan(monday), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    io.err(
      `onrecord: ${file} is there already and stays as it is. Name another: onrecord plan init OTHER.yaml`,
    );
    return 1;
  }
  io.out(`Wrote ${file}. Edit it, then: onrecord plan check ${file}`);
  return 0;
}

async function check(file: string, io: Io, json: boolean): Promise<number> {
  const checked = checkPlan(await readPlanFile(file));
  if (json)
    io.out(JSON.stringify({ ok: checked.plan !== null, problems: checked.problems, advice: checked.advice }));
  else {
    say(file, checked, io.out);
    if (checked.plan) {
      const { members, epics } = checked.plan;
      io.out(`${file}: ${members.length} members, ${epics.length} epics; nothing wrong.`);
    }
  }
  return checked.plan ? 0 : 1;
}

async function apply(
  file: string,
  io: Io,
  values: { at?: string | undefined; json?: boolean | undefined },
): Promise<number> {
  const clock = clockOf(values.at);
  const yaml = await readPlanFile(file);
  const checked = checkPlan(yaml);
  const { plan } = checked;
  say(file, checked, io.err);
  if (!plan) {
    io.err(`onrecord: ${file} was not applied; nothing changed.`);
    return 1;
  }
  return withSettings(io, async (database, config) => {
    const now = clock();
    const at = new Date(now.epochMilliseconds);
    await readPending(database, config, at);
    const { changes, stays, isSame } = await applying(database.db, plan);
    if (!isSame) {
      const raw = planMessage({ team: plan.team, yaml }, config.MAIL_ADDRESS, now);
      const arriving = {
        raw,
        direction: 'in',
        source: 'plan',
        receivedAt: at,
        now: at,
        arrival: { file },
      } as const;
      await transact(database.db, (tx) => append(tx, arriving));
      await readPending(database, config, at);
    }
    if (values.json) io.out(JSON.stringify({ team: plan.team, changes, stays }));
    else {
      for (const line of changes) io.out(line);
      for (const line of stays) io.out(line);
      const already = isSame ? 'was applied before' : 'stands already';
      io.out(
        changes.length > 0
          ? `Applied ${file} to ${plan.team}.`
          : `${file} says what ${already}; nothing changed.`,
      );
    }
    return 0;
  });
}

function say(file: string, checked: Checked, print: (line: string) => void): void {
  const line = (one: Problem, what: string) =>
    `${file}:${one.line}:${one.column} ${what}${one.message}${one.path === '' ? '' : ` (${one.path})`}. ${capital(one.remedy)}.`;
  for (const one of checked.problems) print(line(one, ''));
  for (const one of checked.advice) print(line(one, 'advice: '));
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[.?]$/, '')}`;
