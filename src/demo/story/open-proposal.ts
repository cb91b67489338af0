import type { Temporal } from 'temporal-polyfill';
import { addWorkingDays } from '../../kinds/decisions/working-days.ts';
import { zone } from '../calendar.ts';
import type { Letter } from './letter.ts';

/** A letter of a day, whatever the week: its `at` has the time alone. */
export interface OfDay {
  readonly day: Temporal.PlainDate;
  readonly letter: Letter;
}

/** D-15, which still waits for answers: made on the working day before today, with its deadline a day or two ahead. */
export function openProposal(now: Temporal.Instant): OfDay[] {
  const here = now.toZonedDateTimeISO(zone);
  const yesterday = workingDayBefore(here.toPlainDate());
  const days = here.dayOfWeek > 5 ? 0 : here.hour < 17 ? 1 : 2;
  const closes = addWorkingDays(here.toPlainDate(), days, []);
  const until = closes.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
  return letters(`${until.replace(',', '')}, 17:00`).map((letter) => ({ day: yesterday, letter }));
}

function workingDayBefore(day: Temporal.PlainDate): Temporal.PlainDate {
  const before = day.subtract({ days: 1 });
  return before.dayOfWeek > 5 ? workingDayBefore(before) : before;
}

const about = 'Gateways update by day';
const letters = (until: string): Letter[] => [
  {
    who: 'sara',
    at: '10:20',
    to: ['kofi', 'tom'],
    subject: `[PROPOSAL] ${about}, never at night`,
    text: `Proposal: gateways update between 10:00 and 15:00 of their site, never at night.
Why: two updates this month failed at three in the morning, and a room was blind until seven.
Options: by day / at night, with somebody awake / whenever it is ready
Decide by: ${until}
Epic: Gateway Updates`,
  },
  {
    who: 'ana',
    at: '11:05',
    answers: 'proposal',
    about,
    text: '+1, the phone was mine on one of those nights',
  },
  {
    who: 'kofi',
    at: '12:30',
    answers: 'proposal',
    about,
    text: "+1. Hafen's caretaker is in the building until four and says that he would rather watch.",
  },
  {
    who: 'tom',
    at: '15:10',
    answers: 'proposal',
    about,
    text: '-1 because Moritz loads its lorries from ten to noon with every door open. A gateway that restarts then misses the very peak that they pay us to see. From 13:00 on I could accept it.',
  },
];
