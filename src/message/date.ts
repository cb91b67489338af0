const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** RFC 5322 4.3; every other name says nothing about the zone. */
const zones = new Map([
  ['est', '-05:00'],
  ['edt', '-04:00'],
  ['cst', '-06:00'],
  ['cdt', '-05:00'],
  ['mst', '-07:00'],
  ['mdt', '-06:00'],
  ['pst', '-08:00'],
  ['pdt', '-07:00'],
]);

/**
 * A Date header as RFC 3339 with the offset that its sender wrote (RFC 5322 3.3, and the old forms of 4.3); null where it cannot be read.
 * An unknown zone ("-0000", a military letter) is UTC.
 */
export function headerDate(value: string): string | null {
  const text = value
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const found =
    mail.exec(text)?.groups ??
    american.exec(text)?.groups ??
    ctime.exec(text)?.groups ??
    iso.exec(text)?.groups;
  if (!found) return null;
  const { day = '', month = '', year = '', hour = '', minute = '', second, half, zone = '' } = found;
  const offset = offsetOf(zone);
  const number = /^\d/.test(month) ? Number(month) : months.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const full = fullYear(year);
  const seconds = Math.min(Number(second ?? 0), 59);
  if (offset === null || !isDay(full, number, Number(day))) return null;
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour);
  if (hours > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return null;
  const date = `${pad(full, 4)}-${pad(number)}-${pad(Number(day))}`;
  return `${date}T${pad(hours)}:${pad(Number(minute))}:${pad(seconds)}${offset}`;
}

const time = String.raw`(?<hour>\d{1,2})[:.](?<minute>\d{2})(?:[:.](?<second>\d{2}))?(?:[.,]\d{1,9})?(?: ?(?<half>[AaPp])[Mm])?`;
const zone = String.raw`\s?(?:GMT|UTC?)?(?<zone>[+-]\d{1,2}:?\d{2}|[A-Za-z]{1,5}|)`;
const mail = new RegExp(
  String.raw`^(?:[^\d\s,]{1,20}[,.]?\s?)?(?<day>\d{1,2})[ -](?<month>[A-Za-z]{3,9})\.?,?[ -](?<year>\d{2,4}),? ${time}${zone}`,
);
const american = new RegExp(
  String.raw`^(?:[A-Za-z]{3,9},? )?(?<month>[A-Za-z]{3,9}) (?<day>\d{1,2}),? (?<year>\d{4}),? ${time}${zone}`,
);
const ctime = new RegExp(
  String.raw`^(?:[A-Za-z]{3,9} )?(?<month>[A-Za-z]{3}) (?<day>\d{1,2}) ${time}${zone} (?<year>\d{4})`,
);
const iso = new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[T ]${time}${zone}`);

/** RFC 5322 4.3: two digits are 1950 to 2049, three are years since 1900. */
function fullYear(year: string): number {
  if (year.length === 2) return Number(year) + (Number(year) < 50 ? 2000 : 1900);
  return year.length === 3 ? Number(year) + 1900 : Number(year);
}

function offsetOf(zone: string): string | null {
  const digits = /^([+-])(\d{1,2}):?(\d{2})$/.exec(zone);
  if (!digits) return zones.get(zone.toLowerCase()) ?? '+00:00';
  const [, sign = '+', hours = '', minutes = ''] = digits;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  if (Number(hours) === 0 && Number(minutes) === 0) return '+00:00';
  return `${sign}${pad(Number(hours))}:${minutes}`;
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || day < 1) return false;
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const pad = (number: number, width = 2) => String(number).padStart(width, '0');
