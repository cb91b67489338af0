import { readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Plan } from '../kinds/plan/record.ts';
import { answersOf } from '../kinds/updates/answers.ts';
import { epicsOf, namedOutright } from '../kinds/updates/mentions.ts';
import type { Answers } from '../kinds/updates/record.ts';
import { automatic } from '../message/automatic.ts';
import type { Message } from '../message/message.ts';
import { ownWords } from '../message/own-words.ts';
import { parseMessage } from '../message/parse.ts';
import { type Command, type Io, readArguments, Usage } from './command.ts';

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
    const epics = values.plan === undefined ? null : await epicsOfPlan(values.plan);
    if (values.batch) {
      if (positionals.length > 0) throw new Usage('parse --batch reads from stdin: it takes no MESSAGE.eml');
      return batch(io, epics);
    }
    const [path] = positionals;
    if (path === undefined || positionals.length !== 1)
      throw new Usage('parse needs one MESSAGE.eml, or --batch');
    try {
      const result = await understand(path, values.original ?? [], epics, new Map());
      io.out(JSON.stringify(result, null, values.json ? 0 : 2));
      return 0;
    } catch (error) {
      io.err(`onrecord: ${path}: ${reasonOf(error)}`);
      return 1;
    }
  },
};

interface Request {
  readonly id: string;
  readonly original: string | null;
  readonly thread: readonly string[];
  readonly message: string;
}

/** Understands lines as they come, and prints them in their order. A line that cannot be understood has an `error`. */
async function batch(io: Io, plan: Pick<Plan, 'epics'> | null): Promise<number> {
  const known = new Map<string, Promise<Message>>();
  const answer = async (line: string): Promise<string> => {
    let id: unknown = null;
    try {
      const given: unknown = JSON.parse(line);
      id = typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
      const request = requestLine.parse(given);
      const originals = [
        ...(request.original === null ? [] : [request.original]),
        ...request.thread.toReversed(),
      ];
      const {
        lines: _lines,
        source: _source,
        ...result
      } = await understand(request.message, [...new Set(originals)], plan, known);
      return JSON.stringify({ id: request.id, ...result });
    } catch (error) {
      return JSON.stringify({ id, error: reasonOf(error) });
    }
  };
  for await (const line of linesOf(io.stdin)) if (line.trim() !== '') io.out(await answer(line));
  return 0;
}

const requestLine: z.ZodType<Request> = z.object({
  id: z.string(),
  original: z
    .string()
    .nullish()
    .transform((path) => path ?? null),
  thread: z
    .array(z.string())
    .nullish()
    .transform((paths) => paths ?? []),
  message: z.string(),
});

async function understand(
  path: string,
  originals: readonly string[],
  plan: Pick<Plan, 'epics'> | null,
  known: Map<string, Promise<Message>>,
) {
  const message = await parseMessage(await readFile(path));
  const bodies = await Promise.all(originals.map((original) => once(known, original)));
  const reason = automatic(message.headers, null, []);
  const words = ownWords(
    message.body,
    bodies.map((one) => one.body),
    { names: message.from.map((from) => from.name) },
  );
  const understood = answersOf(words);
  const answers: Answers = { goal: '', changed: '', risk: '', next: '', ...understood.answers };
  const linked = plan ? epicsOf(plan, understood) : null;
  const question = linked?.questions[0];
  return {
    kind:
      reason !== null
        ? 'automatic'
        : Object.keys(understood.answers).length > 0 || understood.notes !== ''
          ? 'update'
          : 'unrecognised',
    answers,
    notes: understood.notes,
    epics: linked ? linked.epics : namedOutright([...Object.values(answers), understood.notes].join('\n')),
    decision: null,
    ask: question?.about === 'epic' ? `is "${question.said}" #${question.candidate}?` : null,
    why: [reason, words.why, understood.why].filter((one) => one !== null).join('; '),
    source: words.source,
    lines: words.lines,
  };
}

/** An original answers many replies: it is parsed once. */
function once(known: Map<string, Promise<Message>>, path: string): Promise<Message> {
  const parsed = known.get(path) ?? readFile(path).then(parseMessage);
  if (known.size < 200) known.set(path, parsed);
  return parsed;
}

/** Lines end at "\n" alone: U+2028 stands in real mail, and in JSON strings. */
async function* linesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (
      rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
    ).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest + decoder.decode();
}

/** The epics of a plan file, by which names in a text are known. */
async function epicsOfPlan(path: string): Promise<Pick<Plan, 'epics'>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Usage(`--plan ${path}: ${reasonOf(error)}`);
  });
  const read = planFile.safeParse(parseYaml(text));
  if (!read.success)
    throw new Usage(`--plan ${path} is no plan that can be understood. See: onrecord plan check ${path}`);
  const blank = {
    owner: null,
    wants: '',
    risk: '',
    ifItFails: '',
    resumeLine: '',
    keyResults: [],
    links: [],
  };
  return {
    epics: read.data.epics.map((epic) => ({
      ...blank,
      slug: epic.slug,
      name: epic.name ?? epic.slug,
      also: epic.also,
    })),
  };
}

const planFile = z.object({
  epics: z
    .array(z.object({ slug: z.string(), name: z.string().optional(), also: z.array(z.string()).default([]) }))
    .default([]),
});

const reasonOf = (error: unknown) =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
