import type { InThread } from '../letter.ts';

/** D-10, decided by consensus, reopened and decided anew; D-11, which D-13 reverses. */
export const stagingAndAlerts: readonly InThread[] = [
  {
    week: 5,
    who: 'ben',
    at: 'Mon 10:00',
    to: ['luis', 'tom'],
    subject: '[PROPOSAL] Staging follows production every night',
    text: `Proposal: staging gets the schema of production and an anonymised copy of its data at 03:00 every night.
Why: R-2. My laptop has been our staging for two weeks.
Decide by: Wed 17:00`,
  },
  { week: 5, who: 'ana', at: 'Mon 15:30', answers: 'proposal', about: 'Staging', text: 'Agreed.' },
  {
    week: 5,
    who: 'tom',
    at: 'Tue 09:05',
    answers: 'proposal',
    about: 'Staging',
    text: '+1\n\nThe importer fails there on Mondays for this very reason.',
  },
  {
    week: 6,
    who: 'luis',
    at: 'Tue 09:50',
    answers: 'outcome',
    about: 'Staging',
    text: 'reopen because the dry run emptied my test tables, twice in one night. It has to leave something alone.',
  },
  {
    week: 6,
    who: 'ben',
    at: 'Wed 11:05',
    answers: 'outcome',
    about: 'Staging',
    text: `Decision: staging follows on Mondays at 06:00, and whatever is in the schema "keep" stays.
Why: Luis lost two evenings to my three o'clock.`,
  },
  {
    week: 5,
    who: 'ana',
    at: 'Tue 09:45',
    to: ['ben', 'tom'],
    subject: '[DECIDED] Alerts without an owner are switched off',
    text: `An alert that nobody owns by Friday is switched off.

Why: of 164 last month nine mattered, and they drowned in the others.
Epic: Alerting`,
  },
  {
    week: 6,
    who: 'ana',
    at: 'Mon 11:30',
    to: ['ben', 'luis'],
    subject: '[DECISION] Alerts without an owner go to a quiet channel',
    text: `Decision: what has no owner goes to a channel that wakes nobody and is read on Mondays. This reverses D-11.
Why: one of those that we switched off was the only sign of a full disk in the lab, and we lost a weekend of data.
Epic: Alerting`,
  },
];
