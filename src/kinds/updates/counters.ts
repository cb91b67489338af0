import type { Mark } from './marks.ts';
import { type Numeral, numerals } from './numerals.ts';
import { questions } from './record.ts';
import type { TextLine } from './split.ts';

/**
 * Answers that are counted in a way of their author's: "a)", "II.", "First:", "Ответ 1", "（一）". Lines that begin alike but for a counter,
 * which goes 1, 2, 3 and may go on to 4, whatever it counts with. What counts further is a list, and no answers.
 */
export function countedMarks(lines: readonly TextLine[]): Map<number, Mark> {
  const series = new Map<string, Counted[]>();
  let code = false;
  for (const [at, { text }] of lines.slice(0, mostLines).entries()) {
    if (text.trimStart().startsWith('```')) code = !code;
    if (code) continue;
    for (const start of startsOf(text)) {
      const list = series.get(start.shape) ?? [];
      list.push({ at, ...start });
      series.set(start.shape, list);
    }
  }
  const [longest = []] = [...series.values()].filter(countsUp).toSorted((a, b) => b.length - a.length);
  return new Map(longest.map(({ at, value, rest }) => [at, markOf(value, rest)] as const));
}

/** Nobody fills in a form of more. */
export const mostLines = 500;

interface Start {
  /** What all lines of a series have alike. */
  readonly shape: string;
  readonly value: number;
  readonly rest: string;
  /** Nothing closes the counter: only all four are a series. */
  readonly bare: boolean;
}
interface Counted extends Start {
  readonly at: number;
}

function countsUp(series: readonly Counted[]): boolean {
  const least = series.some(({ bare }) => bare) ? 4 : 3;
  return (
    series.length >= least && series.length <= 4 && series.every(({ value }, index) => value === index + 1)
  );
}

const markOf = (value: number, rest: string): Mark => ({
  question: questions[value - 1] ?? 'goal',
  by: 'number',
  rest,
  indent: 0,
});

const counter = /(?:\p{N}{1,2}|[❶-❾⓵-⓽➀-➒]|\p{L}[\p{L}\p{M}’'-]{0,18}?)/u.source;
const close =
  /(?:(?:(?<=\p{N})(?:st|nd|rd|th)|[ºª°]|题|題|問|问|번)?[*_]{0,2}\s?(?:[-–—=]{0,2}[>→➡]|[.)\]）】:：、．,–—-]{0,3})[*_]{0,2})/u
    .source;
const end = /(?=\s|$|(?<=[、．：）】题題問问번])|(?<=[❶-❾⓵-⓽➀-➒]))/u.source;
const begin = /^[\s*_>"“]{0,6}/u.source;
/** "1.", "(a)", "First:", "➊"; and the same behind a name: "Ad. 1", "No.1", "Pytanie 1:", "第1". */
const patterns = [
  new RegExp(`(${begin})()([([（【#]{0,2})(${counter})(${close})${end}`, 'u'),
  new RegExp(
    `(${begin})(\\p{L}{1,14}(?:\\.\\s?|\\s#?|[°º]\\s?|(?=\\p{N}))|№\\s?|第)([([（【#]{0,2})(${counter})(${close})${end}`,
    'u',
  ),
];

function startsOf(text: string): Start[] {
  const head = text.slice(0, 80);
  return patterns.flatMap((pattern) => {
    const [all, decoration = '', name = '', bracket = '', token = '', closing = ''] =
      pattern.exec(head) ?? [];
    if (all === undefined) return [];
    const closes = closing.replace(/^(?:st|nd|rd|th)/u, '').replaceAll(/\s/g, '');
    const bare = `${name}${bracket}${closes}` === '';
    const isUpper = token !== token.toLowerCase();
    return (numerals.get(token.normalize('NFKC').toLowerCase()) ?? numerals.get(token) ?? [])
      .filter((numeral) => mayStand(numeral, `${bracket}${closes}`, text.trim() === token))
      .map(({ system, value, letter }) => ({
        shape: [
          decoration.trim(),
          name.trim().toLowerCase(),
          bracket,
          system,
          letter && isUpper,
          closes,
        ].join('\0'),
        value,
        bare,
        rest: text.slice(all.length).trim(),
      }));
  });
}

/** A letter is a word, or the start of one, unless something closes it or its line ends there. */
const mayStand = ({ letter }: Numeral, around: string, alone: boolean) => !letter || around !== '' || alone;
