import type { Db } from '../../src/db/database.ts';
import { expectCount } from '../expect.ts';
import { using } from '../grounds.ts';
import { inRuns, type Measure, timed, warmUp } from '../measure.ts';
import { teamSize, teamsUpTo } from '../teams/team.ts';
import { throughWeeks } from '../teams/weeks.ts';
import { ask, weekNumber } from '../teams/work.ts';

/** Friday 09:00: everybody's request composed from the record, rendered, put into MIME, stored and enqueued, a transaction each. */
export const requests: Measure = {
  name: 'requests',
  onEachGround: true,
  run: async (setting) => {
    const { quick, ground, templates } = setting;
    const teams = teamsUpTo(quick ? 5 : 100);
    const people = teams.length * teamSize;
    // One week is behind them: the requests say what was next, and what is at risk.
    const prepared = await ground.prepare(async ({ db }) => {
      await throughWeeks(db, { teams, weeks: 1 }, setting);
    });
    const once = () =>
      using(prepared.copy, async ({ db }) => {
        const { seconds, result } = await timed(() => ask(db, teams, 1, templates));
        expectCount('requests enqueued', result, people);
        expectCount('requests in the outbox', await waitingIn(db), people);
        return seconds;
      });
    await warmUp(setting, once);
    const values = await inRuns(setting, once);
    return [
      {
        what: `request for ${people.toLocaleString('en')} people in ${teams.length} teams`,
        unit: 's',
        values,
      },
      { what: 'per mail', unit: 'ms', values: values.map((seconds) => (seconds * 1000) / people) },
    ];
  },
};

/** The mails that wait with their bytes. */
async function waitingIn(db: Db): Promise<number> {
  const { waiting } = await db
    .selectFrom('mail.outbox as o')
    .innerJoin('mail.bytes as b', 'b.position', 'o.position')
    .select((eb) => eb.fn.countAll().as('waiting'))
    .where('o.week', '=', weekNumber(1))
    .where('o.state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
