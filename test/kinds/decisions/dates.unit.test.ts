import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  deadlineInProse,
  defaultDeadline,
  inFull,
  readDeadline,
  readRevisit,
  type Writing,
} from '../../../src/kinds/decisions/dates.ts';

const instant = (iso: string) => Temporal.Instant.from(iso);

/** A Tuesday morning in Berlin; the Thursday of the week after is a holiday. */
const tuesday: Writing = {
  sentAt: instant('2026-11-24T10:00+01:00'),
  zone: '+01:00',
  memberZone: 'Europe/Berlin',
  holidays: ['2026-12-03', '2026-12-25'],
};
const sent = (iso: string, writing: Partial<Writing> = {}): Writing => ({
  ...tuesday,
  sentAt: instant(iso),
  ...writing,
});

/** "2026-11-27 17:00" by the clock of `zone`; null where it is asked. */
function local(said: string, writing: Writing = tuesday, zone = 'Europe/Berlin'): string | null {
  const { at } = readDeadline(said, writing);
  return (
    at?.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ') ??
    null
  );
}

describe('a deadline as people write it', () => {
  it.each([
    ['2026-11-27', '2026-11-27 23:59'],
    ['2026-11-27 17:00', '2026-11-27 17:00'],
    ['2026-11-27T17:00Z', '2026-11-27 18:00'],
    ['2026-11-27T17:00:00-05:00', '2026-11-27 23:00'],
    ['2026/11/27', '2026-11-27 23:59'],
    ['Friday 17:00', '2026-11-27 17:00'],
    ['Fri., 4:30 p.m.', '2026-11-27 16:30'],
    ['Thu 26 Nov 17:00', '2026-11-26 17:00'],
    ['2 Dec', '2026-12-02 23:59'],
    ['December 2nd, 2026 at noon', '2026-12-02 12:00'],
    ['Thursday 26 November 2026 at 17.00', '2026-11-26 17:00'],
    ['26.11.2026', '2026-11-26 23:59'],
    ['26.11.', '2026-11-26 23:59'],
    ['26.11. 17.00', '2026-11-26 17:00'],
    ['26/11', '2026-11-26 23:59'],
    ['11/26', '2026-11-26 23:59'],
    ['the 27th', '2026-11-27 23:59'],
    ['tomorrow', '2026-11-25 23:59'],
    ['tomorrow noon', '2026-11-25 12:00'],
    ['day after tomorrow, 9 am', '2026-11-26 09:00'],
    ['today EOD', '2026-11-24 23:59'],
    ['tonight', '2026-11-24 23:59'],
    ['end of day', '2026-11-24 23:59'],
    ['the end of the week', '2026-11-27 23:59'],
    ['end of next week', '2026-12-04 23:59'],
    ['end of the month', '2026-11-30 23:59'],
    ['in two weeks', '2026-12-08 23:59'],
    ['in 3 days', '2026-11-27 23:59'],
    ['in 48 hours', '2026-11-26 10:00'],
    ['within the next 3 working days', '2026-11-27 23:59'],
    ['a week from Friday', '2026-12-04 23:59'],
    ['Monday COB', '2026-11-30 23:59'],
    ['3:30 on Friday afternoon', '2026-11-27 15:30'],
    ['Friday at midnight', '2026-11-27 23:59'],
    ['Wednesday of next week', '2026-12-02 23:59'],
  ])('is understood: "%s"', (said, expected) => {
    expect(local(said)).toBe(expected);
    expect(readDeadline(said, tuesday).ask).toBeNull();
  });

  it.each([
    'by Friday 17:00',
    'until Friday, 17:00.',
    'no later than Friday 5pm',
    'to Friday 17:00',
    '**Friday 17:00**',
    '"Friday 17:00"',
    "'Friday 17:00'",
    'Friday 17:00 (we order afterwards)',
    'on Friday before 17:00, please',
  ])('is the same with what stands around it: %s', (said) => {
    expect(readDeadline(said, tuesday)).toMatchObject({ ask: null, movedFrom: null });
    expect(local(said)).toBe('2026-11-27 17:00');
  });

  it.each([
    ['bis Freitag 17 Uhr', '2026-11-27 17:00'],
    ['am Freitag, den 27. November, um 17.30 Uhr', '2026-11-27 17:30'],
    ['1. Dezember', '2026-12-01 23:59'],
    ['bis zum 30.', '2026-11-30 23:59'],
    ['Freitag, 12 Uhr mittags', '2026-11-27 12:00'],
    ['in zwei Wochen', '2026-12-08 23:59'],
    ['morgen', '2026-11-25 23:59'],
    ['Ende der Woche', '2026-11-27 23:59'],
    ['in drei Werktagen', '2026-11-27 23:59'],
    ['vendredi 27 novembre à 17h', '2026-11-27 17:00'],
    ['d’ici vendredi 17h30', '2026-11-27 17:30'],
    ['dans deux semaines', '2026-12-08 23:59'],
    ['demain midi', '2026-11-25 12:00'],
    ['fin du mois', '2026-11-30 23:59'],
    ['viernes 27 de noviembre a las 17:00', '2026-11-27 17:00'],
    ['el viernes a las 5 de la tarde', '2026-11-27 17:00'],
    ['hasta el día 30', '2026-11-30 23:59'],
    ['mañana', '2026-11-25 23:59'],
    ['en dos semanas', '2026-12-08 23:59'],
    ['sexta-feira, 27 de novembro, às 17h', '2026-11-27 17:00'],
    ['amanhã', '2026-11-25 23:59'],
    ['até o final do mês', '2026-11-30 23:59'],
    ['em duas semanas', '2026-12-08 23:59'],
    ['venerdì 27 novembre alle 17', '2026-11-27 17:00'],
    ['entro le 17 di venerdì', '2026-11-27 17:00'],
    ['tra due settimane', '2026-12-08 23:59'],
    ['fine della settimana', '2026-11-27 23:59'],
    ['voor vrijdag 27 november om 17:00', '2026-11-27 17:00'],
    ['vrijdag om 9 uur', '2026-11-27 09:00'],
    ['over twee weken', '2026-12-08 23:59'],
    ['fredag den 27 november kl 17', '2026-11-27 17:00'],
    ['om två veckor', '2026-12-08 23:59'],
    ['до пятницы 17:00', '2026-11-27 17:00'],
    ['27 ноября 2026 года', '2026-11-27 23:59'],
    ['через две недели', '2026-12-08 23:59'],
    ["до п'ятниці 17:00", '2026-11-27 17:00'],
    ['завтра', '2026-11-25 23:59'],
    ['11月27日 17時', '2026-11-27 17:00'],
    ['１１月２７日１７：００まで', '2026-11-27 17:00'],
    ['来週の水曜日', '2026-12-02 23:59'],
    ['明日', '2026-11-25 23:59'],
    ['周五下午5点', '2026-11-27 17:00'],
    ['两周后', '2026-12-08 23:59'],
  ])('is understood in other languages: "%s"', (said, expected) => {
    expect(local(said)).toBe(expected);
    expect(readDeadline(said, tuesday).ask).toBeNull();
  });

  it.each([
    ['Friday 17:00 CET', '2026-11-27T16:00:00Z'],
    ['17:00 CET on Friday', '2026-11-27T16:00:00Z'],
    ['Friday 5pm PT', '2026-11-28T01:00:00Z'],
    ['Friday 17:00 UTC+2', '2026-11-27T15:00:00Z'],
    ['Friday 17:00 +0530', '2026-11-27T11:30:00Z'],
    ['Friday 16:00Z', '2026-11-27T16:00:00Z'],
    ['Friday 17:00 Berlin time', '2026-11-27T16:00:00Z'],
    ['Friday 17:00 (New York)', '2026-11-27T22:00:00Z'],
    ['Friday 17:00 America/Sao_Paulo', '2026-11-27T20:00:00Z'],
    ['Friday 17:00 (11:00 in Lisbon)', '2026-11-28T02:00:00Z'],
  ])('is in the zone that is written, from whatever zone it comes: "%s"', (said, expected) => {
    const inTokyo = sent('2026-11-24T10:00+09:00', { zone: '+09:00', memberZone: 'Asia/Tokyo' });
    const { at } = readDeadline(
      said,
      said.includes('Lisbon')
        ? sent('2026-11-24T10:00-09:00', { zone: '-09:00', memberZone: null })
        : inTokyo,
    );
    expect(at?.toString()).toBe(expected);
  });

  it('is confirmed where the letters of a zone are not what its clocks show that day', () => {
    const inJune = sent('2026-06-09T10:00+02:00', { zone: '+02:00' });
    expect(local('Friday 17:00 CET', inJune)).toBe('2026-06-12 17:00');
    expect(readDeadline('Friday 17:00 CET', inJune).ask).toBe(
      '"Friday 17:00 CET" was read as Fri 12 Jun 2026 17:00 (UTC+02:00). Is that right?',
    );
    expect(readDeadline('Friday 17:00 CEST', inJune).ask).toBeNull();
  });
});

