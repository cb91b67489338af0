export interface Random {
  /** Printed by a test that fails, and given back by SEED in the environment. */
  readonly seed: number;
  /** From 0 up to `below`, whole. */
  readonly whole: (below: number) => number;
  readonly oneOf: <T>(list: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
}

/** The same numbers for the same seed: mulberry32. */
export function randomFrom(seed = Number(process.env.SEED ?? Date.now() % 1_000_000)): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    seed,
    whole,
    oneOf: (list) => {
      const found = list[whole(list.length)];
      if (found === undefined) throw new Error('nothing to choose from');
      return found;
    },
    shuffled: (list) => {
      const rest = [...list];
      return list.flatMap(() => rest.splice(whole(rest.length), 1));
    },
  };
}
