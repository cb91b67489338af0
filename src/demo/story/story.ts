import type { Letter } from './letter.ts';
import { week1 } from './week-1.ts';
import { week2 } from './week-2.ts';
import { week3 } from './week-3.ts';
import { week4 } from './week-4.ts';
import { week5 } from './week-5.ts';

/** What the team wrote, by week, the oldest first; the last week is the present one. */
export const story: readonly (readonly Letter[])[] = [week1, week2, week3, week4, week5];
