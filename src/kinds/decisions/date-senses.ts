import type { Senses } from './date-lexicon.ts';
import type { Token } from './date-tokens.ts';
import type { Role } from './date-words.ts';

// What a token may be, in the place where it stands.

/** A number that counts nothing, and is no hour: the "27" of "bis zum 27.". */
export function isDayAlone(tokens: readonly Token[], at: number): boolean {
  const behind = sensesAt(tokens, at + 1);
  return (
    tokens[at]?.is === 'number' &&
    !dayAndMonth(tokens, at) &&
    !behind?.unit &&
    !may(behind, 'hour mark') &&
    halfBehind(tokens, at + 1) === undefined
  );
}

/** "27 November", "December 1st", without the year. */
export function dayAndMonth(
  tokens: readonly Token[],
  at: number,
): { month: number; day: number; length: number } | null {
  const before = dayOf(tokens[at]);
  const monthAt = before === null ? at : skip(tokens, at + 1, 'filler');
  const month = sensesAt(tokens, monthAt)?.month;
  if (month === undefined) return null;
  if (before !== null) return { month, day: before, length: monthAt + 1 - at };
  const dayAt = skip(tokens, at + 1, 'filler');
  const day = dayOf(tokens[dayAt]);
  const behind = sensesAt(tokens, dayAt + 1);
  // "Dec 5 pm" has no day in it.
  if (day === null || may(behind, 'hour mark') || behind?.half) return null;
  return { month, day, length: dayAt + 1 - at };
}

export function sensesAt(tokens: readonly Token[], at: number): Senses | undefined {
  const token = tokens[at];
  return token?.is === 'word' ? token.senses : undefined;
}

export function may(senses: Senses | undefined, role: Role): boolean {
  return senses?.roles?.has(role) ?? false;
}

export function skip(tokens: readonly Token[], from: number, ...roles: Role[]): number {
  let at = from;
  while (roles.some((role) => may(sensesAt(tokens, at), role)) && sensesAt(tokens, at)?.unit === undefined)
    at += 1;
  return at;
}

/** "pm" behind an hour; the "am" of "9 Uhr am Freitag" is none. */
export function halfBehind(tokens: readonly Token[], at: number): 'am' | 'pm' | undefined {
  const senses = sensesAt(tokens, at);
  return may(senses, 'filler') && tokens[at - 1]?.is === 'word' ? undefined : senses?.half;
}

export function countOf(token: Token | undefined): number | null {
  if (token?.is === 'number' && !token.ordinal && token.value > 0) return token.value;
  return token?.is === 'word' ? (token.senses.number ?? null) : null;
}

export function dayOf(token: Token | undefined): number | null {
  const day = token?.is === 'number' ? token.value : token?.is === 'word' ? token.senses.nth : undefined;
  return day !== undefined && day >= 1 && day <= 31 ? day : null;
}

export function yearOf(token: Token | undefined): number | null {
  return token?.is === 'number' && token.digits === 4 && !token.ordinal ? token.value : null;
}
