import { type Letter, numbered } from './letter.ts';

/** The third week: a sprint goal by mail, a risk ended and one on a Wednesday, a late answer, a correction, "same as last week". */
export const week3: readonly Letter[] = [
  {
    who: 'tom',
    at: 'Mon 08:10',
    answers: 'request',
    text: numbered([
      'Automation: set up a site from one file.',
      'The importer does 44 of the 61 steps now. A site takes two hours instead of five; I timed it twice.',
      'Nobody but me has used the importer yet',
      'Let Kofi do it, and keep my hands off the keyboard.',
    ]),
  },
  {
    who: 'ana',
    at: 'Mon 09:26',
    answers: 'planning',
    text: 'Sprint goal: Fewer errors in user workflows (KR2)\nKR1: 36, confidence 6',
  },
  { who: 'mei', at: 'Mon 09:26', answers: 'planning', text: 'KR2: 90' },
  {
    who: 'kofi',
    at: 'Mon 09:48',
    answers: 'planning',
    text: 'over R-1\n\nThe new operations lead at Moritz Dairy is called Petra Voss, and she wants it in the first week of next month. In writing.',
  },
  {
    who: 'sara',
    at: 'Wed 14:22',
    subject: 'The certificate of the update server',
    text: `Risk: the update server's certificate runs out in six weeks, and a gateway that misses the renewal cannot be updated any more #gateway-updates

Found while I sat with gateway 14. I have asked who holds the key.`,
  },
  {
    who: 'ana',
    at: 'Fri 09:40',
    answers: 'request',
    text: numbered([
      'Alerting: rules that say who does what.',
      'Every rule has an owner and a first step. It woke Ben once this week, and he said that it was right to.',
      'over R-3',
      'An alert on data that stops coming. We have one for bad data and none for no data.',
    ]),
  },
  {
    who: 'mei',
    at: 'Fri 10:20',
    answers: 'request',
    text: numbered([
      'User Workflows: signing in with gloves.',
      'Card sign-in works on the three tablets in the lab; success is at 94 %.',
      'none',
      'Try it in a cold room, at minus 20, with Kofi.',
    ]),
  },
  {
    who: 'mei',
    at: 'Fri 10:41',
    answers: 'receipt',
    text: '2 Card sign-in works in the lab, with success at 90.4 %',
  },
  {
    who: 'kofi',
    at: 'Fri 09:35',
    answers: 'request',
    inside: [
      'Pilots: a first gateway on a wall at Hafen',
      'Two gateways hang in rooms 3 and 9 since Tuesday. Set up with the importer, by me, without Tom; he left the room so as not to help.',
      'none',
      'The other twelve rooms, and a first export for their auditor.',
    ],
  },
  {
    who: 'tom',
    at: 'Fri 11:45',
    answers: 'request',
    text: 'Same as last week, only that Kofi now does it. Next week there is something to show.',
  },
  {
    who: 'ben',
    at: 'Fri 09:50',
    answers: 'request',
    inside: [
      'Data Integrity, and with it KR1',
      'A reconnect sends each frame once. Corrupt frames in the lab went from 24 a day to 2, and those two are from one gateway with an old image.',
      'R-2, staging, third week. It costs me an hour a day',
      'Backfill what was corrupted in the lab data, as a rehearsal.',
    ],
  },
];
