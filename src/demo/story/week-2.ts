import { type Letter, numbered } from './letter.ts';

/** The second week: one answers in part, one names an epic nearly, one not until Monday, one goes away. */
export const week2: readonly Letter[] = [
  {
    who: 'ana',
    at: 'Mon 09:31',
    answers: 'planning',
    text: 'KR1: 38, confidence 5',
  },
  {
    who: 'mei',
    at: 'Mon 09:31',
    answers: 'planning',
    text: 'KR2: 89.1\n\nExport numbers are up on the board. The red column is bigger than I thought.',
  },
  {
    who: 'luis',
    at: 'Thu 16:45',
    answers: 'planning',
    text: 'away next week\n\nThe parser is in review with Ben; nothing waits for me.',
  },
  {
    who: 'ana',
    at: 'Fri 09:40',
    answers: 'request',
    text: numbered([
      'Alerting: fewer alerts that mean more.',
      'Of 164 alerts last month, 9 led to anybody doing anything. The noisiest rule is gone: that alone is 71 a month.',
      'We may mute something that matters while we clean up',
      'An owner and a first step for each of the rules that stay.',
    ]),
  },
  {
    who: 'mei',
    at: 'Fri 10:20',
    answers: 'request',
    text: `Goal: exports that finish #workflow
Changed: Exports run in the background and send a link; timeouts went from 46 a day to 3
Risk: none
Next: signing in with gloves: bigger keys, or a card`,
  },
  { who: 'mei', at: 'Fri 10:24', answers: 'receipt', text: 'Yes' },
  {
    who: 'sara',
    at: 'Fri 10:20',
    answers: 'request',
    inside: [
      'Gateway Updates: no more full disks',
      'The old image is cleared first now. 58 of 60 updates finished.',
      'Gateway 14 at the lab rolls back every night at two, and we do not know why',
      'Sit up with gateway 14.',
    ],
  },
  {
    who: 'kofi',
    at: 'Fri 10:10',
    answers: 'request',
    text: `Goal: Pilots, a way through their network
Changed: the network test passed. Hafen's IT opened nothing, which is how they like it.
Next: brackets, cables, and a date for the first gateway.

Sent from my iPhone`,
  },
  {
    who: 'ben',
    at: 'Fri 09:50',
    answers: 'request',
    inside: [
      'Data Integrity: understand the reconnect',
      'It happens on my desk: unplug for more than 40 seconds, and the buffer is sent twice with two different clocks. Luis saw it in the parser before I saw it in the data.',
      'R-2, staging is still two schemas behind; I compare on my laptop for now',
      'Cut the retry storm in ingest, so that a reconnect sends each frame once.',
    ],
  },
  {
    who: 'luis',
    at: 'Fri 10:50',
    answers: 'request',
    text: `Data Integrity
The old parser is deleted, 1,900 lines
none
I am away, then the alert on stale data with Ana`,
  },
];
