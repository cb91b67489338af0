import { z } from 'zod';

const absence = z.object({ from: z.string(), to: z.string() });
const slot = z.object({ weekday: z.number(), time: z.string() }).nullable();
const receipts = z.enum(['always', 'when-needed', 'off']);

/** A plan as log.plans holds it: `Plan` of record.ts, read back. */
export const storedPlan = z.object({
  team: z.string(),
  name: z.string(),
  timezone: z.string(),
  language: z.string(),
  logAddress: z.string().nullable(),
  links: z.object({ board: z.string().nullable(), repo: z.string().nullable(), call: z.string().nullable() }),
  members: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      also: z.array(z.string()),
      role: z.enum(['lead', 'member', 'observer']),
      timezone: z.string(),
      away: z.array(absence),
      left: z.string().nullable(),
      receipts,
    }),
  ),
  rhythm: z.object({ planning: slot, request: slot, reminder: slot, review: slot }),
  holidays: z.array(z.string()),
  decisions: z.object({ deadlineHours: z.number(), receipts }),
  cycle: z
    .object({
      name: z.string(),
      starts: z.string(),
      ends: z.string(),
      objective: z.string(),
      keyResults: z.array(
        z.object({
          id: z.string(),
          text: z.string(),
          from: z.number().nullable(),
          to: z.number().nullable(),
          current: z.number().nullable(),
          unit: z.string(),
          confidence: z.number().nullable(),
        }),
      ),
    })
    .nullable(),
  epics: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      also: z.array(z.string()),
      owner: z.string().nullable(),
      wants: z.string(),
      risk: z.string(),
      ifItFails: z.string(),
      resumeLine: z.string(),
      keyResults: z.array(z.string()),
      links: z.array(z.string()),
    }),
  ),
  sprints: z
    .object({
      first: z.string(),
      lengthDays: z.number(),
      goals: z.array(z.object({ sprint: z.number(), goal: z.string(), keyResult: z.string().nullable() })),
    })
    .nullable(),
});

export const keyResultValue = z.object({ current: z.number().nullable(), confidence: z.number().nullable() });
export const sprintGoalValue = z.object({ goal: z.string(), keyResult: z.string().nullable() });
export const awayValue = z.object({ away: z.array(absence) });
