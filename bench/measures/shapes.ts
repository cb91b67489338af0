import { answersOf } from '../../src/kinds/updates/answers.ts';
import { itemsOf } from '../../src/kinds/updates/risks.ts';
import type { Body } from '../../src/message/message.ts';
import { ownWords } from '../../src/message/own-words.ts';
import { request, shapes } from '../../test/support/shapes.ts';
import { atMost, inRuns, type Measure, timed, warmUp } from '../measure.ts';
import { median } from '../median.ts';

const length = 100_000;
const shown = 10;

/** The slowest of the texts that are shaped to keep a reader busy: 100 kB each, read from lines to answers. */
export const hostile: Measure = {
  name: 'shapes',
  onEachGround: false,
  run: async (setting) => {
    const read = async (body: Body) => {
      const { seconds } = await timed(() => {
        const { answers, notes } = answersOf(ownWords(body, [request], { names: ['Ben Okafor'] }));
        for (const text of [...Object.values(answers), notes]) itemsOf(text);
      });
      return seconds * 1000;
    };
    const once = async () => {
      const times: number[] = [];
      for (const { body } of shapes) times.push(await read(body(length)));
      return times;
    };
    await warmUp(setting, once);
    const runs = await inRuns(setting, once);
    return shapes
      .map(({ name }, at) => ({
        what: `100 kB of ${name}`,
        unit: 'ms',
        values: runs.map((times) => times[at] ?? 0),
        target: atMost(250),
      }))
      .toSorted((a, b) => median(b.values) - median(a.values))
      .slice(0, shown);
  },
};