describe('a weekday', () => {
  it('is the next one after the day it is written on', () => {
    expect(local('Wednesday')).toBe('2026-11-25 23:59');
    expect(local('this Monday')).toBe('2026-11-30 23:59');
  });

  it('is today only with a time that is still to come', () => {
    expect(local('Tuesday 17:00')).toBe('2026-11-24 17:00');
    expect(local('Tuesday 09:00')).toBe('2026-12-01 09:00');
    expect(local('Tuesday')).toBe('2026-12-01 23:59');
  });

  it('has to be that of the date beside it', () => {
    expect(readDeadline('Friday 28 November', tuesday)).toEqual({
      at: null,
      ask: 'Until when? Sat 28 Nov 2026 is not a Friday. Which day is it?',
    });
    expect(local('Friday (4 Dec)')).toBe('2026-12-04 23:59');
  });
});

describe('a date without a year', () => {
  it('is the next such day', () => {
    expect(local('8 January')).toBe('2027-01-08 23:59');
    expect(local('24 Nov')).toBe('2026-11-24 23:59');
  });

  it('is confirmed where it lies most of a year ahead', () => {
    const moment = readDeadline('20 Nov', tuesday);
    expect(moment.at?.toString()).toBe('2027-11-22T22:59:00Z');
    expect(moment.ask).toContain('Is that right?');
  });
});

