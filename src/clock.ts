import { Temporal } from 'temporal-polyfill';

/** What time it is. The one source of "now": `tick --at` gives another. */
export type Clock = () => Temporal.Instant;

export const systemClock: Clock = () => Temporal.Now.instant();

export const stoppedAt =
  (instant: Temporal.Instant): Clock =>
  () =>
    instant;
