import type { Temporal } from 'temporal-polyfill';
import { fold } from './date-lexicon.ts';

/** A zone as written: the places it may stand for, and the offset that its letters name, where they name one. */
export interface WrittenZone {
  readonly zones: readonly string[];
  readonly offset: string | null;
}

// Letters, the offset they name, and where they are used. "IST" and "CST" are used in two places.
const letters: readonly (readonly [string, string | null, readonly string[]])[] = [
  ['utc z gmt', '+00:00', ['UTC']],
  ['bst', '+01:00', ['Europe/London']],
  ['wet', '+00:00', ['Europe/Lisbon']],
  ['west', '+01:00', ['Europe/Lisbon']],
  ['cet mez', '+01:00', ['Europe/Berlin']],
  ['cest mesz', '+02:00', ['Europe/Berlin']],
  ['eet', '+02:00', ['Europe/Athens']],
  ['eest', '+03:00', ['Europe/Athens']],
  ['msk мск', '+03:00', ['Europe/Moscow']],
  ['et eastern', null, ['America/New_York']],
  ['est', '-05:00', ['America/New_York']],
  ['edt', '-04:00', ['America/New_York']],
  ['ct central', null, ['America/Chicago']],
  ['cst', null, ['America/Chicago', 'Asia/Shanghai']],
  ['cdt', '-05:00', ['America/Chicago']],
  ['mt mountain', null, ['America/Denver']],
  ['mst', '-07:00', ['America/Denver']],
  ['mdt', '-06:00', ['America/Denver']],
  ['pt pacific', null, ['America/Los_Angeles']],
  ['pst', '-08:00', ['America/Los_Angeles']],
  ['pdt', '-07:00', ['America/Los_Angeles']],
  ['brt', '-03:00', ['America/Sao_Paulo']],
  ['ist', null, ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin']],
  ['jst', '+09:00', ['Asia/Tokyo']],
  ['kst', '+09:00', ['Asia/Seoul']],
  ['sgt', '+08:00', ['Asia/Singapore']],
  ['hkt', '+08:00', ['Asia/Hong_Kong']],
  ['aest', '+10:00', ['Australia/Sydney']],
  ['aedt', '+11:00', ['Australia/Sydney']],
  ['nzst', '+12:00', ['Pacific/Auckland']],
  ['nzdt', '+13:00', ['Pacific/Auckland']],
  ['sast', '+02:00', ['Africa/Johannesburg']],
  ['wat', '+01:00', ['Africa/Lagos']],
  ['eat', '+03:00', ['Africa/Nairobi']],
];

// Places as people call them where the zone has another name for them.
const places: readonly (readonly [string, string])[] = [
  ['Asia/Kolkata', 'kolkata mumbai delhi bangalore india'],
  ['Europe/Kyiv', 'kyiv kiev києвом киеву'],
  ['Europe/Berlin', 'berliner munich hamburg cologne german'],
  ['Europe/Madrid', 'barcelona'],
  ['Europe/Rome', 'milan roma milano'],
  ['Europe/Lisbon', 'lisboa'],
  ['Europe/Moscow', 'москве московскому'],
  ['Europe/London', 'uk'],
  ['America/Los_Angeles', 'san_francisco seattle california'],
  ['America/New_York', 'boston washington'],
  ['Asia/Tokyo', 'japan 日本時間 東京'],
  ['Asia/Shanghai', 'beijing china 北京时间 北京'],
];

const written = new Map<string, WrittenZone>();
for (const zone of Intl.supportedValuesOf('timeZone')) {
  const name = fold(zone);
  const place = name.slice(name.lastIndexOf('/') + 1).replaceAll('_', ' ');
  for (const called of [name, place]) written.set(called, { zones: [zone], offset: null });
}
for (const [zone, names] of places) {
  for (const name of names.split(' '))
    written.set(fold(name).replaceAll('_', ' '), { zones: [zone], offset: null });
  written.set(fold(zone), { zones: [zone], offset: null });
}
for (const [names, offset, zones] of letters) {
  for (const name of names.split(' ')) written.set(name, { zones, offset });
}

/** The zone that a folded word or phrase names: "cet", "berlin", "europe/berlin". */
export function zoneNamed(phrase: string): WrittenZone | undefined {
  return written.get(phrase);
}

/** "+2", "+0530": an offset as written behind a time. Null where none can be so far from UTC. */
export function zoneOfOffset(sign: string, hours: string, minutes = '00'): WrittenZone | null {
  if (Number(hours) > 14 || Number(minutes) > 59) return null;
  const offset = `${sign}${hours.padStart(2, '0')}:${minutes}`;
  return { zones: [offset], offset };
}

export function offsetAt(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).offset;
}
