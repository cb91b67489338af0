import { type Letter, numbered } from './letter.ts';

/** The present week, as far as it has come. */
export const week5: readonly Letter[] = [
  {
    who: 'ana',
    at: 'Mon 09:26',
    answers: 'planning',
    text: 'Sprint goal: Seven days at Hafen without a hand on it (KR3)\nKR1: 31, confidence 7',
  },
  { who: 'mei', at: 'Mon 09:26', answers: 'planning', text: 'KR2: 91.6' },
  {
    who: 'luis',
    at: 'Mon 09:40',
    answers: 'planning',
    text: 'KR1: 30\n\nI counted the two that Ben closed at night. Checksums on the export are in review. If somebody has an auditor at hand, I would like to watch one use it.',
  },
  {
    who: 'tom',
    at: 'Tue 10:30',
    subject: 'Spreadsheets',
    text: 'Risk: Moritz Dairy writes dates as 3/4 and means both, so the importer may file a month in the wrong place #automation',
  },
  {
    who: 'ana',
    at: 'Fri 09:40',
    answers: 'request',
    text: numbered([
      'KR1 and Alerting: nights that stay quiet for the right reason.',
      'Three names and a phone for the night, in two time zones. Nobody was called this week.',
      'none',
      'The half-time look at KR1 with support.',
    ]),
  },
  {
    who: 'sara',
    at: 'Fri 10:20',
    answers: 'request',
    inside: [
      'Gateway Updates',
      'The certificate is renewed on all 74 gateways but one. Gateway 14, of course.',
      'R-6, one gateway left',
      'Gateway 14, with a laptop, in person.',
    ],
  },
];
