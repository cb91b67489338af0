import { checkPlan } from '../../src/kinds/plan/check.ts';
import { questions } from '../../src/kinds/updates/record.ts';
import { parseMessage } from '../../src/message/parse.ts';
import { preview } from '../../src/reading/preview.ts';
import { using } from '../grounds.ts';
import { atLeast, type Figure, inRuns, type Measure, timedOnCore, warmUp } from '../measure.ts';
import { teamNumber } from '../teams/team.ts';
import { throughWeeks } from '../teams/weeks.ts';

/** Understanding alone, on one core: what `onrecord parse` does with a message and its original, and the MIME parser beside it. */
export const replies: Measure = {
  name: 'replies',
  onEachGround: false,
  run: async (setting) => {
    const team = teamNumber(1);
    const { plan } = checkPlan(team.yaml);
    const weeks = setting.quick ? 5 : 50;
    const written = await using(setting.ground.fresh, ({ db }) =>
      throughWeeks(db, { teams: [team], weeks, silent: true }, setting),
    );
    const originals = await Promise.all(written.map(({ original }) => parseMessage(original)));

    const once = async () => {
      const parsed = await timedOnCore(async () => {
        const messages = [];
        for (const { raw } of written) messages.push(await parseMessage(raw));
        return messages;
      });
      const understood = await timedOnCore(() =>
        parsed.result.map((message, index) =>
          preview({ message, original: originals[index] ?? null, thread: [], plan }),
        ),
      );
      for (const [index, { answers }] of understood.result.entries()) {
        const said = JSON.stringify(questions.map((question) => answers[question]));
        const meant = JSON.stringify(written[index]?.answers);
        if (said !== meant) throw new Error(`a reply was understood as ${said}, and says ${meant}`);
      }
      return { parsed: parsed.seconds, understood: understood.seconds };
    };
    await warmUp(setting, once);
    const done = await inRuns(setting, once);
    const rate = (what: string, seconds: (run: (typeof done)[number]) => number): Figure => ({
      what,
      unit: 'replies/CPU s',
      values: done.map((run) => written.length / seconds(run)),
    });
    const count = written.length.toLocaleString('en');
    return [
      {
        ...rate(`${count} replies understood, their MIME parsed before`, (run) => run.understood),
        target: atLeast(500),
      },
      rate('their MIME parsed', (run) => run.parsed),
      rate('both', (run) => run.parsed + run.understood),
    ];
  },
};
