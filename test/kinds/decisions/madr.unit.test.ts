import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { madrFiles, markIn, type Told } from '../../../src/kinds/decisions/madr.ts';
import type { Decision } from '../../../src/kinds/decisions/record.ts';
import { viewOf } from '../../../src/kinds/decisions/view.ts';
import { plan } from '../../web/seed-plan.ts';
import { decisionWith } from './some-decision.ts';

const told = (given: Partial<Decision>): Told => {
  const decision = decisionWith(given);
  const message = (position: number) => `${position}@mail.example.com`;
  const person = (address: string) => ({
    name: plan.members.find((one) => one.address === address)?.name ?? address,
    address,
  });
  return {
    ...viewOf(decision, plan, message),
    history: decision.history.map(({ at, what, member, position }) => ({
      ...{ at, what, message: message(position) },
      member: member === null ? null : person(member),
    })),
  };
};
const place = { plan, publicUrl: 'https://archive.example.com' };
const files = (...given: Partial<Decision>[]) => madrFiles(given.map(told), place);
const text = (given: Partial<Decision>) => files(given)[0]?.text ?? '';
const frontMatter = (given: Partial<Decision>) => parse(text(given).split('---\n')[1] ?? '');
const headings = (markdown: string) => markdown.split('\n').filter((line) => /^#+ /.test(line));
const at = '2026-11-20T16:00:00.000Z';
const answer = (member: string, given: Partial<Decision['answers'][number]> = {}) => ({
  ...({ member, answer: '+1', reason: null, standing: true, late: false, position: 2, at } as const),
  ...given,
});

describe('a decision record', () => {
  it('has the sections of MADR 4, those that are optional where there is something to say', () => {
    const full = { consequences: 'More disk.', revisit: '2027-03-01', options: ['7 days', '30 days'] };
    expect(headings(text(full))).toEqual([
      '# Raw frames',
      '## Context and Problem Statement',
      '## Considered Options',
      '## Decision Outcome',
      '### Consequences',
      '### Confirmation',
      '## More Information',
    ]);
    expect(headings(text({}))).toEqual([
      '# Raw frames',
      '## Context and Problem Statement',
      '## Considered Options',
      '## Decision Outcome',
      '## More Information',
    ]);
    expect(text(full)).toContain('* 7 days\n* 30 days\n');
  });

  it('says in front who decided, who was asked, who hears of it, and when', () => {
    expect(frontMatter({ answers: [answer('kofi@example.com')] })).toEqual({
      status: 'accepted',
      date: '2026-11-20',
      'decision-makers': 'Ana Ruiz',
      consulted: 'Kofi',
      informed: 'Ben, Mei, Tom, Sara, Luis, Olga',
    });
  });

  it('names those who agreed where nobody objected', () => {
    const { 'decision-makers': makers, consulted } = frontMatter({
      decidedBy: 'consensus',
      answers: [answer('kofi@example.com'), answer('ben@example.com', { answer: '-0' })],
    });
    expect([makers, consulted]).toEqual(['Ana Ruiz, Kofi', 'Ben']);
  });

  it.each([
    ['proposed', {}, 'proposed'],
    ['contested', {}, 'proposed'],
    ['decided', {}, 'accepted'],
    ['superseded', { supersededBy: 31 }, 'superseded by ADR-0031'],
  ] as const)('of what is %s has its status in the words of MADR', (state, given, status) => {
    expect(frontMatter({ state, ...given }).status).toBe(status);
  });

  it('is written for what has a number and a state that MADR knows', () => {
    const all = ['noted', 'proposed', 'decided', 'contested', 'withdrawn', 'superseded'] as const;
    const made = files(...all.map((state, at) => ({ state, number: state === 'noted' ? null : at })));
    expect(made.map(({ number }) => number)).toEqual([1, 2, 3, 5]);
  });

  it('says what was chosen and why, or that nothing is yet', () => {
    expect(text({})).toContain(
      'Chosen option: "Keep raw frames 30 days.", because Ana Ruiz decided so (2026-11-20).',
    );
    expect(text({ decidedBy: 'consensus' })).toContain('because no objection stood when its time was up');
    const open = {
      state: 'proposed',
      decidedAt: null,
      decidedBy: null,
      decideBy: '2026-11-25T16:00:00Z',
    } as const;
    expect(text(open)).toContain(
      'Nothing is chosen yet. Proposed: "Keep raw frames 30 days."; Ana Ruiz decides, until 2026-11-25.',
    );
  });

  it('links what it supersedes and what supersedes it, both ways, and the record', () => {
    const [old, later] = files(
      { number: 1, title: 'Nightly builds', state: 'superseded', supersededBy: 12 },
      { number: 12, title: 'Weekly builds', supersedes: [1, 5] },
    );
    expect(old?.text).toContain('* Superseded by [ADR-0012](0012-weekly-builds.md)');
    expect(later?.text).toContain('* Supersedes [ADR-0001](0001-nightly-builds.md)\n* Supersedes ADR-0005\n');
    expect(later?.text).toContain('[D-12](https://archive.example.com/t/reliability/decisions/12)');
    expect(later?.text).toContain('[this message](https://archive.example.com/m/1%40mail.example.com)');
  });

  it('keeps answers and concerns, and which of them do not count', () => {
    const made = text({
      answers: [
        answer('ben@example.com', { answer: '-1', reason: 'the disk *costs*' }),
        answer('tom@example.com', { late: true, standing: false }),
      ],
      concerns: [
        {
          ...{ name: 'LOAD', text: 'slow writes', member: 'sara@example.com', position: 3, standing: true },
          ...{ resolvedBy: 'ana@example.com', resolvedPosition: 4 },
        },
      ],
    });
    expect(made).toContain('* -1 Ben: the disk \\*costs\\*.\n* +1 Tom (late)\n');
    expect(made).toContain('* Concern LOAD (Sara): slow writes. Resolved by Ana Ruiz.');
  });

  it('has no structure that somebody wrote into a field', () => {
    const hostile = '---\n# Owned\n<!-- \n```\n* status: rejected';
    const fields = {
      title: hostile,
      statement: hostile,
      context: hostile,
      consequences: hostile,
      options: [hostile],
    };
    const made = text(fields);
    expect(headings(made).slice(1)).toEqual(headings(text({ consequences: 'x' })).slice(1));
    expect(made.match(/^---$/gm)).toHaveLength(2);
    expect(made).not.toMatch(/^\s*```|^<!-- $/m);
    expect(frontMatter(fields).status).toBe('accepted');
  });

  it('puts names into the front matter as text, whatever they are', () => {
    const address = 'x: [y]\nstatus: rejected #';
    const matter = frontMatter({ history: [], decider: address });
    expect([matter.status, matter['decision-makers']]).toEqual(['accepted', address]);
  });
});

describe('the name of its file', () => {
  it.each([
    ['Keep raw sensor frames 30 days', '0007-keep-raw-sensor-frames-30-days.md'],
    ['Größe & naïveté: Ø?', '0007-grosse-naivete.md'],
    ['../../etc/passwd', '0007-etc-passwd.md'],
    ['決定', '0007-decision.md'],
    ['', '0007-decision.md'],
    ['word '.repeat(40), `0007-${'word-'.repeat(12).slice(0, -1)}.md`],
  ])('of %j is %s', (title, name) => {
    expect(files({ title })[0]?.name).toBe(name);
  });

  it('is no other’s, though the titles are the same', () => {
    const names = files({ number: 1 }, { number: 2 }, { number: 10_001 }).map(({ name }) => name);
    expect(names).toEqual(['0001-raw-frames.md', '0002-raw-frames.md', '10001-raw-frames.md']);
  });
});

it('a file is known as ours by its last line, and a text of somebody else’s is not', () => {
  expect(markIn(text({ number: 12 }))).toEqual({ team: 'reliability', number: 12 });
  expect(markIn(text({ title: '<!-- Written by onrecord: reliability D-3. ' }))?.number).toBe(7);
  expect(markIn('# Use Markdown\n\n## Decision Outcome')).toBeNull();
});