describe('what is asked, not guessed', () => {
  it.each(['next Wednesday', 'nächsten Mittwoch', 'mercredi prochain', 'el próximo miércoles'])(
    'two days are named for "%s"',
    (said) => {
      expect(readDeadline(said, tuesday)).toEqual({
        at: null,
        ask: `Until when? "${said}" can be Wed 25 Nov 2026 or Wed 2 Dec 2026. Which one?`,
      });
    },
  );

  it('"next Tuesday" and "next Monday" are clear on a Tuesday', () => {
    expect(local('next Monday')).toBe('2026-11-30 23:59');
    expect(local('next Tuesday 17:00')).toBe('2026-12-01 17:00');
    expect(local('next Tuesday')).toBe('2026-12-01 23:59');
  });

  it.each(['12/1', '1/12', '12/1 17:00', 'bis 1/12'])('two days are named for "%s"', (said) => {
    expect(readDeadline(said, tuesday)).toEqual({
      at: null,
      ask: `Until when? "${said}" can be Tue 1 Dec 2026 or Tue 12 Jan 2027. Which one?`,
    });
  });

  it('a weekday beside them decides, and so does a day that is both', () => {
    expect(local('Friday 12/4')).toBe('2026-12-04 23:59');
    expect(readDeadline('Tuesday 12/1', tuesday).ask).toContain('Tue 1 Dec 2026 or Tue 12 Jan 2027');
    expect(local('1/1', { ...tuesday, holidays: [] })).toBe('2027-01-01 23:59');
  });

  it.each(['2026-11-20', '20.11.2026 17:00', 'today 9 am', 'yesterday', '24 Nov 09:00'])(
    'a time that is past: "%s"',
    (said) => {
      expect(readDeadline(said, tuesday)).toMatchObject({
        at: null,
        ask: expect.stringContaining('that is past'),
      });
    },
  );

  it('names the time that is past', () => {
    expect(readDeadline('2026-11-20', tuesday).ask).toBe(
      'Until when? "2026-11-20" is Fri 20 Nov 2026 23:59 (UTC+01:00), and that is past.',
    );
  });

  it.each([
    'soon',
    'asap',
    'tbd',
    'next week',
    'nächste Woche',
    'la semaine prochaine',
    '来週',
    'after Friday',
    'not before Friday',
    'Friday or Monday',
    'Thu/Fri',
    '27 Nov to 1 Dec',
    '27 jui',
    'in 5000 days',
    'Friday, or Monday if need be',
    'Friday 17:00 or 18:00',
    'Friday 25:00',
    '2026-02-30',
    '31.11.',
    'December',
    '3 days before Friday',
    '10:00-12:00 Friday',
  ])('what is no one day: "%s"', (said) => {
    expect(readDeadline(said, tuesday)).toMatchObject({
      at: null,
      ask: expect.stringContaining(`"${said}" does not name one day`),
    });
  });

  it('nothing at all', () => {
    expect(readDeadline(' ', tuesday)).toMatchObject({
      at: null,
      ask: expect.stringMatching(/^Until when\? A date like/),
    });
  });

  it.each([
    ['Friday 00:00', '2026-11-27 00:00'],
    ['Friday at 5', '2026-11-27 17:00'],
    ['Friday 5:00', '2026-11-27 17:00'],
    ['Friday afternoon', '2026-11-27 18:00'],
    ['tomorrow morning', '2026-11-25 12:00'],
    ['Friday?', '2026-11-27 23:59'],
    ['17:00', '2026-11-24 17:00'],
    ['Friday 17:00, so that we can order', '2026-11-27 17:00'],
  ])('what is likely is read and confirmed: "%s"', (said, expected) => {
    expect(local(said)).toBe(expected);
    expect(readDeadline(said, tuesday).ask).toMatch(/ was read as .* Is that right\?$/);
  });

  it('quotes no control character and no more than a line', () => {
    const { ask } = readDeadline(`soon\r\nBcc: x\u0000${'very '.repeat(5000)}`, tuesday);
    expect(ask).not.toMatch(/\p{Cc}/u);
    expect(ask?.length).toBeLessThan(200);
  });
});

