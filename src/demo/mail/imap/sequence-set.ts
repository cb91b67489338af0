import { BadSyntax } from './tokens.ts';

/**
 * The numbers among `existing` that a sequence set names (RFC 9051 9: `2,4:7,12:*`). `*` is the largest there is, and a range
 * may be written backwards: `n:*` names the last one even where n is beyond it.
 * @param existing ascending
 * @throws BadSyntax
 */
export function among(set: string, existing: readonly number[]): number[] {
  const last = existing.at(-1) ?? 0;
  const ranges = set.split(',').map((part) => {
    const match = /^(\d+|\*)(?::(\d+|\*))?$/.exec(part);
    const [, from, to = from] = match ?? [];
    if (from === undefined || to === undefined) throw new BadSyntax(`"${part}" is no sequence set`);
    const bounds = [from, to].map((bound) => (bound === '*' ? last : Number(bound)));
    return { low: Math.min(...bounds), high: Math.max(...bounds) };
  });
  return existing.filter((number) => ranges.some(({ low, high }) => low <= number && number <= high));
}

export const isSequenceSet = (text: string): boolean => /^[\d*][\d*:,]*$/.test(text);
