import { randomBytes } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import { readConfig } from '../../src/config.ts';
import { type Db, transact } from '../../src/db/database.ts';
import { mondayOf, weekOfDate } from '../../src/kinds/calendar.ts';
import { planMessage } from '../../src/kinds/plan/message.ts';
import { sendByHand } from '../../src/outbound/enqueue-due.ts';
import type { Templates } from '../../src/outbound/render.ts';
import { mailSettings } from '../../src/pipeline.ts';
import { append } from '../../src/store/append.ts';
import type { Team } from './team.ts';

/** The service's settings; one secret for a whole measurement, since what is prepared is answered later. */
export const config = readConfig({
  MAIL_ADDRESS: 'onrecord@example.com',
  SECRET: randomBytes(32).toString('hex'),
});

const firstMonday = mondayOf('2026-W02');

/** The nth week of the teams' year; more than a year goes on. */
export const weekNumber = (n: number): string => weekOfDate(firstMonday.add({ weeks: n }));

/** Friday 09:00 in the nth week: when requests go out. */
export function askedAt(n: number): Temporal.Instant {
  const friday = firstMonday.add({ weeks: n, days: 4 });
  return friday.toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '09:00' }).toInstant();
}

/** Stores every team's plan as `plan apply` does. It still has to be read. */
export async function applyPlans(db: Db, teams: readonly Team[]): Promise<void> {
  const at = firstMonday.toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '08:00' }).toInstant();
  const date = new Date(at.epochMilliseconds);
  for (const { slug, yaml } of teams) {
    await transact(db, (tx) =>
      append(tx, {
        raw: planMessage({ team: slug, yaml }, config.MAIL_ADDRESS, at),
        direction: 'in',
        source: 'plan',
        receivedAt: date,
        now: date,
        arrival: { file: 'team.yaml' },
      }),
    );
  }
}

/** Composes and enqueues the request of the nth week for everybody, as `onrecord send request` does. @returns how many */
export async function ask(db: Db, teams: readonly Team[], n: number, templates: Templates): Promise<number> {
  const settings = mailSettings(config);
  let asked = 0;
  for (const { slug } of teams) {
    const { queued } = await sendByHand(db, {
      team: slug,
      kind: 'request',
      week: weekNumber(n),
      now: askedAt(n),
      to: null,
      dryRun: false,
      templates,
      settings,
    });
    asked += queued.length;
  }
  return asked;
}
