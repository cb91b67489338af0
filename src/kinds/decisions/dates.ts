import { Temporal } from 'temporal-polyfill';
import { dayAndTime, onTheClock } from './date-meaning.ts';
import { askedByWhen } from './date-prose.ts';
import { clock, fullDay, fullTime, quoted, shortDay, zoneLetters } from './date-text.ts';
import { understand } from './date-understood.ts';
import { offsetAt, type WrittenZone } from './date-zones.ts';
import { addWorkingDays, atWorkingTime, workingDayFrom } from './working-days.ts';

/** When somebody writes, and what their words about time count from. */
export interface Writing {
  /** By their Date field, else by its arrival. */
  readonly sentAt: Temporal.Instant;
  /** "+01:00", the offset of Date, or an IANA name. */
  readonly zone: string;
  /** The member's own zone: it takes the place of the offset where they agree at `sentAt`, so that a day beyond a DST change is right. */
  readonly memberZone: string | null;
  /** The team's, as ISO dates. */
  readonly holidays: readonly string[];
}

export type Moment =
  /** `movedFrom`: the ISO day that was free. `ask`: likely meant so, but to be confirmed. */
  | { readonly at: Temporal.Instant; readonly movedFrom: string | null; readonly ask: string | null }
  /** Not understood, or past: what to ask. */
  | { readonly at: null; readonly ask: string };

const example = 'A date like "Fri 27 Nov 17:00" or 2026-11-27 is understood';

/** A deadline as people write it; in doubt a question, never a guess. */
export function readDeadline(said: string, writing: Writing): Moment {
  const ask = (why: string) => ({ at: null, ask: `Until when? ${why}` });
  const understood = understand(said);
  if (!understood) return ask(notUnderstood(said));
  const own = ownZone(writing);
  const zone = zoneOf(understood.zone, own, writing.sentAt);
  // "Tomorrow 17:00 UTC" is the writer's tomorrow.
  const sent = writing.sentAt.toZonedDateTimeISO(own);
  const found = dayAndTime(understood, { sent, zone: zone.name, holidays: writing.holidays });
  if ('why' in found) return ask(found.why ?? notUnderstood(said));
  if ('days' in found) return ask(canBe(said, found.days));
  const meant = found.exact ?? onTheClock(found.day, found.minutes, zone.name);
  if (Temporal.Instant.compare(meant.toInstant(), writing.sentAt) <= 0)
    return ask(`${quoted(said)} is ${fullTime(meant)}, and that is past.`);
  const at = found.exact
    ? atWorkingTime(found.exact, writing.holidays)
    : onTheClock(workingDayFrom(found.day, writing.holidays), found.minutes, zone.name);
  const moved = !at.equals(meant);
  const unsure = found.unsure || zone.unsure(at.toInstant());
  return {
    at: at.toInstant(),
    movedFrom: moved ? meant.toPlainDate().toString() : null,
    ask: unsure ? `${quoted(said)} was read as ${fullTime(at)}. Is that right?` : null,
  };
}

/** The day on which a decision is looked at again: no time, and as it is, free or not. */
export function readRevisit(
  said: string,
  writing: Writing,
): { readonly day: string } | { readonly day: null; readonly ask: string } {
  const ask = (why: string) => ({ day: null, ask: `Look at it again when? ${why}` });
  const understood = understand(said);
  if (!understood) return ask(notUnderstood(said));
  const zone = ownZone(writing);
  const sent = writing.sentAt.toZonedDateTimeISO(zone);
  const found = dayAndTime(understood, { sent, zone, holidays: writing.holidays });
  if ('why' in found) return ask(found.why ?? notUnderstood(said));
  if ('days' in found) return ask(canBe(said, found.days));
  const day = found.exact ? found.exact.toPlainDate() : found.day;
  if (Temporal.PlainDate.compare(day, sent.toPlainDate()) < 0) return ask(`${fullDay(day)} is past.`);
  return { day: day.toString() };
}

/** The same local time so many working days later in the team's zone, 24 hours to a day; the hours that are left follow. */
export function defaultDeadline(
  hours: number,
  sentAt: Temporal.Instant,
  zone: string,
  holidays: readonly string[],
): Temporal.Instant {
  const sent = sentAt.toZonedDateTimeISO(zone);
  const day = addWorkingDays(sent.toPlainDate(), Math.floor(hours / 24), holidays);
  const whole = day.toZonedDateTime({ timeZone: zone, plainTime: sent.toPlainTime() });
  const rest = Math.round((hours % 24) * 3600);
  return atWorkingTime(whole.add({ seconds: rest }), holidays).toInstant();
}

/** "Wed 25 Nov 17:00 CET (13:00 yours)"; the reader's time where it differs, with their day where that differs too. */
export function inFull(at: Temporal.Instant, teamZone: string, readerZone: string): string {
  const team = at.toZonedDateTimeISO(teamZone);
  const reader = at.toZonedDateTimeISO(readerZone);
  const full = `${shortDay(team.toPlainDate())} ${clock(team)} ${zoneLetters(at, teamZone)}`;
  if (team.toPlainDateTime().equals(reader.toPlainDateTime())) return full;
  const sameDay = team.toPlainDate().equals(reader.toPlainDate());
  return `${full} (${sameDay ? '' : `${shortDay(reader.toPlainDate())} `}${clock(reader)} yours)`;
}

/** "Please answer by Friday 17:00." has "Friday 17:00"; null where nobody is asked for anything by a day. */
export function deadlineInProse(text: string): string | null {
  for (const words of askedByWhen(text)) {
    // As many words as are understood, and of those no more than say something.
    const starts = words.map((_, index) => words.slice(0, index + 1).join(' '));
    const meanings = starts.map((start) => JSON.stringify(understand(start, 'whole')));
    const longest = meanings.findLast((meaning) => meaning !== 'null');
    const found = longest && starts[meanings.indexOf(longest)];
    if (found) return found.replace(/^["'*_(]+|[,;:!?"'*_]+$|(?<!\d\.\s?\d{1,2})\.+$/g, '');
  }
  return null;
}

function ownZone({ sentAt, zone, memberZone }: Writing): string {
  return memberZone && offsetAt(sentAt, memberZone) === offsetAt(sentAt, zone) ? memberZone : zone;
}

function zoneOf(written: WrittenZone | null, own: string, sentAt: Temporal.Instant) {
  if (!written) return { name: own, unsure: () => false };
  // "IST" is the writer's own where they have one of its zones.
  const agreeing = written.zones.find((one) => offsetAt(sentAt, one) === offsetAt(sentAt, own));
  const name = agreeing ?? written.zones[0] ?? own;
  const unclear = !agreeing && written.zones.length > 1;
  // "CET" in July is what the clocks of Central Europe show, but it is asked.
  const isOther = (at: Temporal.Instant) => written.offset !== null && offsetAt(at, name) !== written.offset;
  return { name, unsure: (at: Temporal.Instant) => unclear || isOther(at) };
}

function notUnderstood(said: string): string {
  return quoted(said) === '""' ? `${example}.` : `${quoted(said)} does not name one day. ${example}.`;
}

function canBe(said: string, days: readonly Temporal.PlainDate[]): string {
  return `${quoted(said)} can be ${days.map(fullDay).join(' or ')}. Which one?`;
}
