import type { AddressInfo } from 'node:net';
import type { Database } from '../../src/db/database.ts';
import { buildApp } from '../../src/web/app.ts';
import { createLink, enter, sessionCookie } from '../../src/web/entry.ts';
import { createToken } from '../../src/web/tokens.ts';
import { using } from '../grounds.ts';
import { type Load, load } from '../load.ts';
import { atMost, type Figure, inRuns, type Measure, type Setting, warmUp } from '../measure.ts';
import type { Reply } from '../teams/replies.ts';
import { teamNumber } from '../teams/team.ts';
import { throughWeeks } from '../teams/weeks.ts';
import { askedAt, config, weekNumber } from '../teams/work.ts';

/** Pages and API over a year of a team of ten, with a session or a token: how fast for one reader, how many for ten who ask without a pause. */
export const pages: Measure = {
  name: 'pages',
  onEachGround: true,
  run: (setting) => using(setting.ground.fresh, (database) => pagesOf(database, setting)),
};

async function pagesOf(database: Database, setting: Setting): Promise<Figure[]> {
  const { quick, say } = setting;
  const weeks = quick ? 5 : 50;
  const replies = await throughWeeks(database.db, { teams: [teamNumber(1)], weeks }, setting);
  const last = replies.findLast((reply) => reply.week === weekNumber(weeks - 1));
  if (!last) throw new Error('nobody wrote in the last week');

  const site = await serve(database, weeks);
  try {
    const figures: Figure[] = [];
    for (const { name, path, says } of whatIsAsked(last, await messageIdOf(database, last))) {
      const url = `${site.url}${path}`;
      await check(url, site.headers, says);
      const about = { ...setting, say: (text: string) => say(`${name}: ${text}`) };
      const asking = { url, headers: site.headers, seconds: quick ? 1 : 3 };
      await warmUp(about, () => load({ ...asking, connections: 10 }));
      const one = quick ? [] : await inRuns(about, () => load({ ...asking, connections: 1 }));
      const ten = await inRuns(about, () => load({ ...asking, connections: 10 }));
      figures.push(...figuresOf(name, one, ten));
    }
    return figures;
  } finally {
    await site.close();
  }
}

interface Asked {
  readonly name: string;
  readonly path: string;
  /** Words that a right answer has. */
  readonly says: string;
}

function whatIsAsked(last: Reply, messageId: string): Asked[] {
  const team = '/t/team-1';
  const words = last.answers[3].slice(0, 12);
  const person = last.member.slice(0, last.member.indexOf('.'));
  return [
    { name: 'team page', path: team, says: 'Product Reliability 1' },
    { name: 'week', path: `${team}/weeks/${last.week}`, says: words },
    { name: "a person's update", path: `${team}/weeks/${last.week}/${person}`, says: words },
    { name: 'message', path: `${team}/messages/${encodeURIComponent(messageId)}`, says: words },
    { name: 'API: updates, 100', path: '/api/teams/team-1/updates', says: words },
  ];
}

interface Site {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly close: () => Promise<void>;
}

async function serve({ db }: Database, weeks: number): Promise<Site> {
  const now = () => askedAt(weeks);
  const quiet = () => {};
  const publicUrl = 'http://localhost:3000';
  const app = await buildApp({
    db,
    now,
    publicUrl,
    mailAddress: config.MAIL_ADDRESS,
    open: false,
    readiness: () => ({ problems: [] }),
    log: { info: quiet, warn: quiet, error: (facts) => console.error(facts) },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const session = await enter(db, await createLink(db, now()), now());
  const token = await createToken(db, 'team-1', 'bench', now());
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    headers: { cookie: `${sessionCookie(publicUrl)}=${session}`, authorization: `Bearer ${token}` },
    close: () => app.close(),
  };
}

async function messageIdOf({ db }: Database, { at, member }: Reply): Promise<string> {
  const { message_id } = await db
    .selectFrom('log.messages')
    .select('message_id')
    .where('received_at', '=', at)
    .where('from_address', '=', member)
    .executeTakeFirstOrThrow();
  return message_id;
}

/** @throws where the page is not what it should be: a fast error is no answer */
async function check(url: string, headers: Record<string, string>, says: string): Promise<void> {
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes(says))
    throw new Error(`${url} answers ${answer.status}, and does not say "${says}"`);
}

function figuresOf(name: string, one: readonly Load[], ten: readonly Load[]): Figure[] {
  const figures: Figure[] = [
    { what: `${name}, one reader: half within`, unit: 'ms', values: one.map((load) => load.p50) },
    {
      what: `${name}, one reader: 99 of 100 within`,
      unit: 'ms',
      values: one.map((load) => load.p99),
      target: atMost(100),
    },
    { what: `${name}, ten readers`, unit: 'answers/s', values: ten.map((load) => load.rate) },
    { what: `${name}, ten readers: half within`, unit: 'ms', values: ten.map((load) => load.p50) },
    { what: `${name}, ten readers: 99 of 100 within`, unit: 'ms', values: ten.map((load) => load.p99) },
  ];
  return figures.filter(({ values }) => values.length > 0);
}
