import { z } from 'zod';
import { sprintOn } from '../../kinds/calendar.ts';
import { notesOf } from '../../kinds/planning/queries.ts';
import { updatesOf } from '../../kinds/updates/queries.ts';
import { identifiersOf } from '../../reading/queries.ts';
import type { AppOptions } from '../options.ts';
import { personAt, planOf, weekNamed } from '../team.ts';
import { askedIn, askedOn, askingOf, decisionsIn, risksIn, silenceOf } from '../week.ts';
import type { Api } from './api.ts';
import * as shapes from './shapes.ts';
import { showDecision, showRisk, showUpdate } from './show.ts';

/** `GET /api/teams/T/weeks/W`: everything that is on record of one week. */
export function weeksApi(api: Api, { db, now }: AppOptions): void {
  api.get(
    '/teams/:team/weeks/:week',
    {
      schema: {
        summary: 'One week: updates, who is missing or away, risks, decisions, notes, sprint',
        params: z.object({ team: z.string(), week: shapes.weekText }),
        response: { 200: shapes.weekRecord },
      },
    },
    async (request) => {
      const plan = await planOf(db, request.params.team);
      const week = weekNamed(request.params.week);
      const updates = await updatesOf(db, plan.team, { week });
      const risks = await risksIn(db, plan, week);
      const decisions = await decisionsIn(db, plan, week);
      const notes = await notesOf(db, plan.team, week);
      const asked = askedIn(plan, week, await askingOf(db, plan, [week]));
      const day = askedOn(plan, week);
      const silence = silenceOf(asked, new Set(updates.map((update) => update.member)), day);
      const ids = await identifiersOf(db, [
        ...[...updates, ...risks, ...decisions].flatMap((one) => one.positions),
        ...notes.map((note) => note.position),
      ]);
      return {
        week,
        updates: updates.map((update) => showUpdate(update, plan, ids)),
        missing: silence.missing.map((member) => member.address),
        away: silence.away.map((member) => member.address),
        risks: risks.map((risk) => showRisk(risk, plan, ids, now())),
        decisions: decisions.map((decision) => showDecision(decision, plan, ids)),
        notes: notes.map((note) => ({
          member: personAt(plan, note.member),
          at: note.at.toISOString(),
          text: note.text,
          message: ids.get(note.position) ?? null,
        })),
        sprint: sprintOn(plan, day),
      };
    },
  );
}
