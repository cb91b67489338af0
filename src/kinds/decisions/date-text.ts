import type { Temporal } from 'temporal-polyfill';

/** Their words on one line, no longer than a line. */
export function quoted(said: string): string {
  const line = said
    .slice(0, 120)
    .replace(/[\p{C}\s"]+/gu, ' ')
    .trim();
  return `"${line.length > 60 ? `${line.slice(0, 60).trim()}…` : line}"`;
}

export function fullTime(at: Temporal.ZonedDateTime): string {
  return `${fullDay(at.toPlainDate())} ${clock(at)} (UTC${at.offset})`;
}

export function fullDay(day: Temporal.PlainDate): string {
  return `${shortDay(day)} ${day.year}`;
}

export function shortDay(day: Temporal.PlainDate): string {
  const weekday = weekdayName(day.dayOfWeek).slice(0, 3);
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][
    day.month - 1
  ];
  return `${weekday} ${day.day} ${month}`;
}

export function clock(at: Temporal.ZonedDateTime): string {
  return at.toPlainTime().toString({ smallestUnit: 'minute' });
}

/** "CET", "EST": each language of Intl knows the letters of its own places only. */
export function zoneLetters(at: Temporal.Instant, zone: string): string {
  const date = new Date(at.epochMilliseconds);
  const names = ['en-GB', 'en-US', 'en-AU', 'en-IN', 'ja-JP', 'pt-BR'].map(
    (language) =>
      new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'short' })
        .formatToParts(date)
        .find((part) => part.type === 'timeZoneName')?.value,
  );
  return (
    names.find((name) => name && !/^(GMT|UTC)[+-]/.test(name)) ?? names[0]?.replace('GMT', 'UTC') ?? zone
  );
}

/** 1 is Monday (ISO 8601). */
export function weekdayName(weekday: number): string {
  return ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][weekday - 1] ?? '';
}
