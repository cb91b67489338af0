import { mondayOf, weekAt } from '../kinds/calendar.ts';
import { currentPlan, teams } from '../kinds/plan/queries.ts';
import { parseMessage } from '../message/parse.ts';
import { sendByHand } from '../outbound/enqueue-due.ts';
import { loadTemplates } from '../outbound/render.ts';
import { createPipeline, mailSettings } from '../pipeline.ts';
import { createReader } from '../reading/read-next.ts';
import { type Command, clockOf, readArguments, Usage } from './command.ts';
import { leading, withSettings } from './open.ts';

const kinds = ['planning', 'request', 'reminder', 'review', 'welcome'] as const;

export const sendCommand: Command = {
  help: `onrecord send KIND --team T [--week 2026-W47] [--to ADDR] [--dry-run] [--at TIME] [--json]

KIND is ${kinds.join(', ')}. To everyone it is for, or to --to alone. What was sent for that week and person already is not sent again.
  --dry-run   says who would get it, and prints the text of the first; sends nothing`,
  run: async (args, io) => {
    const { values, positionals } = readArguments('send', {
      args,
      allowPositionals: true,
      options: {
        team: { type: 'string' },
        week: { type: 'string' },
        to: { type: 'string' },
        at: { type: 'string' },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    const kind = kinds.find((one) => one === positionals[0]);
    if (!kind || positionals.length !== 1) throw new Usage(`send needs one KIND: ${kinds.join(', ')}`);
    const { team } = values;
    if (!team) throw new Usage('send needs --team T');
    if (values.week !== undefined) checkWeek(values.week);
    const clock = clockOf(values.at);
    return withSettings(io, async (database, config) => {
      const reader = createReader(parseMessage, config.MAIL_ADDRESS);
      const templates = await loadTemplates();
      const pipeline = createPipeline({ db: database.db, config, reader, templates });
      await leading(database, () => pipeline.readAll(clock()));
      const plan = await currentPlan(database.db, team);
      if (!plan) {
        const known = await teams(database.db);
        io.err(
          `onrecord: there is no team "${team}". ${known.length > 0 ? `Known: ${known.join(', ')}` : 'Apply a plan first'}.`,
        );
        return 1;
      }
      const week = values.week ?? weekAt(clock(), plan.timezone);
      const done = await sendByHand(database.db, {
        team,
        kind,
        week,
        to: values.to?.toLowerCase() ?? null,
        dryRun: values['dry-run'] === true,
        now: clock(),
        templates,
        settings: mailSettings(config),
      });
      if (values['dry-run']) {
        if (values.json)
          io.out(JSON.stringify({ would: done.queued.map((due) => due.recipient), already: done.already }));
        else {
          for (const due of done.queued) io.out(`would send ${kind} for ${week} to ${due.recipient}`);
          for (const recipient of done.already) io.out(`already sent for ${week} to ${recipient}`);
          if (done.preview) io.out(`\nSubject: ${done.preview.subject}\n\n${done.preview.text}`);
        }
        return 0;
      }
      const sent = await pipeline.send(clock());
      await leading(database, () => pipeline.readAll(clock()));
      if (values.json) {
        const queued = done.queued.map((due) => due.recipient);
        io.out(JSON.stringify({ kind, week, queued, already: done.already, ...sent }));
      } else {
        for (const recipient of done.already)
          io.out(`already sent for ${week} to ${recipient}: nothing sent`);
        for (const due of done.queued) io.out(`${kind} for ${week} to ${due.recipient}`);
        io.out(`${sent.sent} sent, ${sent.deferred} deferred, ${sent.failed} failed`);
      }
      if (sent.unreachable) io.err(`onrecord: ${sent.unreachable}`);
      const taken = done.queued.length - sent.sent - sent.deferred - sent.failed;
      if (config.SMTP_URL && !sent.unreachable && taken > 0)
        io.err(
          `onrecord: ${taken} of them the service that runs meanwhile has taken; see: onrecord messages`,
        );
      if (!config.SMTP_URL && done.queued.length > 0)
        io.err('onrecord: no SMTP_URL is set, so they wait in the outbox');
      if (done.queued.length + done.already.length === 0) {
        io.err(
          `onrecord: nobody to send it to${values.to ? `: ${values.to} gets no ${kind} in ${team}` : ''}`,
        );
        return 1;
      }
      return sent.failed > 0 ? 1 : 0;
    });
  },
};

function checkWeek(week: string): void {
  try {
    mondayOf(week);
  } catch {
    throw new Usage(`--week "${week}" is not a week: write it like 2026-W47`);
  }
}