describe('a free day', () => {
  it.each([
    ['Saturday 10:00', '2026-11-30 10:00', '2026-11-28'],
    ['29 Nov', '2026-11-30 23:59', '2026-11-29'],
    ['Thursday 3 December 15:00', '2026-12-04 15:00', '2026-12-03'],
    ['25.12.', '2026-12-28 23:59', '2026-12-25'],
  ])('moves "%s" to the next working day at the same time, and says so', (said, expected, movedFrom) => {
    expect(local(said)).toBe(expected);
    expect(readDeadline(said, tuesday)).toMatchObject({ movedFrom });
  });

  it('moves 48 hours from a Thursday to Monday, at its time', () => {
    expect(local('in 48 hours', sent('2026-11-26T10:20+01:00'))).toBe('2026-11-30 10:20');
  });

  it('does not count among working days', () => {
    expect(local('in 3 working days', sent('2026-12-01T10:00+01:00'))).toBe('2026-12-07 23:59');
  });
});

describe('daylight saving', () => {
  it('keeps the local time beyond a change, by the member’s own zone', () => {
    const friday = sent('2026-10-23T10:00+02:00', { zone: '+02:00' });
    expect(readDeadline('Monday 17:00', friday).at?.toString()).toBe('2026-10-26T16:00:00Z');
    const spring = sent('2026-03-27T10:00+01:00');
    expect(readDeadline('Monday 17:00', spring).at?.toString()).toBe('2026-03-30T15:00:00Z');
  });

  it('keeps the offset of a member who writes from elsewhere', () => {
    const away = sent('2026-10-23T10:00-04:00', { zone: '-04:00' });
    expect(readDeadline('Monday 17:00', away).at?.toString()).toBe('2026-10-26T21:00:00Z');
  });

  it('goes as far beyond a change as a time is that it skips', () => {
    const inJerusalem = sent('2026-03-25T10:00+02:00', { zone: '+02:00', memberZone: 'Asia/Jerusalem' });
    expect(local('Friday 02:30', inJerusalem, 'Asia/Jerusalem')).toBe('2026-03-27 03:30');
  });

  it('moves a time of a Sunday that was skipped to that time of Monday', () => {
    expect(local('29 March 02:30', sent('2026-03-27T10:00+01:00'))).toBe('2026-03-30 02:30');
  });
});

