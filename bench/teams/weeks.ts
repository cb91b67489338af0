import type { Db } from '../../src/db/database.ts';
import { createPipeline, type Pipeline } from '../../src/pipeline.ts';
import { createReader } from '../../src/reading/read-next.ts';
import { expectCount } from '../expect.ts';
import type { Setting } from '../measure.ts';
import { store } from './record.ts';
import { afterAll, type Reply, repliesTo } from './replies.ts';
import { type Team, teamSize } from './team.ts';
import { applyPlans, ask, askedAt, config } from './work.ts';

type Tools = Pick<Setting, 'templates' | 'parse' | 'say'>;

/** The service's stages on a database, without SMTP. */
export const pipelineOn = (db: Db, { templates, parse }: Tools): Pipeline =>
  createPipeline({ db, config, reader: createReader(parse, config.MAIL_ADDRESS), templates });

/**
 * Weeks of teams, through the service's own code: plans applied, everybody asked every week, and the replies written. They are stored and
 * read as they come, or, with `silent`, only returned: then every request is on record and no answer.
 */
export async function throughWeeks(
  db: Db,
  { teams, weeks, silent = false }: { teams: readonly Team[]; weeks: number; silent?: boolean },
  tools: Tools,
): Promise<Reply[]> {
  const pipeline = pipelineOn(db, tools);
  const replies: Reply[] = [];
  await applyPlans(db, teams);
  await pipeline.readAll(askedAt(0));
  for (let week = 0; week < weeks; week += 1) {
    tools.say(`preparing week ${week + 1} of ${weeks}`);
    expectCount('requests enqueued', await ask(db, teams, week, tools.templates), teams.length * teamSize);
    const written = await repliesTo(db, week);
    if (!silent) {
      await store(db, written);
      await pipeline.readAll(afterAll(written));
    }
    replies.push(...written);
  }
  await pipeline.readAll(askedAt(weeks));
  return replies;
}
