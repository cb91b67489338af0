import type { Temporal } from 'temporal-polyfill';
import { readDay } from '../dates.ts';
import type { Absence } from '../plan/record.ts';

/**
 * "away until Tuesday", "away next week", "away 21 Dec to 2 Jan", "I'm away tomorrow". Both days are away.
 * @returns null where the line does not begin so; 'unclear' where it does, and no days can be read from it
 */
export function readAbsence(line: string, today: Temporal.PlainDate): Absence | 'unclear' | null {
  const [, said] = /^(?:i\s+am\s+|i['’]?m\s+|i['’]?ll\s+be\s+)?away\b[\s:,]*(.*)$/i.exec(line) ?? [];
  if (said === undefined) return null;
  const when = said
    .trim()
    .replace(/[.!]+$/, '')
    .toLowerCase();
  if (when === 'next week') return week(today.add({ days: 8 - today.dayOfWeek }));
  if (when === 'this week')
    return { from: today.toString(), to: today.add({ days: 7 - today.dayOfWeek }).toString() };

  const [, last] = /^(?:until|till|til|through|thru|to)\s+(?:and including\s+)?(.+)$/.exec(when) ?? [];
  if (last !== undefined) {
    const to = readDay(last, today);
    return to ? { from: today.toString(), to: to.toString() } : 'unclear';
  }
  const [first = '', second] = when
    .replace(/^(?:from|on)\s+/, '')
    .split(/\s+(?:to|until|till|through|[-–—])\s+|\s*[–—]\s*/, 2);
  const from = readDay(first, today);
  if (!from) return when === '' || /\d|day|week|month/.test(when) ? 'unclear' : null;
  if (second === undefined) return { from: from.toString(), to: from.toString() };
  const to = readDay(second, from);
  return to && to.toString() >= from.toString() ? { from: from.toString(), to: to.toString() } : 'unclear';
}

const week = (monday: Temporal.PlainDate): Absence => ({
  from: monday.toString(),
  to: monday.add({ days: 6 }).toString(),
});

/** "back", "I'm back", "back today": the whole line. */
export const isBack = (line: string): boolean =>
  /^(?:i\s+am\s+|i['’]?m\s+)?back(?:\s+(?:again|now|today|at work))?[\s.!]*$/i.test(line);

/** What is known of somebody's absences when they say another: one that begins on the same day is said anew, one within it is part of it. */
export function withAbsence(before: readonly Absence[], said: Absence): Absence[] {
  const isSaid = ({ from, to }: Absence) => from === said.from || (from > said.from && to <= said.to);
  return [...before.filter((one) => !isSaid(one)), said];
}

/** The same when they are back: the absence of that day ends on the day before. */
export function endedBy(before: readonly Absence[], back: Temporal.PlainDate): Absence[] {
  const dayBefore = back.subtract({ days: 1 }).toString();
  return before.flatMap((one) => {
    if (!covers(one, back)) return [one];
    return one.from <= dayBefore ? [{ from: one.from, to: dayBefore }] : [];
  });
}

export const covers = ({ from, to }: Absence, day: Temporal.PlainDate): boolean =>
  from <= day.toString() && day.toString() <= to;
