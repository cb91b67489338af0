import { describe, expect, it } from 'vitest';
import { answersOf } from '../../src/kinds/updates/answers.ts';
import { itemsOf } from '../../src/kinds/updates/risks.ts';
import { ownWords } from '../../src/message/own-words.ts';
import { request, shapes } from '../support/shapes.ts';

// mail.md E24: ten times the input, at most twelve times the time, however it is shaped.

function milliseconds(body: { text: string | null; html: string | null }): number {
  const began = process.cpuUsage();
  const { answers, notes } = answersOf(ownWords(body, [request], { names: ['Ben Okafor'] }));
  for (const answer of [...Object.values(answers), notes]) itemsOf(answer);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
/** The least of some runs: what else the machine does only ever adds. */
const least = (runs: number, run: () => number) => Math.min(...Array.from({ length: runs }, run));

/** Milliseconds of one collection, on a busy machine. */
const pause = 60;

describe('reading takes time in proportion to the text', () => {
  it.for(shapes)('that is $name', { retry: 5 }, ({ body }) => {
    const [small, large] = [body(10_000), body(100_000)];
    least(2, () => milliseconds(small));
    const before = Math.max(
      2,
      least(4, () => milliseconds(small)),
    );
    const after = least(3, () => milliseconds(large));
    // A large text is collected once in its run, and a small one never: that pause is no part of the proportion.
    expect(after).toBeLessThan(12 * before + pause);
    // Beside other tests on two cores; alone it is 250 at most, which `npm run bench -- --only shapes` holds it to.
    expect(after).toBeLessThan(500);
  });
});
