import type { InThread } from '../letter.ts';

/** D-3, with a concern that its author lifts; D-4, contested, and then decided by the lead. */
export const freezeAndPhone: readonly InThread[] = [
  {
    week: 2,
    who: 'mei',
    at: 'Tue 09:30',
    to: ['kofi', 'tom'],
    subject: '[RFC] No releases of the app before a weekend',
    text: `Proposal: from Thursday noon to Monday morning nothing new goes to a pilot's tablets.
Why: three of our last five bad weekends began with a release on a Friday.
Decide by: Thursday 12:00
Epic: User Workflows`,
  },
  {
    week: 2,
    who: 'kofi',
    at: 'Tue 11:40',
    answers: 'proposal',
    about: 'No releases',
    text: 'Concern HOTFIX: a caretaker who cannot sign in on Saturday needs the fix on Saturday. Their doors do not wait for Monday.',
  },
  {
    week: 2,
    who: 'ana',
    at: 'Tue 13:00',
    answers: 'proposal',
    about: 'No releases',
    text: '+1, my weekends vote with me.',
  },
  {
    week: 2,
    who: 'mei',
    at: 'Wed 09:10',
    answers: 'colleague',
    about: 'No releases',
    text: 'What a pilot reports may be mended at any hour, when two of us have read the change. Would that do?',
  },
  {
    week: 2,
    who: 'kofi',
    at: 'Wed 10:25',
    answers: 'colleague',
    about: 'No releases',
    text: 'Resolved HOTFIX. Two pairs of eyes are enough for me.',
  },
  {
    week: 2,
    who: 'tom',
    at: 'Wed 14:00',
    to: ['ana', 'ben'],
    subject: '[PROPOSAL] The phone at night: one person a week',
    text: `Proposal: one of us has the phone for a week, day and night, by alphabet.
Decider: Ana
Decide by: Fri 12:00
Epic: Alerting`,
  },
  {
    week: 2,
    who: 'ben',
    at: 'Wed 12:30',
    answers: 'proposal',
    about: 'The phone at night',
    text: '-1 because a week of nights costs us the week after it as well. Give me the European nights, they are my evenings.',
  },
  {
    week: 2,
    who: 'luis',
    at: 'Thu 09:15',
    answers: 'proposal',
    about: 'The phone at night',
    text: '-1, I sleep through every phone. I could accept it with a second name behind the first.',
  },
  { week: 2, who: 'sara', at: 'Thu 10:00', answers: 'proposal', about: 'The phone at night', text: '+1' },
  {
    week: 2,
    who: 'ana',
    at: 'Fri 15:10',
    answers: 'contested',
    text: `Decision: Ben has the phone from 22:00 to 06:00 Berlin time, the six of us share the days by week, and each week has a second name.
Why: nobody should pay for a night with a week, and nobody should be the only one to hear it ring.`,
  },
];
