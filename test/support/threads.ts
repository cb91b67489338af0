import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Fixture, fixture } from './fixtures.ts';

/** A thread of test/mail/threads: its mails in the order in which they come, and what is to come of them. */
export interface Thread {
  readonly name: string;
  readonly mails: readonly Fixture[];
  readonly expected: ExpectedThread;
}

const folder = 'test/mail/threads';

export function threads(): Thread[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({
      name,
      mails: mailsOf(name),
      expected: expectation.parse(JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'))),
    }));
}

/** Each arrives at the moment of its Date, but not before the one above it: that one may have been faster. */
function mailsOf(name: string): Fixture[] {
  let last = '';
  return readdirSync(join(folder, name))
    .filter((file) => file.endsWith('.eml'))
    .sort()
    .map((file) => {
      const mail = fixture(`threads/${name}/${file.slice(0, -'.eml'.length)}`);
      if (last === '' || Date.parse(mail.at) > Date.parse(last)) last = mail.at;
      return { ...mail, at: last };
    });
}

const address = z.string().includes('@');
/** [member, answer, standing, late] */
const answer = z.tuple([address, z.enum(['+1', '+0', '-0', '-1']), z.boolean(), z.boolean()]);
/** [name, member, resolvedBy] */
const concern = z.tuple([z.string(), address, address.nullable()]);

const decision = z.strictObject({
  number: z.number().nullable(),
  state: z.string(),
  statement: z.string().nullable(),
  decider: address,
  decidedBy: z.enum(['decider', 'consensus']).nullable().default(null),
  /** Only where it is named: every proposal has one. */
  decideBy: z.iso.datetime().optional(),
  context: z.string().nullable().default(null),
  options: z.array(z.string()).default([]),
  consequences: z.string().nullable().default(null),
  epics: z.array(z.string()).default([]),
  revisit: z.string().nullable().default(null),
  answers: z.array(answer).default([]),
  concerns: z.array(concern).default([]),
  supersedes: z.array(z.number()).default([]),
  supersededBy: z.number().nullable().default(null),
});

const reading = z.strictObject({
  kinds: z.array(z.string()).default(['decision']),
  /** A part of the reason of each. */
  refusals: z.array(z.string()).default([]),
  /** A part of each. */
  questions: z.array(z.string()).default([]),
});

/** What is left out must not be there. */
const expectation = z.strictObject({
  /** When Onrecord does what is due. */
  ticks: z.array(z.iso.datetime()).default([]),
  /** By the number of the file: what the reading says of it, where that is more than that it is about a decision. */
  messages: z.record(z.string().regex(/^\d\d$/), reading).default({}),
  decisions: z.array(decision),
});
export type ExpectedThread = z.output<typeof expectation>;
export type ExpectedDecision = z.output<typeof decision>;
export const plainReading = reading.parse({});
