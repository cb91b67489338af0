import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseHeaders } from '../../src/message/headers.ts';

/** A mail of test/mail: `KIND/the-one-fact-that-it-shows`. */
export interface Fixture {
  readonly name: string;
  /** As it comes in: its lines end in CRLF. */
  readonly raw: Buffer;
  /** When it comes in: the moment of its Date. */
  readonly at: string;
}

const folder = 'test/mail';

export const team = readFileSync(join(folder, 'team.yaml'), 'utf8');

/** The mails of one folder, by name. */
export function mailsIn(kind: string): Fixture[] {
  return readdirSync(join(folder, kind))
    .filter((file) => file.endsWith('.eml'))
    .sort()
    .map((file) => fixture(`${kind}/${file.slice(0, -'.eml'.length)}`));
}

/** @throws where there is no such mail, or it has no Date */
export function fixture(name: string): Fixture {
  const raw = Buffer.from(
    readFileSync(join(folder, `${name}.eml`), 'latin1').replace(/\r?\n/g, '\r\n'),
    'latin1',
  );
  const { date } = parseHeaders(raw);
  if (date === null) throw new Error(`${name} has no Date that can be read`);
  return { name, raw, at: date };
}

const answers = z.object({ goal: z.string(), changed: z.string(), risk: z.string(), next: z.string() });

/** What is to come of a mail, in the file beside it. What is left out must not be there. */
const expectation = z.strictObject({
  policy: z.enum(['verified', 'trusted-network']).default('verified'),
  proof: z.string(),
  kinds: z.array(z.string()),
  outcome: z.string(),
  member: z.string().nullable(),
  /** A part of it. */
  reason: z.string().nullable().default(null),
  /** The update as it stands after this mail. */
  update: z
    .strictObject({
      week: z.string(),
      answers,
      notes: z.string(),
      epics: z.array(z.string()),
      late: z.boolean(),
      repeats: z.string().nullable(),
    })
    .nullable()
    .default(null),
  /** Those that it raised. */
  risks: z
    .array(z.strictObject({ number: z.number(), text: z.string(), epic: z.string().nullable() }))
    .default([]),
  /** Numbers of the risks that it ended. */
  ended: z.array(z.number()).default([]),
  /** Records that it mentions; its decisions are below. */
  mentions: z.array(z.string()).default([]),
  /** Those that it made, or speaks of, as they stand. */
  decisions: z.array(z.strictObject({ state: z.string(), title: z.string() })).default([]),
  /** Planning notes. */
  notes: z.array(z.string()).default([]),
  /** Values of the plan, by name. */
  values: z.record(z.string(), z.unknown()).default({}),
  /** Whether it is a version of the plan. */
  plan: z.boolean().default(false),
  /** A part of the reason of each. */
  refusals: z.array(z.string()).default([]),
  /** A part of each. */
  questions: z.array(z.string()).default([]),
  /** What goes out because of it, and parts of its text. */
  answers: z
    .array(z.strictObject({ kind: z.string(), to: z.string(), says: z.array(z.string()) }))
    .default([]),
});
export type Expectation = z.output<typeof expectation>;

export function expectedOf({ name }: Fixture): Expectation {
  return expectation.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
}
