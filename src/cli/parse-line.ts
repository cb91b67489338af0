import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Plan } from '../kinds/plan/record.ts';
import type { Message } from '../message/message.ts';
import { parseMessage } from '../message/parse.ts';
import { preview } from '../reading/preview.ts';

/** Answers lines of `parse --batch`. A line that cannot be understood gets an `error` for an answer, and never throws. */
export function lineParser(plan: Plan | null): (line: string) => Promise<string> {
  const known = new Map<string, Promise<Message>>();
  return async (line) => {
    let id: unknown = null;
    try {
      const given: unknown = JSON.parse(line);
      id = typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
      const request = requestLine.parse(given);
      const {
        lines: _,
        source: __,
        records: ___,
        refusals: ____,
        ...result
      } = await understood(request, plan, known);
      return JSON.stringify({ id: request.id, ...result });
    } catch (error) {
      return JSON.stringify({ id, error: reasonOf(error) });
    }
  };
}

const requestLine = z.object({
  id: z.string(),
  original: z.string().nullish(),
  thread: z.array(z.string()).nullish(),
  message: z.string(),
});

async function understood(
  { original, thread, message }: z.infer<typeof requestLine>,
  plan: Plan | null,
  known: Map<string, Promise<Message>>,
) {
  return preview({
    message: await parseMessage(await readFile(message)),
    original: original ? await once(known, original) : null,
    thread: await Promise.all((thread ?? []).map((path) => once(known, path))),
    plan,
  });
}

/** An original answers many replies: it is parsed once. */
function once(known: Map<string, Promise<Message>>, path: string): Promise<Message> {
  const parsed = known.get(path) ?? readFile(path).then(parseMessage);
  if (known.size < 200) known.set(path, parsed);
  return parsed;
}

/** The first line of what went wrong; a person gave the paths and can do something about it. */
export const reasonOf = (error: unknown) =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
