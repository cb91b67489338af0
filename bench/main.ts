import { parseArgs } from 'node:util';
import { loadTemplates } from '../src/outbound/render.ts';
import { startParser } from '../src/reading/parser-process.ts';
import { embeddedGround, type Ground, serverGround } from './grounds.ts';
import { loads, machineFacts } from './machine.ts';
import type { Measure, Setting } from './measure.ts';
import { messages } from './measures/messages.ts';
import { pages } from './measures/pages.ts';
import { replies } from './measures/replies.ts';
import { requests } from './measures/requests.ts';
import { sending } from './measures/sending.ts';
import { hostile } from './measures/shapes.ts';
import { templates } from './measures/templates.ts';
import { median } from './median.ts';
import { ownServerGround } from './server.ts';
import { table } from './table.ts';

const measures: readonly Measure[] = [replies, hostile, templates, requests, messages, sending, pages];

const help = `npm run bench -- [--quick] [--runs N] [--only NAME]… [--database URL] [--json]

Measures, checks every count, and prints medians with their spread. Exit codes: 0 done, 1 something failed or came out wrong, 2 wrong arguments.

  --quick         few messages, one run without warm-up, the embedded database alone: does everything work?
  --runs N        how often each is measured (default 5; 3 where one takes more than 30 s), after a warm-up that is not counted
  --only NAME     ${measures.map(({ name }) => name).join(', ')}; may be given several times
  --database URL  a PostgreSQL to measure on as well (postgres://…), in databases of the bench's own, which it makes and drops;
                  without it one is started where its programs are installed
  --json          a JSON object a line: the machine first, then each figure with all its values`;

interface Options {
  readonly quick: boolean;
  readonly runs: number;
  readonly chosen: readonly Measure[];
  readonly database: string | undefined;
  readonly json: boolean;
}

/** @throws Error that says what is wrong; null where help was asked for */
function optionsOf(args: string[]): Options | null {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      runs: { type: 'string' },
      only: { type: 'string', multiple: true },
      database: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const runs = Number(values.runs ?? (values.quick ? 1 : 5));
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a number from 1 on');
  const unknown = values.only?.find((name) => !measures.some((one) => one.name === name));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: there is no such measure`);
  if (values.database !== undefined && !/^postgres(ql)?:\/\//.test(values.database))
    throw new Error('--database takes postgres://…');
  const chosen = measures.filter(({ name }) => !values.only || values.only.includes(name));
  return { quick: values.quick, runs, chosen, database: values.database, json: values.json };
}

/** @returns false where something failed */
async function bench({ quick, runs, chosen, database, json }: Options): Promise<boolean> {
  const began = performance.now();
  const out = (line: string) => process.stdout.write(`${line}\n`);
  const parser = startParser();
  const grounds: Ground[] = [await embeddedGround(quick && runs === 1)];
  const close = async () => {
    for (const ground of grounds.splice(0)) await ground.close();
    await parser.stop();
  };
  // A server that was started for this, and databases that were made on another's, go with it.
  const interrupted = () => {
    // What is cut off complains, and that is no news.
    process.on('uncaughtException', () => {});
    close().finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  let isGood = true;
  try {
    const server = database ? await serverGround(database) : quick ? null : await ownServerGround();
    if (server) grounds.push(server);
    const facts = machineFacts(grounds);
    if (json) out(JSON.stringify({ machine: Object.fromEntries(facts) }));
    else for (const [name, value] of facts) out(`${name.padEnd(12)} ${value}`);
    const tools = { quick, runs, templates: await loadTemplates(), parse: parser.parse };
    for (const measure of chosen) {
      for (const ground of grounds.slice(0, measure.onEachGround ? undefined : 1)) {
        const title = measure.onEachGround ? `${measure.name}, ${ground.name}` : measure.name;
        const setting = { ...tools, ground, say: sayer(title) };
        isGood = (await report(measure, title, setting, json, out)) && isGood;
      }
    }
  } finally {
    await close();
  }
  process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  const took = `${Math.round((performance.now() - began) / 1000)} s; load at the end ${loads()}`;
  if (!json) out(`\n${isGood ? 'Done' : 'FAILED'} in ${took}`);
  return isGood;
}

/** @returns false where it failed */
async function report(
  measure: Measure,
  title: string,
  setting: Setting,
  json: boolean,
  out: (line: string) => void,
): Promise<boolean> {
  const about = { measure: measure.name, ...(measure.onEachGround ? { database: setting.ground.name } : {}) };
  try {
    const figures = await measure.run(setting);
    if (json)
      for (const figure of figures)
        out(JSON.stringify({ ...about, ...figure, median: median(figure.values) }));
    else for (const line of ['', title, ...table(figures, !setting.quick)]) out(line);
    return true;
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (json) out(JSON.stringify({ ...about, failed: why }));
    else out(`\n${title} FAILED: ${why}`);
    return false;
  }
}

/** Progress goes to stderr and is drawn over, so that a table in a file stays one. */
const sayer = (title: string) => (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${title}: ${text}`);
};

let options: Options | null = null;
try {
  options = optionsOf(process.argv.slice(2));
  if (!options) process.stdout.write(`${help}\n`);
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n\n${help}\n`);
  process.exitCode = 2;
}
// What fails before the first measure ends the process with its stack, and 1.
if (options && !(await bench(options))) process.exitCode = 1;
