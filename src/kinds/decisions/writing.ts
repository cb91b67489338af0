import { Temporal } from 'temporal-polyfill';
import type { Input } from '../kind.ts';
import type { Writing } from './dates.ts';

/** What a sender's words about time count from: their Date with its offset, else when their message arrived. */
export function writingOf({ message, context }: Pick<Input, 'message' | 'context'>): Writing {
  const said = message.date === null ? null : Temporal.Instant.from(message.date);
  // A Date after its arrival is a clock that is wrong.
  const isLater = said !== null && Temporal.Instant.compare(said, context.receivedAt.add({ hours: 1 })) > 0;
  // What lay a day or longer somewhere counts from when it came: nobody could answer it before.
  const isOld = said !== null && Temporal.Instant.compare(said.add({ hours: 24 }), context.receivedAt) < 0;
  const offset = /[+-]\d\d:\d\d$/.exec(message.date ?? '')?.[0];
  const memberZone = context.author?.timezone ?? null;
  return {
    sentAt: said === null || isLater || isOld ? context.receivedAt : said,
    zone: offset ?? memberZone ?? context.plan?.timezone ?? 'UTC',
    memberZone,
    holidays: context.plan?.holidays ?? [],
  };
}
