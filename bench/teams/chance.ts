/** Numbers that look random and are the same in every run: what is measured twice is the same work. */
export interface Chance {
  /** From 0 to `below`, exclusive. */
  readonly number: (below: number) => number;
  readonly oneOf: <T>(list: readonly [T, ...T[]]) => T;
}

/** Mulberry32. */
export function chance(seed: number): Chance {
  let state = seed;
  const number = (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
  return { number, oneOf: (list) => list[number(list.length)] ?? list[0] };
}
