import { describe, expect, it } from 'vitest';
import { parsePlanningNote, parsePlanningValues } from '../../../src/kinds/planning/parse.ts';
import { input } from '../../support/input.ts';

const answered = { kind: 'planning', week: '2026-W47', decision: null, questions: [] };
const values = (lines: string[], author = 'ana') =>
  parsePlanningValues(input(lines, { author, context: { answered } }));

describe('a reply to Monday’s mail', () => {
  it.each([
    ['KR1: 35', 35, null],
    ['KR1: 35 %', 35, null],
    ['kr1 = 35', 35, null],
    ['* KR1: 35, confidence 6', 35, 6],
    ['KR1: 35 failures a month (confidence 6/10)', 35, 6],
    ['KR1: 91,5 %', 91.5, null],
  ])('sets a key result by "%s"', (line, value, confidence) => {
    expect(values([line]).records).toEqual([
      { kind: 'planning', type: 'key-result', id: 'KR1', value, confidence },
    ]);
  });

  it('lets the owner of an epic set its key result, and nobody else but a lead', () => {
    expect(values(['KR1: 35'], 'ben').records).toHaveLength(1);
    const refused = values(['KR2: 93'], 'ben');
    expect(refused.records).toEqual([]);
    expect(refused.refusals[0]?.why).toBe(
      'KR2 is set by a lead or by the owner of an epic that serves it: Kofi Mensah',
    );
  });

  it('names the key results there are when another is set', () => {
    expect(values(['KR9: 1']).refusals[0]?.why).toBe('the cycle has no KR9: it has KR1, KR2');
  });

  it('sets the goal of the sprint that runs, tied to its key result', () => {
    expect(values(['Sprint goal: fewer errors in user workflows (KR2)']).records).toEqual([
      {
        kind: 'planning',
        type: 'sprint-goal',
        sprint: 4,
        goal: 'fewer errors in user workflows',
        keyResult: 'KR2',
      },
    ]);
    expect(values(['Sprint goal: mine'], 'ben').refusals[0]?.why).toContain('set by a lead: Ana Ruiz');
  });

  it('keeps the rest as a note, whole and without the lines that were taken', () => {
    const reply = input(['KR1: 35', '', 'The vendor answers on Tuesday.', 'Kofi, can you check?'], {
      author: 'ana',
      context: { answered },
    });
    const taken = new Set(parsePlanningValues(reply).taken);
    expect(parsePlanningNote({ ...reply, taken }).records).toEqual([
      {
        kind: 'planning',
        type: 'note',
        week: '2026-W47',
        text: 'The vendor answers on Tuesday.\nKofi, can you check?',
      },
    ]);
  });

  it('keeps no note of nothing', () => {
    expect(parsePlanningNote(input(['', ' '], { context: { answered } })).records).toEqual([]);
  });
});
