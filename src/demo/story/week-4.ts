import { type Letter, numbered } from './letter.ts';

/** The fourth week: the first pilot runs; a risk is ended in an answer, new ones come with it, and one that is not new. */
export const week4: readonly Letter[] = [
  { who: 'ana', at: 'Mon 09:26', answers: 'planning', text: 'KR1: 33, confidence 6' },
  { who: 'mei', at: 'Mon 09:26', answers: 'planning', text: 'KR2: 90.8' },
  {
    who: 'sara',
    at: 'Mon 09:50',
    answers: 'planning',
    text: 'Sorry for Friday: gateway 14 and I fell asleep at the same time. It was the backup job next door, which fills the disk at two.',
  },
  {
    who: 'sara',
    at: 'Fri 09:21',
    answers: 'request',
    inside: [
      'Gateway Updates: no gateway goes dark by an update',
      'An update that fails goes back to the image before it, and says so. All 60 finished, gateway 14 among them.',
      'over R-4',
      'The certificate. Ops found the key; now somebody has to dare.',
    ],
  },
  {
    who: 'ana',
    at: 'Fri 09:40',
    answers: 'request',
    text: numbered([
      'Alerting: hear of missing data within ten minutes.',
      'The alert on stale data is live with Luis. It found room 9 at Hafen after 8 minutes, before Kofi did and before they did.',
      'none',
      'Who is called at night, and from which country.',
    ]),
  },
  {
    who: 'mei',
    at: 'Fri 10:20',
    answers: 'request',
    text: numbered([
      'User Workflows: the three screens with the most failures.',
      'Two of the three are below one failure in a hundred. The third is the room editor; it loses what you typed when the tablet sleeps.',
      'The room editor may need a rewrite, and that is not in the sprint',
      'Keep the draft on the tablet. If that is enough there is no rewrite.',
    ]),
  },
  {
    who: 'kofi',
    at: 'Fri 09:35',
    answers: 'request',
    inside: [
      'Pilots (KR3): Hafen, all of it',
      'Hafen runs on it since Tuesday, all 14 rooms, and their auditor got the first export. They took the paper sheets off the doors themselves.',
      'Moritz Dairy wants it without internet for the first two weeks, which we have never tried',
      'A week of Hafen without touching it. Then Moritz.',
    ],
  },
  {
    who: 'luis',
    at: 'Fri 10:50',
    answers: 'request',
    text: `Alerting, with Ana
The alert on stale data. It was 60 lines and two days of arguing about "stale"
Staging lags production by three schemas now, so I cannot test the alert there
Checksums on the export, so that the auditor's file can be checked`,
  },
  { who: 'luis', at: 'Fri 10:58', answers: 'receipt', text: 'yes' },
  {
    who: 'tom',
    at: 'Fri 11:45',
    answers: 'request',
    text: numbered([
      'Automation: a site without an engineer.',
      'All 61 steps are in. The caretaker at Hafen set up the last four rooms in 25 minutes, and asked for a beer, not for help.',
      'The importer reads their spreadsheet only; the next customer will have another one',
      'Two more spreadsheets, from Moritz and from a friend in a hospital.\n\nover R-5',
    ]),
  },
  {
    who: 'ben',
    at: 'Fri 09:50',
    answers: 'request',
    inside: [
      'Data Integrity',
      'The rehearsal worked: 212 frames mended, none invented. Kofi read the numbers aloud to the customer and they matched their own thermometer.',
      `R-2 stays.
Backfill of the pilot may run longer than its night`,
      'Backfill in parallel, room by room.',
    ],
  },
];
