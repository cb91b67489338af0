import type { Temporal } from 'temporal-polyfill';
import type { KeyResult, Plan } from './plan/record.ts';

/** Words that several mails share. */

/** "Ben" of "Ben Carvalho". */
export const firstName = (name: string): string => name.split(/\s+/)[0] ?? name;

/** "17:00 Berlin", or "17:00 Berlin (13:00 yours)" where the reader's clock shows another time. */
export function timeFor(at: Temporal.Instant, teamZone: string, readerZone: string): string {
  const team = at.toZonedDateTimeISO(teamZone);
  const reader = at.toZonedDateTimeISO(readerZone);
  const day = reader.dayOfWeek === team.dayOfWeek ? '' : `${weekday(reader)} `;
  const place = teamZone.split('/').at(-1)?.replaceAll('_', ' ') ?? teamZone;
  const yours = clock(team) === clock(reader) && day === '' ? '' : ` (${day}${clock(reader)} yours)`;
  return `${clock(team)} ${place}${yours}`;
}

const clock = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: 'minute' });

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const longMonths = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

export const weekday = (day: { dayOfWeek: number }): string => weekdays[day.dayOfWeek - 1] ?? '';

/** "Tue 1 Dec". */
export const shortDay = (date: Temporal.PlainDate): string =>
  `${weekday(date).slice(0, 3)} ${date.day} ${months[date.month - 1] ?? ''}`;

/** "1 March 2027". */
export const longDay = (date: Temporal.PlainDate): string =>
  `${date.day} ${longMonths[date.month - 1] ?? ''} ${date.year}`;

/** "W47". */
export const shortWeek = (week: string): string => week.slice(5);

/** "new", "1 week", "3 weeks". */
export function ageInWeeks(since: Date, now: Date): string {
  const weeks = weeksBetween(since, now);
  return weeks === 0 ? 'new' : `${weeks} week${weeks === 1 ? '' : 's'}`;
}

export const weeksBetween = (since: Date, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - since.getTime()) / (7 * 24 * 3600 * 1000)));

/** "33, from 40 to 20 failures a month"; "no number yet". */
export function progressOf({ from, to, current, unit }: KeyResult): string {
  const goal = from === null || to === null ? '' : `, from ${from} to ${to}`;
  const numbers = current === null ? `no number yet${goal}` : `${current}${goal}`;
  return unit === '' ? numbers : `${numbers} ${unit}`;
}

export const nameOf = (plan: Plan, address: string | null): string => {
  const member = plan.members.find((one) => one.address === address);
  return member ? firstName(member.name) : (address ?? 'nobody');
};

export const epicName = (plan: Plan, slug: string | null): string =>
  plan.epics.find((epic) => epic.slug === slug)?.name ?? 'No epic';

/** A sentence of somebody's, so that another can follow it. */
export const ended = (text: string): string => (/[.!?…。！？]["”»)]?$/.test(text) ? text : `${text}.`);

/** Without the `#slug` at its end, where its epic stands beside it. */
export function withoutTag(text: string, epic: string | null): string {
  const tag = `#${epic}`;
  const end = text.trimEnd();
  return epic !== null && end.toLowerCase().endsWith(` ${tag}`) ? end.slice(0, -tag.length).trimEnd() : text;
}

/** One line of text, cut at a word with an ellipsis. */
export function clip(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  // Half of a pair is no character.
  const cut = line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}
