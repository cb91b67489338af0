import { describe, expect, it } from 'vitest';
import { answersOf } from '../../src/kinds/updates/answers.ts';
import { itemsOf } from '../../src/kinds/updates/risks.ts';
import { ownWords } from '../../src/message/own-words.ts';
import { requests, sent } from '../support/replies/written.ts';

// mail.md E24: ten times the input, at most twelve times the time, however it is shaped.

const request = sent(requests.paragraphs);
const line = (text: string) => `${text}\n`;

/** What is repeated until a text has its length. */
const texts: Record<string, string> = {
  'one endless line': 'word and more ',
  'one endless word': 'x',
  'nothing but line ends': '\n',
  'quote marks': '>',
  'deep quotes': line(`${'>'.repeat(60)} text`),
  attributions: line('On Fri, Nov 20, 2026 at 9:00 AM Ana <ana@example.com> wrote:'),
  'broken attributions': line(
    'On Fri, Nov 20, 2026 at 9:00 AM Ana Ruiz of the team\n<ana@example.com> wrote:\n> hi',
  ),
  'header blocks': line('From: a@example.com\nSent: Friday 9:00\nTo: b@example.com\nSubject: hi\n'),
  'header labels': line('From: a'),
  'the question': line('3. What is at risk?'),
  'the question, quoted and answered': line('> 3. What is at risk?\nnone'),
  'the request itself': request.text ?? '',
  'numbers in a line': '1. a 2. b 3. c 4. d ',
  'numbered lines': line('1. a\n2. b\n3. c\n4. d'),
  'a number on each line': line('1'),
  'labels in a line': 'Goal: a Changed: b Risk: c Next: d ',
  'labelled lines': line('Goal: a\nChanged: b\nRisk: c'),
  delimiters: line('-- '),
  closings: line('Best regards,\nBen Okafor\n'),
  'short lines': line('ab'),
  stars: '*',
  'opened links': '<http://x ',
  'wide characters': '目標は',
  emoji: '😀',
  fences: line('```\n1. x'),
  disclaimers: 'This e-mail is confidential and may be privileged. ',
};
const pages: Record<string, string> = {
  'open divisions': '<div>',
  'open quotes': '<blockquote>x',
  'open tags': '<',
  entities: '&#x1F600;',
  'list items': '<ol><li>x',
  'questions in paragraphs': '<p>3. What is at risk?',
  cells: '<table><tr><td>x',
  'hidden words': '<span style="display:none">x</span>y',
};

const repeated = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

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
const pause = 30;

describe('reading takes time in proportion to the text', () => {
  const shapes = [
    ...Object.entries(texts).map(
      ([name, piece]) => [name, (length: number) => ({ text: repeated(piece, length), html: null })] as const,
    ),
    ...Object.entries(pages).map(
      ([name, piece]) => [name, (length: number) => ({ text: null, html: repeated(piece, length) })] as const,
    ),
  ];
  it.for(shapes)('that is %s', { retry: 5 }, ([, body]) => {
    const [small, large] = [body(10_000), body(100_000)];
    least(2, () => milliseconds(small));
    const before = Math.max(
      2,
      least(4, () => milliseconds(small)),
    );
    const after = least(3, () => milliseconds(large));
    // A large text is collected once in its run, and a small one never: that pause is no part of the proportion.
    expect(after).toBeLessThan(12 * before + pause);
    // On a machine that does other things as well; alone it is half of that.
    expect(after).toBeLessThan(500);
  });
});
