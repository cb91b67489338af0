import type { InThread } from '../letter.ts';

/** D-1, decided by its tag and to be looked at again this week; D-2, by consensus, and D-9, which replaces it. */
export const buildsAndFrames: readonly InThread[] = [
  {
    week: 1,
    who: 'sara',
    at: 'Tue 10:14',
    to: ['tom', 'kofi'],
    subject: '[DECISION] Nightly builds instead of release branches',
    text: `We flash what main was at 05:00, on the bench and at the pilots. No release branches until Hafen has run for a month.

Why: it took us all of Thursday to find out which of four branches gateway 9 was running.
Revisit: in six weeks`,
  },
  {
    week: 1,
    who: 'tom',
    at: 'Tue 11:02',
    answers: 'colleague',
    about: 'Nightly builds',
    text: 'The three old branches go tonight. I shall miss none of them.',
  },
  {
    week: 1,
    who: 'ben',
    at: 'Wed 11:20',
    to: ['luis', 'sara'],
    subject: '[PROPOSAL] Raw frames: how long the gateway keeps them',
    text: `Proposal: the gateway keeps raw frames for seven days, and after that only the checked readings.
Why: the disks at Hafen have 32 GB, and a month of frames is 40.
Options: 3 / 7 / 30 days
Epic: Data Integrity`,
  },
  {
    week: 1,
    who: 'luis',
    at: 'Wed 17:05',
    answers: 'proposal',
    about: 'Raw frames',
    text: '+1, seven is enough to replay a bad night',
  },
  { week: 1, who: 'kofi', at: 'Thu 09:12', answers: 'proposal', about: 'Raw frames', text: '+1' },
  {
    week: 4,
    who: 'ben',
    at: 'Thu 10:30',
    to: ['luis', 'sara'],
    subject: '[DECISION] Raw frames for thirty days, compressed',
    text: `Decision: raw frames stay for thirty days, compressed on the gateway.
Why: two bugs came back after eight days, and their traces were gone.
Consequences: 9 GB more on each disk. Sara has measured it on the bench.
Epic: Data Integrity
Supersedes: D-2`,
  },
];
