import { weeksBeforeUpdates } from '../calendar.ts';
import { firstDay } from './first-day.ts';
import type { InThread, Letter } from './letter.ts';
import { askedAbout } from './threads/asked-about.ts';
import { buildsAndFrames } from './threads/builds-and-frames.ts';
import { freezeAndPhone } from './threads/freeze-and-phone.ts';
import { gatewaysAndTablets } from './threads/gateways-and-tablets.ts';
import { stagingAndAlerts } from './threads/staging-and-alerts.ts';
import { week1 } from './week-1.ts';
import { week2 } from './week-2.ts';
import { week3 } from './week-3.ts';
import { week4 } from './week-4.ts';
import { week5 } from './week-5.ts';

const updates: readonly (readonly Letter[])[] = [week1, week2, week3, week4, week5];
const threads: readonly InThread[] = [
  ...firstDay,
  ...buildsAndFrames,
  ...freezeAndPhone,
  ...gatewaysAndTablets,
  ...stagingAndAlerts,
  ...askedAbout,
];

/** What the team wrote, by week, the oldest first; the last week is the present one. */
export const story: readonly (readonly Letter[])[] = [
  ...Array.from({ length: weeksBeforeUpdates }, (): readonly Letter[] => []),
  ...updates,
].map((letters, index) => [...letters, ...threads.filter(({ week }) => week === index + 1)]);
