import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { zone } from '../../src/demo/calendar.ts';
import { openProposal } from '../../src/demo/story/open-proposal.ts';
import { readDeadline } from '../../src/kinds/decisions/dates.ts';

const hours = Array.from({ length: 8 * 24 }, (_, hour) =>
  Temporal.Instant.from('2026-11-23T00:30:00+01:00').add({ hours: hour }),
);

/** When it was made, and until when its text says that it is open, read as the service reads it. */
function proposedAround(now: Temporal.Instant) {
  const [first] = openProposal(now);
  const sent = first?.day.toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from(first.letter.at),
  });
  const said = /^Decide by: (.*)$/m.exec(first?.letter.text ?? '')?.[1] ?? '';
  const sentAt = sent?.toInstant() ?? now;
  return {
    sent,
    deadline: readDeadline(said, { sentAt, zone: '+01:00', memberZone: zone, holidays: [] }),
  };
}

describe('the open proposal of the demo, at every hour of eight days', () => {
  it('was made on the last working day before', () => {
    for (const now of hours) {
      const { sent } = proposedAround(now);
      expect(sent?.dayOfWeek).toBeLessThanOrEqual(5);
      expect(now.since(sent?.toInstant() ?? now).total('hours')).toBeGreaterThan(9);
      expect(now.since(sent?.toInstant() ?? now).total('hours')).toBeLessThan(90);
    }
  });

  it('closes at 17:00 of a working day, a day or two ahead when no weekend is between', () => {
    for (const now of hours) {
      const { deadline } = proposedAround(now);
      expect(deadline.ask).toBeNull();
      const closes = deadline.at?.toZonedDateTimeISO(zone);
      expect([closes?.hour, (closes?.dayOfWeek ?? 7) <= 5]).toEqual([17, true]);
      const left = now.until(deadline.at ?? now).total('hours');
      const today = now.toZonedDateTimeISO(zone).dayOfWeek;
      expect(left).toBeGreaterThanOrEqual(today === 7 ? 17 : 24);
      expect(left).toBeLessThanOrEqual(today >= 4 ? 96 : 48);
    }
  });
});
