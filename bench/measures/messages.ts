import { createReader } from '../../src/reading/read-next.ts';
import { rebuild } from '../../src/reading/rebuild.ts';
import { expectCount } from '../expect.ts';
import { using } from '../grounds.ts';
import { atLeast, type Figure, inRuns, type Measure, timed, warmUp } from '../measure.ts';
import { checkRecord, store } from '../teams/record.ts';
import { afterAll, type Reply } from '../teams/replies.ts';
import { teamsUpTo } from '../teams/team.ts';
import { pipelineOn, throughWeeks } from '../teams/weeks.ts';
import { config } from '../teams/work.ts';

/** Replies to requests of ours: appended to the store, then proven, read and projected by the service's pipeline, then derived anew. */
export const messages: Measure = {
  name: 'messages',
  onEachGround: true,
  run: async (setting) => {
    const { quick, ground, parse } = setting;
    const [teams, weeks] = quick ? [teamsUpTo(2), 5] : [teamsUpTo(10), 50];
    const replies: Reply[] = [];
    const prepared = await ground.prepare(async ({ db }) => {
      replies.push(...(await throughWeeks(db, { teams, weeks, silent: true }, setting)));
    });

    const once = (some: readonly Reply[]) =>
      using(prepared.copy, async ({ db }) => {
        const pipeline = pipelineOn(db, setting);
        const stored = await timed(() => store(db, some));
        const read = await timed(() => pipeline.readAll(afterAll(some)));
        expectCount('messages read', read.result, some.length);
        await checkRecord(db, teams, some);
        const derived = await timed(() => rebuild(db, createReader(parse, config.MAIL_ADDRESS)));
        await checkRecord(db, teams, some);
        return { stored: stored.seconds, read: read.seconds, derived: derived.seconds, all: derived.result };
      });
    await warmUp(setting, () => once(replies.slice(0, replies.length / 10)));
    const done = await inRuns(setting, () => once(replies));

    const { length } = replies;
    const count = length.toLocaleString('en');
    const all = done[0]?.all.toLocaleString('en');
    const rate = (what: string, value: (run: (typeof done)[number]) => number): Figure => ({
      what,
      unit: 'messages/s',
      values: done.map(value),
    });
    const target = atLeast(200);
    return [
      rate(`${count} replies appended to the store`, (run) => length / run.stored),
      { ...rate(`${count} proven, read, projected`, (run) => length / run.read), target },
      rate(`${count} stored and read, both`, (run) => length / (run.stored + run.read)),
      { ...rate(`rebuild of ${all} messages, in and out`, (run) => run.all / run.derived), target },
      rate(`rebuild, counting the ${count} replies alone`, (run) => length / run.derived),
    ];
  },
};
