/** Rings once for any number of reasons; whoever waits is woken, and whoever comes later finds it rung. */
export interface Bell {
  readonly ring: () => void;
  /** Forgets that it rang. */
  readonly still: () => void;
  /** Resolves when it rings, at the latest after so many milliseconds. */
  readonly rung: (milliseconds: number) => Promise<void>;
}

export function createBell(): Bell {
  let hasRung = false;
  let wake = () => {};
  return {
    ring: () => {
      hasRung = true;
      wake();
    },
    still: () => {
      hasRung = false;
    },
    rung: (milliseconds) =>
      new Promise((resolve) => {
        if (hasRung) return resolve();
        const timer = setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
