import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersOf } from '../../../src/kinds/updates/answers.ts';
import { questions, questionTexts } from '../../../src/kinds/updates/record.ts';
import { ownWords } from '../../../src/message/own-words.ts';
import { clients } from '../../support/replies/clients.ts';
import { requests, sent, type Written } from '../../support/replies/written.ts';

// For any answers, client and style: what comes out is what went in, and nothing of anybody else's.

/** Words as people write them, with what makes readers stumble; a number alone could begin a broken line as that of an answer does. */
const word = fc.constantFrom(
  ...'ingest retries KR1 down 40 % since Tuesday p95 620 ms→430 ms R-4 #data-integrity pilot (staging) "schema" v1.5.2 it’s Größe São naïve 3rd customers 目標 готово https://example.com/a?b=1 ana@example.com e.g. C++ & < 5% a>b a/b 😀 … none yet; risk next goal'.split(
    ' ',
  ),
);
const sentence = fc
  .array(word, { minLength: 2, maxLength: 22 })
  .map((words) => `Ship ${words.join(' ')}`.replace(/[\s:]+$/, ''));
const short = fc
  .array(word, { minLength: 1, maxLength: 5 })
  .map((words) => `x ${words.join(' ')}`.replace(/[\s:]+$/, ''));
const bullets = fc.array(short, { minLength: 2, maxLength: 4 }).map((all) => all.map((one) => `- ${one}`));
const paragraphs = fc
  .array(sentence, { minLength: 2, maxLength: 3 })
  .map((all) => all.flatMap((one, at) => (at === 0 ? [`${one}.`] : ['', `${one}.`])));
const single = sentence.map((one) => [one]);
const answer = fc.oneof({ weight: 4, arbitrary: single }, bullets, paragraphs);
const four = fc.tuple(answer, answer, answer, answer);
const fourSingle = fc.tuple(single, single, single, single);

const labels = ['Goal', 'Changed', 'Risk', 'Next'];
const headed = (head: (n: number) => string) => (all: readonly (readonly string[])[]) =>
  all.flatMap((lines, n) => [head(n), ...lines, '']);

/** Ways to answer above the quote, as lines. */
const above: Record<string, (all: readonly (readonly string[])[]) => string[]> = {
  'with numbers': (all) => all.flatMap(([first = '', ...rest], n) => [`${n + 1}. ${first}`, ...rest, '']),
  'with brackets': (all) => all.flatMap(([first = '', ...rest], n) => [`(${n + 1}) ${first}`, ...rest, '']),
  'under the copied questions': headed((n) => `${n + 1}. ${questionTexts[questions[n] ?? 'goal']}`),
  'under bold questions': headed((n) => `*${questionTexts[questions[n] ?? 'goal']}*`),
  'behind labels': (all) =>
    all.flatMap(([first = '', ...rest], n) => [`${labels[n]}: ${first}`, ...rest, '']),
  'under labels': headed((n) => `${labels[n]}:`),
};

const kinds = fc.constantFrom(...(Object.keys(requests) as (keyof typeof requests)[]));
const client = fc.constantFrom(...Object.keys(clients));

function read(name: string, kind: keyof typeof requests, written: Written) {
  const request = requests[kind];
  const write = clients[name];
  if (!write) throw new Error(`no client ${name}`);
  const words = ownWords(write(written, request), [sent(request)], { names: ['Ben Okafor'] });
  return { understood: answersOf(words), words };
}

/** White space and the markers of lists are the client's; who unwraps cannot know whether a space was between wide characters. */
const plain = (text: string) =>
  text
    .replace(/^\s*[-*•]\s+/gm, ' ')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[\u2e80-\uffdc]) (?=[\u2e80-\uffdc])/g, '')
    .trim();
const wanted = (all: readonly (readonly string[])[]) => all.map((lines) => plain(lines.join('\n')));
const got = (understood: ReturnType<typeof answersOf>) =>
  questions.map((question) => plain(understood.answers[question] ?? ''));

const runs = { numRuns: 150 };

describe('what a person answers is what is filed', () => {
  for (const [way, lines] of Object.entries(above)) {
    it(`${way}, above the quote, from any client`, () => {
      fc.assert(
        fc.property(client, kinds, way.startsWith('behind') ? fourSingle : four, (name, kind, answers) => {
          const { understood } = read(name, kind, { top: lines(answers) });
          expect(got(understood)).toEqual(wanted(answers));
          expect(understood.notes).toBe('');
        }),
        runs,
      );
    });
  }

  it('under the quoted questions, from any client that quotes', () => {
    fc.assert(
      fc.property(client, kinds, four, (name, kind, answers) => {
        fc.pre(name !== 'noQuote');
        const { understood } = read(name, kind, { under: answers });
        expect(got(understood)).toEqual(wanted(answers));
        expect(understood.notes).toBe('');
      }),
      runs,
    );
  });

  it('on the lines of the quoted questions', () => {
    fc.assert(
      fc.property(client, kinds, fourSingle, (name, kind, answers) => {
        fc.pre(name !== 'noQuote');
        const { understood } = read(name, kind, { behind: answers.map(([line = '']) => line) });
        expect(got(understood)).toEqual(wanted(answers));
      }),
      runs,
    );
  });

  it('some of them only, under their questions', () => {
    fc.assert(
      fc.property(
        client,
        kinds,
        four,
        fc.subarray([0, 1, 2, 3], { minLength: 1 }),
        (name, kind, answers, some) => {
          fc.pre(name !== 'noQuote');
          const under = answers.map((lines, n) => (some.includes(n) ? lines : []));
          const { understood } = read(name, kind, { under });
          expect(got(understood)).toEqual(wanted(under));
        },
      ),
      runs,
    );
  });

  it('below the quote, with numbers', () => {
    fc.assert(
      fc.property(client, kinds, four, (name, kind, answers) => {
        fc.pre(name !== 'noQuote');
        const { understood } = read(name, kind, { bottom: above['with numbers']?.(answers) ?? [] });
        expect(got(understood)).toEqual(wanted(answers));
      }),
      runs,
    );
  });

  it('and prose goes whole to the notes', () => {
    fc.assert(
      fc.property(client, kinds, paragraphs, (name, kind, lines) => {
        const { understood } = read(name, kind, { top: lines });
        expect(got(understood)).toEqual(['', '', '', '']);
        expect(plain(understood.notes)).toBe(plain(lines.join('\n')));
      }),
      runs,
    );
  });
});
