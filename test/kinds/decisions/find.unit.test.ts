import { describe, expect, it } from 'vitest';
import { hitOf } from '../../../src/kinds/decisions/find.ts';
import type { Answer } from '../../../src/kinds/decisions/record.ts';
import { decisionWith } from './some-decision.ts';

const score = (given: Parameters<typeof decisionWith>[0], words: string) =>
  hitOf(decisionWith(given), words)?.score ?? 0;

describe('words find a decision', () => {
  it('only where all of them occur', () => {
    expect(hitOf(decisionWith({}), 'frames keep')).not.toBeNull();
    expect(hitOf(decisionWith({}), 'frames drop')).toBeNull();
  });

  it('whatever their case, accents and punctuation', () => {
    const statement = 'Für Größe und naïve Aufteilung';
    for (const words of ['fur', 'FÜR', '“naive”', 'aufteilung?', 'naïve'])
      expect([words, hitOf(decisionWith({ statement }), words)]).not.toEqual([words, null]);
  });

  it('by its number, of which no other is the beginning', () => {
    expect(hitOf(decisionWith({ number: 7 }), 'd-7')).not.toBeNull();
    expect(hitOf(decisionWith({ number: 70 }), 'D-7')).toBeNull();
    expect(hitOf(decisionWith({ number: 7, context: 'D-70 failed' }), 'D-70')).not.toBeNull();
  });

  it('better by its number than by words, by the title than by a reason, by a word than by a part of one', () => {
    const reason: Answer = {
      ...{ member: 'ben@example.com', answer: '-1' as const, standing: true, late: false },
      ...{ position: 2, at: '2026-11-20T17:00:00Z', reason: 'disk' },
    };
    expect(score({ number: 9 }, 'D-9')).toBeGreaterThan(score({ context: 'as D-9 says' }, 'D-9'));
    expect(score({ title: 'Disk' }, 'disk')).toBeGreaterThan(score({ answers: [reason] }, 'disk'));
    expect(score({ title: 'A log' }, 'log')).toBeGreaterThan(score({ title: 'A logger' }, 'log'));
    expect(score({ title: 'A logger' }, 'log')).toBeGreaterThan(score({ title: 'A catalog' }, 'log'));
  });
});

describe('the snippet', () => {
  it('has the words with what stands around them, cut between words', () => {
    const context = `${'Before that nothing happened. '.repeat(9)}The depot shows faces. ${'And so on. '.repeat(30)}`;
    const snippet = hitOf(decisionWith({ context }), 'FACES')?.snippet ?? '';
    expect(snippet).toContain('The depot shows faces.');
    expect(snippet).toMatch(/^…\p{L}+ .*\p{L}\p{P}?…$/u);
    expect(snippet.length).toBeLessThan(190);
  });

  it('is the statement where the number alone was asked for', () => {
    expect(hitOf(decisionWith({}), 'D-7')?.snippet).toBe('Keep raw frames 30 days.');
  });

  it('is from the text in which most of the words occur', () => {
    const found = hitOf(decisionWith({ context: 'We lost frames and traces.' }), 'traces frames');
    expect(found?.snippet).toBe('We lost frames and traces.');
  });
});

it('a long text is searched in time', () => {
  const context = 'a'.repeat(200_000);
  const began = performance.now();
  expect(hitOf(decisionWith({ context }), 'aaaaaaaaaaaaaaaaaaaab')).toBeNull();
  hitOf(decisionWith({ context }), 'a');
  expect(performance.now() - began).toBeLessThan(2000);
});
