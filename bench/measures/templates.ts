import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import mjml2html from 'mjml';
import { Temporal } from 'temporal-polyfill';
import { checkPlan } from '../../src/kinds/plan/check.ts';
import { requestData } from '../../src/kinds/updates/compose.ts';
import { render } from '../../src/outbound/render.ts';
import { atLeast, inRuns, type Measure, timedOnCore, warmUp } from '../measure.ts';
import { teamNumber } from '../teams/team.ts';
import { askedAt, config, weekNumber } from '../teams/work.ts';

/** A request's text and HTML filled into templates that were compiled once, beside MJML made anew for each mail. */
export const templates: Measure = {
  name: 'templates',
  onEachGround: false,
  run: async (setting) => {
    const { quick, templates: compiled } = setting;
    const [fills, makings] = quick ? [1000, 10] : [30_000, 300];
    const data = requestsOf(10);
    const mjml = await perMail();
    const fill = (n: number) => render(compiled, 'request', data[n % data.length] ?? {}, config.MAIL_ADDRESS);
    const make = (n: number) => mjml({ ...data[n % data.length], subject: 'four lines?' });
    if (wordsOf(await make(0)) !== wordsOf(fill(0).html))
      throw new Error('MJML for each mail makes another mail than the compiled template');

    const fillAll = (times: number) => {
      for (let n = 0; n < times; n += 1) fill(n);
    };
    const makeAll = async (times: number) => {
      for (let n = 0; n < times; n += 1) await make(n);
    };
    const once = async () => {
      const filled = await timedOnCore(() => fillAll(fills));
      const made = await timedOnCore(() => makeAll(makings));
      return { filled: (filled.seconds * 1000) / fills, made: (made.seconds * 1000) / makings };
    };
    await warmUp(setting, once);
    const done = await inRuns(setting, once);
    return [
      {
        what: 'subject, text and HTML from compiled templates',
        unit: 'CPU ms a mail',
        values: done.map((run) => run.filled),
      },
      {
        what: 'HTML alone from MJML, for each mail',
        unit: 'CPU ms a mail',
        values: done.map((run) => run.made),
      },
      {
        what: 'compiled once : MJML per mail',
        unit: '×',
        values: done.map((run) => run.made / run.filled),
        target: atLeast(100),
      },
    ];
  },
};

/** What the requests of a team say, with something said last week and two risks. */
function requestsOf(count: number): object[] {
  const { plan } = checkPlan(teamNumber(1).yaml);
  if (!plan) throw new Error('the plan of the bench is none');
  const since = '2026-01-09T12:00:00Z';
  return plan.members.slice(0, count).map((member) => {
    const risk = {
      text: 'Staging lags two schemas behind',
      epic: 'data-integrity',
      member: member.address,
      since,
    };
    const answers = {
      goal: 'KR1',
      changed: 'Retries down 40 %',
      risk: risk.text,
      next: 'Backfill in parallel',
    };
    return requestData({
      plan,
      member,
      week: weekNumber(1),
      now: Temporal.Instant.from(askedAt(1)),
      last: { week: weekNumber(0), answers, epics: ['automation'] },
      openRisks: [
        { ...risk, number: 4 },
        { ...risk, number: 9, text: 'The backfill may miss the pilot' },
      ],
    });
  });
}

/** The other way: each mail's data into the MJML, and that into HTML. Even its Handlebars are compiled beforehand. */
async function perMail(): Promise<(data: object) => Promise<string>> {
  const path = fileURLToPath(new URL('../../emails/request.mjml', import.meta.url));
  const fill = Handlebars.compile(await readFile(path, 'utf8'), { strict: true });
  return async (data) => {
    const { html } = await mjml2html(fill(data, { helpers: { reply: () => '' } }), {
      validationLevel: 'strict',
      filePath: path,
      ignoreIncludes: false,
      keepComments: false,
    });
    return html;
  };
}

/** What a reader sees of it: links are in the tags. */
const wordsOf = (html: string) => html.replace(/<(style|title)[\s\S]*?<\/\1>|<[^>]*>|\s+/g, '');
