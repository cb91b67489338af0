import { z } from 'zod';

// The shapes of the API (a contract: add freely, change never). Times are RFC 3339 UTC, addresses those of the plan.

const time = z.iso.datetime();
const week = z.string().regex(/^\d{4}-W\d\d$/);

export const member = z.object({ name: z.string(), address: z.string() });

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
});

export const update = z.object({
  member,
  week,
  answers: z.object({ goal: z.string(), changed: z.string(), risk: z.string(), next: z.string() }),
  notes: z.string(),
  epics: z.array(z.string()),
  late: z.boolean().describe("it came after that week's review"),
  repeats: week.nullable().describe('the week whose answers it repeats'),
  version: z.number().int(),
  messages: z.array(z.string()).describe('Message-IDs of all that made it, first to last'),
  receivedAt: time,
});

export const risk = z.object({
  number: z.number().int(),
  text: z.string(),
  epic: z.string().nullable(),
  member,
  since: time,
  weeks: z.number().int().describe('whole weeks since it was raised, until now or until it was over'),
  resolvedAt: time.nullable(),
  messages: z.array(z.string()),
});

const day = z.iso.date();
const vote = z.enum(['+1', '+0', '-0', '-1']);

export const decisionState = z.enum(['noted', 'proposed', 'decided', 'contested', 'withdrawn', 'superseded']);

export const decision = z.object({
  number: z.number().int().nullable().describe('null while noted'),
  key: z.string().describe('POSITION.ORDINAL of what made it: its name while it has no number'),
  state: decisionState,
  title: z.string(),
  statement: z.string().nullable().describe('null while noted'),
  context: z.string().nullable(),
  options: z.array(z.string()),
  consequences: z.string().nullable(),
  epics: z.array(z.string()),
  author: member,
  decider: member,
  decidedBy: z.enum(['decider', 'consensus']).nullable(),
  decideBy: time.nullable(),
  notedAt: time.describe('when its thread came on record'),
  proposedAt: time.nullable(),
  decidedAt: time.nullable(),
  revisit: day.nullable(),
  supersedes: z.array(z.number().int()),
  supersededBy: z.number().int().nullable(),
  answers: z.array(
    z.object({
      member,
      answer: vote,
      reason: z.string().nullable(),
      standing: z.boolean().describe('it counts'),
      late: z.boolean().describe('it came after the close'),
      at: time,
      message: z.string(),
    }),
  ),
  concerns: z.array(
    z.object({
      name: z.string(),
      text: z.string(),
      member,
      standing: z.boolean().describe("false of an observer's, and of one that came after the close"),
      resolvedBy: member.nullable(),
      message: z.string(),
    }),
  ),
  history: z.array(
    z.object({
      at: time,
      what: z.string(),
      detail: z.string().nullable(),
      member: member.nullable(),
      message: z.string(),
    }),
  ),
  messages: z.array(z.string()).describe('Message-IDs of all that speak of it, in the order of storing'),
});

export const sprint = z.object({
  number: z.number().int(),
  starts: z.iso.date(),
  ends: z.iso.date(),
  goal: z.string().nullable(),
  keyResult: z.string().nullable(),
});

export const keyResult = z.object({
  id: z.string(),
  text: z.string(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  current: z.number().nullable(),
  unit: z.string(),
  confidence: z.number().nullable(),
  course: z.array(
    z.object({
      at: time,
      value: z.number(),
      member: member.nullable(),
      message: z.string().nullable(),
    }),
  ),
});

export const cycle = z.object({
  name: z.string(),
  starts: z.iso.date(),
  ends: z.iso.date(),
  objective: z.string(),
  keyResults: z.array(keyResult),
  sprint: sprint.nullable(),
});

export const epic = z.object({
  slug: z.string(),
  name: z.string(),
  owner: member.nullable(),
  wants: z.string(),
  risk: z.string(),
  ifItFails: z.string(),
  resumeLine: z.string(),
  keyResults: z.array(z.string()),
  openRisks: z.number().int(),
});

export const weekRecord = z.object({
  week,
  updates: z.array(update),
  missing: z.array(z.string()).describe('addresses of those who were asked and have not written'),
  away: z.array(z.string()),
  risks: z.array(risk).describe('what stood open in that week'),
  decisions: z.array(decision).describe('to which something happened in that week'),
  notes: z.array(z.object({ member, at: time, text: z.string(), message: z.string().nullable() })),
  sprint: sprint.nullable(),
});

const states = {
  in: ['recorded', 'ignored', 'held', 'unreadable', 'failed', 'pending'],
  out: ['waiting', 'claimed', 'sent', 'deferred', 'uncertain'],
} as const;
export const messageState = z.enum([...states.in, ...states.out]);

export const message = z.object({
  messageId: z.string(),
  position: z.number().int(),
  from: member,
  subject: z.string(),
  receivedAt: time,
  direction: z.enum(['in', 'out']),
  proof: z.string().nullable(),
  kinds: z.array(z.string()),
  outcome: messageState,
  reason: z.string().nullable(),
  thread: z.string().nullable().describe("the Message-ID of the thread's root"),
  sent: z
    .object({ kind: z.string(), recipient: z.string(), week: week.nullable() })
    .nullable()
    .describe('of a message that we wrote'),
});

export const messageInFull = message.extend({
  to: z.array(member),
  cc: z.array(member),
  date: z.string().nullable(),
  text: z.string().nullable(),
  html: z.string().nullable().describe('cleaned by an allow-list, without remote images'),
  records: z.array(z.looseObject({ kind: z.string() })),
  questions: z.array(z.looseObject({ about: z.string() })).describe('what was asked rather than guessed'),
  refusals: z.array(z.object({ line: z.string(), why: z.string() })),
  parts: z
    .array(z.object({ text: z.string(), whose: z.string(), rule: z.string() }))
    .describe('line by line: whose words, and the rule that decided'),
  answeredBy: z.array(z.string()).describe('Message-IDs of what we sent in answer'),
});

export const next = z.string().nullable().describe('the `cursor` of the next page; null on the last');

export const weekText = week;
