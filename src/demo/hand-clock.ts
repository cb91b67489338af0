import type { Temporal } from 'temporal-polyfill';
import { type Clock, stoppedAt, systemClock } from '../clock.ts';

/** A clock whose hands are moved while the past is told, and which then goes by itself. */
export interface HandClock {
  readonly now: Clock;
  /** The same as a Date, for the embedded mail. */
  readonly date: () => Date;
  readonly stopAt: (instant: Temporal.Instant) => void;
  /** From here on it is the system's. */
  readonly go: () => void;
}

export function handClock(): HandClock {
  let clock = systemClock;
  return {
    now: () => clock(),
    date: () => new Date(clock().epochMilliseconds),
    stopAt: (instant) => {
      clock = stoppedAt(instant);
    },
    go: () => {
      clock = systemClock;
    },
  };
}
