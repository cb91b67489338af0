import { z } from 'zod';
import { Problem } from '../problem.ts';

/** What every list takes. */
export const paging = {
  cursor: z.string().max(500).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};

/** A place in a list as the text of a cursor. */
export function cursorOf(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place that a cursor names; undefined where there is none. @throws Problem 400 where it is none of ours */
export function placeOf<T>(cursor: string | undefined, shape: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new Problem(400, 'Unknown cursor', 'The cursor is not one that a page before gave as "next".');
  }
}

/** One page out of what was asked for with one row more than fits. */
export function pageOf<Row, Shown>(
  rows: readonly Row[],
  limit: number,
  place: (row: Row) => readonly (string | number)[],
  show: (row: Row) => Shown,
): { items: Shown[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(show), next: rows.length > limit && last ? cursorOf(place(last)) : null };
}