describe('a deadline that nobody named', () => {
  const lasting = (hours: number, iso: string, holidays: string[] = []) =>
    defaultDeadline(hours, instant(iso), 'Europe/Berlin', holidays)
      .toZonedDateTimeISO('Europe/Berlin')
      .toString({ smallestUnit: 'minute', timeZoneName: 'never' });

  it.each([
    ['on a Tuesday', '2026-11-24T10:00+01:00', '2026-11-27T10:00+01:00'],
    ['over a weekend', '2026-11-26T10:00+01:00', '2026-12-01T10:00+01:00'],
    ['from a Saturday, which counts from Monday', '2026-11-28T10:00+01:00', '2026-12-03T10:00+01:00'],
    ['over the change to winter time', '2026-10-23T10:00+02:00', '2026-10-28T10:00+01:00'],
    ['over the change to summer time', '2026-03-27T10:00+01:00', '2026-04-01T10:00+02:00'],
    ['from another zone, by the team’s clock', '2026-11-24T22:00-05:00', '2026-11-30T04:00+01:00'],
  ])('is the same local time three working days later: %s', (_, iso, expected) => {
    expect(lasting(72, iso)).toBe(expected);
  });

  it('leaves the team’s holidays out', () => {
    expect(lasting(72, '2026-12-23T10:00+01:00', ['2026-12-25', '2026-12-26'])).toBe(
      '2026-12-29T10:00+01:00',
    );
    expect(lasting(24, '2026-12-25T10:00+01:00', ['2026-12-25'])).toBe('2026-12-29T10:00+01:00');
  });

  it('adds the hours that are no whole day, and moves on from a free day', () => {
    expect(lasting(36, '2026-11-24T10:00+01:00')).toBe('2026-11-25T22:00+01:00');
    expect(lasting(36, '2026-11-26T20:00+01:00')).toBe('2026-11-30T08:00+01:00');
  });
});

describe('a day to look at it again', () => {
  it.each([
    ['1 March 2027', '2027-03-01'],
    ['28.02.2027', '2027-02-28'],
    ['in six months', '2027-05-24'],
    ['Saturday 28 November, 17:00', '2026-11-28'],
    ['3 Dec', '2026-12-03'],
  ])('is a day as it is, free or not: "%s"', (said, day) => {
    expect(readRevisit(said, tuesday)).toEqual({ day });
  });

  it('is asked for where it is unclear or past', () => {
    expect(readRevisit('12/1', tuesday)).toEqual({
      day: null,
      ask: 'Look at it again when? "12/1" can be Tue 1 Dec 2026 or Tue 12 Jan 2027. Which one?',
    });
    expect(readRevisit('2026-11-20', tuesday)).toMatchObject({
      day: null,
      ask: 'Look at it again when? Fri 20 Nov 2026 is past.',
    });
  });
});

describe('a moment in full', () => {
  const at = instant('2026-11-25T16:00Z');

  it('is in the team’s zone, with the reader’s time behind it', () => {
    expect(inFull(at, 'Europe/Berlin', 'America/Sao_Paulo')).toBe('Wed 25 Nov 17:00 CET (13:00 yours)');
    expect(inFull(at, 'America/New_York', 'Asia/Tokyo')).toBe(
      'Wed 25 Nov 11:00 EST (Thu 26 Nov 01:00 yours)',
    );
  });

  it('is said once to who has the same time', () => {
    expect(inFull(at, 'Europe/Berlin', 'Europe/Madrid')).toBe('Wed 25 Nov 17:00 CET');
    expect(inFull(at, 'Asia/Shanghai', 'Asia/Shanghai')).toBe('Thu 26 Nov 00:00 UTC+8');
  });
});

