import { Temporal } from 'temporal-polyfill';
import { mondayOf } from '../kinds/calendar.ts';
import { type Html, html } from './html.ts';

/** How a page writes times: absolute, in one zone, with the zone. */
export interface Times {
  /** "Fri 20 Nov 2026, 11:31 CET". */
  readonly at: (date: Date) => Html;
  /** "Fri 20 Nov". */
  readonly day: (date: Date) => Html;
  /** "Fri 20 Nov, 11:31", where the zone is said nearby. */
  readonly brief: (date: Date) => Html;
}

export function timesIn(zone: string): Times {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const parts = (date: Date) =>
    Object.fromEntries(format.formatToParts(date).map((part) => [part.type, part.value]));
  return {
    at: (date) => {
      const { weekday, day, month, year, hour, minute, timeZoneName } = parts(date);
      return html`<time datetime="${date.toISOString()}">${weekday} ${day} ${month} ${year}, ${hour}:${minute} ${timeZoneName}</time>`;
    },
    day: (date) => {
      const { weekday, day, month } = parts(date);
      return html`<time datetime="${date.toISOString()}">${weekday} ${day} ${month}</time>`;
    },
    brief: (date) => {
      const { weekday, day, month, hour, minute } = parts(date);
      return html`<time datetime="${date.toISOString()}">${weekday} ${day} ${month}, ${hour}:${minute}</time>`;
    },
  };
}

/** "Mon 16 to Sun 22 Nov 2026". */
export function weekInWords(week: string): string {
  const monday = mondayOf(week);
  const sunday = monday.add({ days: 6 });
  const from = monday.month === sunday.month ? `Mon ${monday.day}` : `Mon ${monday.day} ${monthOf(monday)}`;
  return `${from} to Sun ${sunday.day} ${monthOf(sunday)} ${sunday.year}`;
}

/** "Fri 18 Dec 2026", of an ISO date. */
export function dateInWords(date: string): string {
  const day = Temporal.PlainDate.from(date);
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][day.dayOfWeek - 1] ?? '';
  return `${weekday} ${day.day} ${monthOf(day)} ${day.year}`;
}

/** "W47". */
export const shortWeek = (week: string): string => week.slice(5);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthOf = (date: Temporal.PlainDate) => months[date.month - 1] ?? '';

/** "1 week", "3 weeks". */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** "2 days left", "5 hours left"; null where it is over. */
export function timeLeft(until: Date, now: Temporal.Instant): string | null {
  const minutes = Math.floor((until.getTime() - now.epochMilliseconds) / 60_000);
  if (minutes < 0) return null;
  if (minutes < 60) return `${count(minutes, 'minute')} left`;
  const hours = Math.floor(minutes / 60);
  return `${hours < 48 ? count(hours, 'hour') : count(Math.floor(hours / 24), 'day')} left`;
}

/** "November 2026", of a moment in a zone. */
export function monthInWords(date: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, month: 'long', year: 'numeric' }).format(date);
}
