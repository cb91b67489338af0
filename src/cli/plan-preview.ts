import type { Temporal } from 'temporal-polyfill';
import type { Db } from '../db/database.ts';
import { checkPlan } from '../kinds/plan/check.ts';
import { currentPlan, teams } from '../kinds/plan/queries.ts';
import type { Plan } from '../kinds/plan/record.ts';
import { shortDay } from '../kinds/wording.ts';
import type { Due } from '../outbound/draft.ts';
import type { Occasion } from '../outbound/due.ts';
import { dueInput } from '../outbound/facts.ts';
import { upcoming } from '../outbound/preview.ts';
import { clockOf, type Io, Usage } from './command.ts';
import { withDatabase } from './open.ts';
import { readPlanFile } from './plan-file.ts';

/** More days than a year are nobody's plan. */
const most = 366;

/** Lists the mails to come, one by one, in each person's own time: of a team, or of a plan file as if it were applied now. */
export async function previewPlan(
  subject: string,
  io: Io,
  values: { days?: string | undefined; at?: string | undefined; json?: boolean | undefined },
): Promise<number> {
  const days = Number(values.days ?? 14);
  if (!Number.isInteger(days) || days < 1 || days > most)
    throw new Usage(`--days "${values.days}" is no number of days: write one from 1 to ${most}`);
  const from = clockOf(values.at)();
  const occasion = /\.ya?ml$/i.test(subject)
    ? await ofFile(subject, from)
    : await withDatabase(io, ({ db }) => ofTeam(db, subject, from));
  if (typeof occasion === 'string') {
    io.err(`onrecord: ${occasion}`);
    return 1;
  }
  const mails = upcoming(occasion, from, from.add({ hours: 24 * days }));
  for (const mail of mails) io.out(values.json ? asJson(mail) : asLine(mail, occasion.plan));
  if (mails.length === 0) io.err(`onrecord: no mail falls due within ${days} days.`);
  return 0;
}

/** @returns what is wrong, in a sentence, where there is no such plan */
async function ofFile(file: string, now: Temporal.Instant): Promise<Occasion | string> {
  const { plan } = checkPlan(await readPlanFile(file));
  return plan
    ? { plan, firstApplied: now, since: new Map(), paused: new Set() }
    : `${file} is no plan that could be applied. See: onrecord plan check ${file}`;
}

async function ofTeam(db: Db, team: string, now: Temporal.Instant): Promise<Occasion | string> {
  const plan = await currentPlan(db, team);
  if (plan) return dueInput(db, plan, now);
  const known = await teams(db);
  return `there is no team "${team}". ${known.length > 0 ? `Known: ${known.join(', ')}` : 'Apply a plan first'}.`;
}

const asJson = ({ at, kind, week, recipient, key }: Due) =>
  JSON.stringify({ at: at.toString(), kind, week, recipient, key });

function asLine({ at, kind, recipient }: Due, plan: Plan): string {
  const member = plan.members.find((one) => one.address === recipient);
  const theirs = at.toZonedDateTimeISO(member?.timezone ?? plan.timezone);
  const name = `${member?.name ?? ''} <${recipient}>`;
  return `${shortDay(theirs.toPlainDate()).padEnd(11)}${clockTime(theirs)}  ${kind.padEnd(9)} ${name}  ${theirs.timeZoneId}${onlyIf(kind)}`;
}

const clockTime = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: 'minute' });
const onlyIf = (kind: Due['kind']) => (kind === 'reminder' ? '  (if nothing has come)' : '');
