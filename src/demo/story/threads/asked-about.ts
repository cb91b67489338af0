import type { InThread } from '../letter.ts';

/** Threads in which nothing said what was decided: D-12, answered with a sentence; D-14, forwarded, and confirmed; one that waits for its sentence. */
export const askedAbout: readonly InThread[] = [
  {
    week: 5,
    who: 'kofi',
    at: 'Tue 17:20',
    to: ['sara', 'tom'],
    subject: 'Moritz without internet',
    text: `Sara, Tom, thanks for the hour. I believe that all three of us meant the same about their first two weeks, so it goes on record before one of us forgets it.`,
  },
  {
    week: 5,
    who: 'kofi',
    at: 'Wed 08:40',
    answers: 'question',
    about: 'Moritz',
    text: 'Moritz starts offline: the gateway keeps fourteen days, and Petra carries the export to the office on a stick every Friday.',
  },
  {
    week: 6,
    who: 'tom',
    at: 'Wed 11:15',
    to: ['ana'],
    forwards: {
      from: { name: 'Jonas Weber', address: 'jonas.weber@brokerhaus.example' },
      at: 'Tue 16:40',
      subject: 'Your quote',
      text: `Dear Mr Becker,

A: by the month, 240 euros a bridge, ends when you like.
B: by the year, 2,100 euros a bridge, with support on Saturdays and Sundays.

Both stand until the end of the month.

Jonas Weber
Brokerhaus`,
    },
    text: 'We went with the yearly licence of the broker, B in the quote below: it has support at weekends.',
  },
  { week: 6, who: 'tom', at: 'Wed 11:40', answers: 'question', about: 'Your quote', text: 'yes' },
  {
    week: 6,
    who: 'luis',
    at: 'Thu 15:30',
    to: ['kofi'],
    subject: 'Sums in the file for the auditor',
    text: `Their auditor has a tool for SHA-256 and none for anything else. She would like the sums in a second file, beside the export.

I try both on Monday.`,
  },
];
