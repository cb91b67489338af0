import { type Letter, numbered } from './letter.ts';

/** The first week with updates: first numbers, and everybody answers in the way of their own client. One answer decides something. */
export const week1: readonly Letter[] = [
  {
    who: 'ana',
    at: 'Mon 09:24',
    answers: 'planning',
    text: 'KR1: 40, confidence 5\n\nCounting starts today. If you see a failure that is not in the incident log, write it down first and fix it second.',
  },
  { who: 'mei', at: 'Mon 09:24', answers: 'planning', text: 'KR2: 88.4' },
  {
    who: 'kofi',
    at: 'Mon 10:05',
    answers: 'planning',
    text: 'KR3: 0\n\nThe site survey at Hafen is on Wednesday. I am on a ladder and answer in the evening.',
  },
  {
    who: 'sara',
    at: 'Fri 09:21',
    answers: 'request',
    inside: [
      'KR1, Gateway Updates: know why an update fails before we send the next one',
      'Every gateway now reports which step of an update it reached. Of 60 last week 53 finished; five of the other seven ran out of disk.',
      'none',
      'Clear the old image before the new one is fetched, on the bench first.',
    ],
  },
  {
    who: 'ana',
    at: 'Fri 09:40',
    answers: 'request',
    text: numbered([
      'KR1: that "a failure" means the same to all of us, and to support.',
      'The count is one query over the incident log now, not three spreadsheets. Last month comes to 40, and nobody argued.',
      'none',
      '#alerting: list every alert that fired last month, and who did something about it.',
    ]),
  },
  {
    who: 'mei',
    at: 'Fri 10:20',
    answers: 'request',
    text: `${numbered([
      'User Workflows (KR2): see which actions fail, instead of guessing.',
      'Each failed action is counted by screen. Export is the worst with 31 % of all failures, then signing in on tablets with gloves on.',
      'none',
      'The export timeout. It is ours, not the network.',
    ])}

Decision: the link to an export is good for one day, and the mail that brings it says so.`,
  },
  {
    who: 'kofi',
    at: 'Fri 09:35',
    answers: 'request',
    inside: [
      'Pilots: getting the cold store at Hafen ready for a first gateway',
      'Survey done: 14 rooms, good power, and their network lets us out on port 443 only. Sara and I changed the installer on the spot.',
      'The second pilot has no date; their operations lead leaves in two weeks and the new one is not named',
      'Network test with their IT on Wednesday, then the order for brackets.',
    ],
  },
  {
    who: 'tom',
    at: 'Fri 11:45',
    answers: 'request',
    text: `Automation, mostly by watching people. I sat next to Kofi while he set up the demo site and wrote down each step: 61 of them, five hours, and the same site name typed into four places.

I turned the first 20 steps into the importer, so a site list from a spreadsheet becomes rooms and sensors in one go.

Nothing worries me yet. Next week the other 41.`,
  },
  {
    who: 'ben',
    at: 'Fri 09:50',
    answers: 'request',
    inside: [
      'Data Integrity: find where a reading changes between gateway and archive.',
      'The gateway now puts a checksum on each frame. Over nine days of data from the lab, 212 of 1.4 million frames differ, and all of them right after a reconnect.',
      'staging lags production by two schemas, so I cannot run the comparison there',
      'Make the reconnect corruption happen on my desk, on purpose.',
    ],
  },
  {
    who: 'luis',
    at: 'Fri 14:10',
    answers: 'reminder',
    text: `Data Integrity, with Ben
Moved the frame parser to the new library; it is a third of the code and drops nothing
nothing
The old parser's tests, so that we can delete it`,
  },
];