describe('a deadline in prose', () => {
  it.each([
    ['Logs go after a week. Please answer by Thursday 16:00. Then I order.', 'Thursday 16:00'],
    ['Could you reply by\nFriday 17:00 CET?', 'Friday 17:00 CET'],
    ['Let me know until Monday what you think.', 'Monday'],
    ['Objections by 2 Dec', '2 Dec'],
    ['If nobody objects before Friday noon, it is done.', 'Friday noon'],
    ['By Wednesday 5 pm, please tell me whether you agree.', 'Wednesday 5 pm'],
    ['We decide by Friday so that there is time left.', 'Friday'],
    ['Everyone should vote by next Wednesday.', 'next Wednesday'],
    ['Bitte antwortet bis 1. Dezember.', '1. Dezember'],
    ['Bitte bis Freitag 17 Uhr antworten.', 'Freitag 17 Uhr'],
    ['Merci de répondre avant vendredi 17h.', 'vendredi 17h'],
    ['Respondam até sexta-feira, por favor.', 'sexta-feira'],
    ['Rispondete entro venerdì alle 17.', 'venerdì alle 17'],
    ['Reageer voor vrijdag 17:00.', 'vrijdag 17:00'],
    ['Ответьте до пятницы 17:00.', 'пятницы 17:00'],
  ])('is found where it asks for answers: "%s"', (text, expected) => {
    expect(deadlineInProse(text)).toBe(expected);
  });

  it.each([
    'We ship by Friday.',
    'The decision is that we ship by Friday.',
    'Let me know whether we can ship by Friday.',
    'We ship by Friday, answers are welcome.',
    'I will answer by Friday.',
    'The vendor must answer by Friday.',
    'The feedback of our customers goes into it by Friday.',
    'Please answer by mail. It goes live on Friday.',
    'Answers by everybody are welcome.',
  ])('is not any day: "%s"', (text) => {
    expect(deadlineInProse(text)).toBeNull();
  });
});

describe('whatever is written', () => {
  const words =
    'by Friday next Tuesday end of the week in 2 two weeks days 17:00 5 pm at noon 12/1 27.11. 27 Dec November 2026 tomorrow today EOD morning , ( ) bis Ende von demain à 17h Uhr hours 31 29 Feb working from a week'.split(
      ' ',
    );
  const writings = fc
    .record({
      minute: fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }),
      zone: fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Asia/Tokyo', '+05:30', 'Asia/Jerusalem'),
    })
    .map(({ minute, zone }) =>
      sent('2026-01-01T00:00Z', {
        sentAt: instant('2026-01-01T00:00Z').add({ minutes: minute }),
        zone,
        memberZone: null,
      }),
    );
  const sayings = fc.oneof(
    fc.array(fc.constantFrom(...words), { maxLength: 7 }).map((some) => some.join(' ')),
    fc.constantFrom(...words),
  );

  it('a deadline lies ahead, and on a working day of the writer', () => {
    let read = 0;
    fc.assert(
      fc.property(sayings, writings, (said, writing) => {
        const { at } = readDeadline(said, writing);
        if (!at) return;
        read += 1;
        const day = at.toZonedDateTimeISO(writing.zone).toPlainDate();
        expect(Temporal.Instant.compare(at, writing.sentAt)).toBe(1);
        expect(day.dayOfWeek).toBeLessThan(6);
        expect(writing.holidays).not.toContain(day.toString());
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it('any text is either a moment ahead or a question', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'0123456789:./-+ TZapm年月日時') }),
    );
    fc.assert(
      fc.property(any, writings, (said, writing) => {
        const moment = readDeadline(said, writing);
        if (moment.at) expect(Temporal.Instant.compare(moment.at, writing.sentAt)).toBe(1);
        else expect(moment.ask).toMatch(/^Until when\? /);
        readRevisit(said, writing);
        deadlineInProse(`Please answer by ${said}`);
      }),
      { numRuns: 500 },
    );
  });

  it('a long text costs no more than its size', () => {
    const started = performance.now();
    deadlineInProse('please answer by '.repeat(20_000));
    deadlineInProse('\n \t'.repeat(20_000));
    readDeadline('(1.1.'.repeat(20_000), tuesday);
    expect(performance.now() - started).toBeLessThan(1500);
  });

  it('no more than its beginning is looked at', () => {
    expect(local(`Friday 17:00${' '.repeat(200)}or Monday`)).toBe('2026-11-27 17:00');
  });
});
