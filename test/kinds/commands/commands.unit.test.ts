import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { endedBy, readAbsence, withAbsence } from '../../../src/kinds/commands/absence.ts';
import { parseCommands } from '../../../src/kinds/commands/parse.ts';
import { input, memberNamed } from '../../support/input.ts';

const monday = Temporal.PlainDate.from('2026-11-16');

describe('away', () => {
  it.each([
    ['away until 2026-12-01', '2026-11-16', '2026-12-01'],
    ['Away until Tuesday', '2026-11-16', '2026-11-17'],
    ["I'm away till Friday.", '2026-11-16', '2026-11-20'],
    ['away next week', '2026-11-23', '2026-11-29'],
    ['away tomorrow', '2026-11-17', '2026-11-17'],
    ['away 21 Dec to 2 Jan', '2026-12-21', '2027-01-02'],
    ['away from 2026-12-21 to 2027-01-02', '2026-12-21', '2027-01-02'],
    ['away until Dec 1st', '2026-11-16', '2026-12-01'],
  ])('reads "%s" as %s to %s', (line, from, to) => {
    expect(readAbsence(line, monday)).toEqual({ from, to });
  });

  it('asks where the days cannot be understood', () => {
    const found = parseCommands(input(['away until 12/1']));
    expect(found.records).toEqual([]);
    expect(found.refusals[0]?.why).toContain('until when?');
  });

  it('is no command inside a sentence', () => {
    expect(parseCommands(input(['The outage went away until Tuesday evening.'])).records).toEqual([]);
    expect(readAbsence('Away games are fun', monday)).toBeNull();
  });
});

describe('back', () => {
  const away = (from: string, to: string) => ({ ...memberNamed('ben'), away: [{ from, to }] });
  const back = (line: string, author = away('2026-11-10', '2026-11-20')) =>
    parseCommands(input([line], { context: { author } })).records;

  it.each(['back', "I'm back!", 'I am back today.'])('ends an absence by "%s"', (line) => {
    expect(back(line)).toEqual([{ kind: 'command', type: 'back', on: '2026-11-16' }]);
  });

  it('is a word like any other where nobody is away, and inside a sentence', () => {
    expect(back('back', away('2026-11-20', '2026-11-21'))).toEqual([]);
    expect(back('Back to the backfill')).toEqual([]);
  });

  it('leaves what was before and what is to come', () => {
    const before = [
      { from: '2026-11-02', to: '2026-11-03' },
      { from: '2026-11-10', to: '2026-11-20' },
      { from: '2026-12-21', to: '2026-12-31' },
    ];
    expect(endedBy(before, monday)).toEqual([
      { from: '2026-11-02', to: '2026-11-03' },
      { from: '2026-11-10', to: '2026-11-15' },
      { from: '2026-12-21', to: '2026-12-31' },
    ]);
  });
});

describe('an absence beside others', () => {
  const until = (to: string) => ({ from: '2026-11-16', to });

  it('is said anew where it begins on the same day', () => {
    expect(withAbsence([until('2026-12-01')], until('2026-11-20'))).toEqual([until('2026-11-20')]);
  });

  it('swallows what lies within it, and leaves the rest', () => {
    const within = { from: '2026-11-18', to: '2026-11-19' };
    const later = { from: '2026-12-21', to: '2026-12-31' };
    expect(withAbsence([within, later], until('2026-11-20'))).toEqual([later, until('2026-11-20')]);
  });
});

describe('over', () => {
  const openRisks = [
    {
      number: 4,
      text: 'staging lags',
      epic: 'data-integrity',
      member: 'kofi@example.com',
      since: '2026-10-26T09:00:00Z',
    },
    {
      number: 7,
      text: 'pilot late',
      epic: 'pilots',
      member: 'kofi@example.com',
      since: '2026-10-26T09:00:00Z',
    },
  ];
  const over = (lines: string[], author = 'ben') =>
    parseCommands(input(lines, { author, context: { openRisks } }));

  it('ends a risk for the owner of its epic', () => {
    expect(over(['over R-4']).records).toEqual([{ kind: 'command', type: 'over', risk: 4 }]);
  });

  it('ends several, behind the number of an answer as well, and leaves that line in the answer', () => {
    const found = over(['3. over R-4 and R-7'], 'ana');
    expect(found.records.map((record) => 'risk' in record && record.risk)).toEqual([4, 7]);
    expect(found.taken).toEqual([]);
  });

  it('tells who may end it to who may not', () => {
    const found = over(['over R-7']);
    expect(found.records).toEqual([]);
    expect(found.refusals[0]?.why).toContain('Kofi Mensah');
  });

  it('says when there is no such risk', () => {
    expect(over(['over R-99']).refusals[0]?.why).toBe('there is no open risk R-99');
  });

  it('is not heard in "we took over R-4 from Kofi"', () => {
    expect(over(['We took over R-4 from Kofi']).records).toEqual([]);
  });
});

describe('Risk:', () => {
  it('opens one in any mail, over several lines, with the epic that it names', () => {
    const found = parseCommands(
      input(['Risk: backfill of #data-integrity', 'may miss the pilot', '', 'Thanks']),
    );
    expect(found.records).toEqual([
      {
        kind: 'command',
        type: 'risk',
        text: 'backfill of #data-integrity may miss the pilot',
        epic: 'data-integrity',
      },
    ]);
    expect(found.taken).toEqual([0, 1]);
  });

  it('is the third answer in a reply to the request', () => {
    const answered = { kind: 'request', week: '2026-W47', decision: null, questions: [] };
    expect(parseCommands(input(['Risk: backfill'], { context: { answered } })).records).toEqual([]);
  });
});

describe('help and hi', () => {
  it('are heard when they stand alone', () => {
    expect(parseCommands(input(['Help!'])).records).toEqual([{ kind: 'command', type: 'help' }]);
    const answered = { kind: 'welcome', week: null, decision: null, questions: [] };
    expect(parseCommands(input(['hi'], { context: { answered } })).records).toEqual([
      { kind: 'command', type: 'hello' },
    ]);
  });

  it('is no command in "help me with the backfill"', () => {
    expect(parseCommands(input(['Help me with the backfill'])).records).toEqual([]);
  });
});
