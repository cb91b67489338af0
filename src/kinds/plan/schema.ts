import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const text = z.string().trim().min(1, 'write something here');
const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'write lower-case letters, digits and hyphens, like data-integrity');
const date = z.string().refine(isDate, 'write a date like 2026-10-05');
const zone = z.string().refine(isZone, 'write an IANA time zone like Europe/Berlin');
const address = z
  .string()
  .trim()
  .regex(/^[^\s@<>",;]+@[^\s@<>",;]+$/, 'write one address like ana@example.com')
  .transform((value) => value.toLowerCase());
const url = z.url({ protocol: /^(https?|mailto)$/, message: 'write a link like https://example.com/board' });
const number = z.number('write a number, without its unit');
const receipts = z.enum(['always', 'when-needed', 'off'], 'write always, when-needed or off');
const slot = z
  .string()
  .regex(
    /^((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?)\s+([01]?\d|2[0-3]):[0-5]\d$|^off$/i,
    'write a day and a time like Fri 09:00, or off',
  );

const member = z.strictObject({
  name: text,
  address,
  also: z.array(address).default([]),
  role: z.enum(['lead', 'member', 'observer'], 'write lead, member or observer').default('member'),
  timezone: zone.optional(),
  away: z.array(z.strictObject({ from: date, to: date })).default([]),
  left: date.optional(),
  receipts: receipts.optional(),
});

const keyResult = z.strictObject({
  id: z.string().regex(/^KR\d{1,2}$/, 'write KR1, KR2, …'),
  text,
  from: number.optional(),
  to: number.optional(),
  current: number.optional(),
  unit: z.string().default(''),
});

const epic = z.strictObject({
  slug,
  name: text,
  also: z.array(text).default([]),
  owner: address.optional(),
  wants: z.string().default(''),
  risk: z.string().default(''),
  if_it_fails: z.string().default(''),
  resume_line: z.string().default(''),
  key_results: z.array(z.string()).default([]),
  links: z.array(url).default([]),
});

/** team.yaml as interfaces.md has it: every key, and no others. */
export const planFile = z.strictObject({
  team: slug,
  name: text,
  timezone: zone,
  language: z.string().default('en'),
  log_address: address.optional(),
  links: z.strictObject({ board: url.optional(), repo: url.optional(), call: url.optional() }).default({}),
  members: z.array(member).min(1, 'name at least one member, who is lead'),
  rhythm: z
    .strictObject({
      planning: slot.default('Mon 09:00'),
      request: slot.default('Fri 09:00'),
      reminder: slot.default('Fri 13:00'),
      review: slot.default('Fri 16:00'),
    })
    .prefault({}),
  holidays: z.array(date).default([]),
  decisions: z
    .strictObject({
      deadline: z
        .string()
        .regex(/^\d{1,4}[hd]$/, 'write hours or days like 72h or 3d')
        .default('72h'),
      receipts: receipts.default('when-needed'),
    })
    .prefault({}),
  cycle: z
    .strictObject({
      name: text,
      starts: date,
      ends: date,
      objective: z.union([text, z.array(text).min(1)]),
      key_results: z.array(keyResult).default([]),
    })
    .optional(),
  epics: z.array(epic).default([]),
  sprints: z
    .strictObject({
      first: date,
      length: z
        .string()
        .regex(/^[1-8]w$/, 'write weeks like 2w')
        .default('2w'),
      goals: z
        .array(z.strictObject({ sprint: z.int().min(1), goal: text, key_result: z.string().optional() }))
        .default([]),
    })
    .optional(),
});
export type PlanFile = z.output<typeof planFile>;

function isDate(value: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(value) && Temporal.PlainDate.from(value, { overflow: 'reject' }) !== null;
  } catch {
    return false;
  }
}

function isZone(value: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(value);
    return /^[A-Za-z]/.test(value);
  } catch {
    return false;
  }
}
