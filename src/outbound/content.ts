import type { Temporal } from 'temporal-polyfill';
import type { Db, Tx } from '../db/database.ts';
import { absenceOn, mondayOf, reviewAt, sprintOn, weekBefore } from '../kinds/calendar.ts';
import { helpData, riskData } from '../kinds/commands/compose.ts';
import { pausedBy } from '../kinds/commands/pause.ts';
import { openRisks, risksOf } from '../kinds/commands/queries.ts';
import { decisionsOf } from '../kinds/decisions/queries.ts';
import { lookAgainRows, settledRows, waitingRows } from '../kinds/decisions/week.ts';
import { welcomeData } from '../kinds/plan/compose.ts';
import { courses } from '../kinds/plan/queries.ts';
import type { Member, Plan } from '../kinds/plan/record.ts';
import { planningData } from '../kinds/planning/compose.ts';
import { notesOf } from '../kinds/planning/queries.ts';
import { requestData } from '../kinds/updates/compose.ts';
import { latestUpdate, updatesOf } from '../kinds/updates/queries.ts';
import { reviewData } from '../kinds/updates/review.ts';
import { answerContent } from './answer.ts';
import { decisionContent } from './decision-content.ts';
import type { Content, Due } from './draft.ts';
import { addressWith, type MailSettings, replyAddressFor } from './identity.ts';
import { render, type Templates } from './render.ts';

export interface ContentOptions {
  readonly plan: Plan;
  readonly now: Temporal.Instant;
  readonly templates: Templates;
  readonly settings: MailSettings;
}

/** Everything that a mail says: what the record holds at this moment, in its template. */
export async function contentFor(
  db: Db | Tx,
  due: Due,
  member: Member,
  options: ContentOptions,
): Promise<Content> {
  const { plan, now, templates, settings } = options;
  const replyTo = replyAddressFor(due.key, settings);
  const teamUrl = `${settings.publicUrl}/t/${plan.team}`;
  const week = due.week ?? '';
  switch (due.kind) {
    case 'welcome':
      return render(templates, 'welcome', welcomeData(plan, member, now, teamUrl), replyTo);
    case 'request':
    case 'reminder': {
      const last = await latestUpdate(db, plan.team, member.address, week);
      const facts = { plan, member, week, now, last, openRisks: await openRisks(db, plan.team) };
      return render(templates, due.kind, requestData(facts), replyTo);
    }
    case 'planning': {
      const data = await mondayData(db, week, member, plan, now, teamUrl);
      return render(templates, 'planning', data, replyTo);
    }
    case 'review': {
      const data = await fridayData(db, week, member, plan, now, `${teamUrl}/weeks/${week}`);
      return render(templates, 'review', data, replyTo);
    }
    case 'risk':
      return render(templates, 'risk', await raisedData(db, due.key, member, options), replyTo);
    case 'proposal':
    case 'nudge':
    case 'objection':
    case 'contested':
    case 'outcome':
      return decisionContent(db, due, member, options);
    case 'help':
      return answerContent(
        db,
        due,
        member,
        options,
        helpData(plan, member, { teamUrl, logAddress: logAddressOf(plan, settings) }),
      );
    default:
      return answerContent(db, due, member, options);
  }
}

const logAddressOf = ({ team, logAddress }: Plan, settings: MailSettings): string =>
  logAddress ?? (settings.plusAddressing ? addressWith(team, settings) : settings.mailAddress);

async function raisedData(db: Db | Tx, key: string, member: Member, { plan, settings }: ContentOptions) {
  const number = Number(/\/R-(\d+)\//.exec(key)?.[1]);
  const risk = await db
    .selectFrom('log.risks as r')
    .innerJoin('log.messages as m', 'm.position', 'r.position')
    .select(['r.number', 'r.text', 'r.epic', 'r.member', 'm.message_id'])
    .where('r.team', '=', plan.team)
    .where('r.number', '=', number)
    .executeTakeFirstOrThrow();
  const permalink = `${settings.publicUrl}/m/${encodeURIComponent(risk.message_id)}`;
  return riskData(plan, member, risk, permalink);
}

async function mondayData(
  db: Db | Tx,
  week: string,
  member: Member,
  plan: Plan,
  now: Temporal.Instant,
  teamUrl: string,
) {
  const last = await updatesOf(db, plan.team, { week: weekBefore(week) });
  const points = [...(await courses(db, plan.team))].flatMap(([id, course]) => {
    const latest = course.at(-1);
    return latest ? [[id, latest] as const] : [];
  });
  const decisions = await decisionsOf(db, plan.team, { states: ['proposed', 'contested', 'decided'] });
  return planningData({
    plan,
    member,
    now,
    sprint: sprintOn(plan, mondayOf(week)),
    waiting: waitingRows(plan, member, decisions),
    lookAgain: lookAgainRows(plan, member, decisions, mondayOf(week).add({ days: 6 })),
    risks: await risksOf(db, plan.team, { state: 'open' }),
    focus: new Map(
      last.filter((one) => one.answers.next !== '').map((one) => [one.member, one.answers.next]),
    ),
    lastNumber: new Map(points),
    paused: await pausedBy(db, plan.team),
    teamUrl,
  });
}

async function fridayData(
  db: Db | Tx,
  week: string,
  member: Member,
  plan: Plan,
  now: Temporal.Instant,
  weekUrl: string,
) {
  const friday = mondayOf(week).add({ days: 4 });
  const monday = new Date(mondayOf(week).toZonedDateTime(plan.timezone).epochMilliseconds);
  const ended = await risksOf(db, plan.team, { state: 'resolved' });
  const at = reviewAt(plan, week);
  const before =
    reviewAt(plan, weekBefore(week)) ?? mondayOf(week).toZonedDateTime(plan.timezone).toInstant();
  const settled = await decisionsOf(db, plan.team, { states: ['decided', 'withdrawn', 'superseded'] });
  return reviewData({
    plan,
    member,
    week,
    now: new Date((at ?? now).epochMilliseconds),
    updates: await updatesOf(db, plan.team, { week }),
    risks: await risksOf(db, plan.team, { state: 'open' }),
    ended: ended.filter((risk) => risk.resolvedAt && risk.resolvedAt >= monday),
    // What was settled after the last review is in this one, also where that one was late.
    decisions: settledRows(plan, settled, { after: before, until: at ?? now }),
    notes: await notesOf(db, plan.team, week),
    away: plan.members
      .filter((one) => one.role !== 'observer' && absenceOn(one, friday))
      .map((one) => one.address),
    sprint: sprintOn(plan, friday),
    weekUrl,
  });
}
