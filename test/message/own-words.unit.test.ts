import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersOf } from '../../src/kinds/updates/answers.ts';
import { authorLines, ownWords } from '../../src/message/own-words.ts';
import { requests, sent } from '../support/replies/written.ts';

// Whatever comes, nothing crashes and no word disappears: each is the author's, the original's, quoted or folded.

const original = sent(requests.paragraphs);
const nasty = [
  '> ',
  '>> ',
  '>',
  '-- ',
  '--',
  '___',
  '```',
  '* ',
  '- ',
  '1. ',
  '2) ',
  '(3) ',
  '4: ',
  '①',
  '三、',
  'On Fri, Nov 20, 2026 at 9:00 AM Ana <ana@example.com> wrote:',
  'Am 20.11.26 um 09:00 schrieb Ana:',
  '-----Original Message-----',
  'From: Ana <ana@example.com>',
  'Sent: Friday 9:00',
  'To: Ben',
  'Subject: hi',
  'Best regards,',
  'Ben Okafor',
  'Thanks!',
  '+49 30 1234567',
  'www.example.com',
  'Sent from my iPhone',
  'This e-mail is confidential.',
  'CAUTION: This email originated from outside of the organization.',
  'You received this message because you are subscribed to the list.',
  'Goal: ',
  'Risk',
  'Next:',
  'What is at risk?',
  '3. What is at risk?',
  'What goal did I work toward?',
  'Hi all,',
  'ship it',
  'retries down 40 %',
  'none',
  'PS: ',
  '目標：',
  'e\u0301',
  '\u200e',
  '\ufeff',
  '\u2028',
  '😀',
  '&nbsp;',
  '<b>',
  '#slug',
  'Press Reply. One line each; "none" and "same" are fine.',
  'Last week, next was: "cut retry storms in ingest"',
];
const piece = fc.oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 12 }));
const line = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(' '));
const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

/** Letters and digits, without what no reader sees. */
const letters = (said: string) =>
  said
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

describe('a reply', () => {
  it('keeps every word of its text, whosever it is', () => {
    fc.assert(
      fc.property(text, (body) => {
        const { lines } = ownWords({ text: body, html: null }, [original], { names: ['Ben Okafor'] });
        const kept = counted(letters(lines.map((one) => one.text).join('\n')));
        for (const [word, count] of counted(letters(body.replaceAll('\u2028', '\n'))))
          expect(kept.get(word) ?? 0, word).toBeGreaterThanOrEqual(count);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps every word of its HTML, whosever it is', () => {
    const escaped = (one: string) => one.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const tag = fc.constantFrom('div', 'p', 'blockquote', 'li', 'td', 'b', 'span');
    const html = fc
      .array(fc.tuple(tag, line), { maxLength: 20 })
      .map((all) => all.map(([name, said]) => `<${name}>${escaped(said)}</${name}>`).join('\n'));
    fc.assert(
      fc.property(html, (body) => {
        const { lines } = ownWords({ text: null, html: body }, [original], { names: ['Ben Okafor'] });
        const kept = letters(lines.map((one) => one.text).join('\n')).join('');
        const wrote = letters(
          body
            .replace(/<\/?(?:div|p|blockquote|li|td|b|span)>/g, ' ')
            .replaceAll('&lt;', '<')
            .replaceAll('&amp;', '&'),
        );
        for (const word of wrote) expect(kept).toContain(word);
      }),
      { numRuns: 400 },
    );
  });

  it('files every word of its author, as an answer or as a note', () => {
    const marker = fc.integer({ min: 100, max: 999 }).map((number) => `zq${number}x`);
    const said = fc.array(fc.tuple(line, marker, line), { maxLength: 20 });
    fc.assert(
      fc.property(said, (all) => {
        const body = all.map((pieces) => pieces.join(' ')).join('\n');
        const words = ownWords({ text: body, html: null }, [original], { names: ['Ben Okafor'] });
        const { answers, notes } = answersOf(words);
        const filed = [...Object.values(answers), notes].join('\n');
        for (const { text: own } of authorLines(words))
          for (const [word] of own.matchAll(/zq\d+x/g)) expect(filed, own).toContain(word);
      }),
      { numRuns: 400 },
    );
  });
});
