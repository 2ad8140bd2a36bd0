/** A work that waits for the end of the turn, and whom to tell how it ended. */
interface Waiting {
  readonly work: () => unknown;
  done(result: () => unknown): void;
}

/** Most works in one transaction: a thousand answers that come at once must not hold up all else until they are written. */
const mostAtOnce = 100;

/** Works that are handed in during one turn of the event loop and done together at its end. */
export interface Grouped {
  /** Resolves with what the work returned, as soon as that is written. */
  add<T>(work: () => T): Promise<T>;
  /** Does now what waits. */
  flush(): void;
}

/**
 * Groups works into transactions.
 *
 * @param immediate does work in a transaction of its own, and undoes it when it throws
 */
export function groupedBy(immediate: <T>(work: () => T) => T): Grouped {
  const waiting: Waiting[] = [];

  const doSome = (): void => {
    const group = waiting.splice(0, mostAtOnce);
    const results = together(
      immediate,
      group.map(({ work }) => work),
    );
    group.forEach(({ done }, place) => {
      done(results[place]!);
    });
  };
  const turn = (): void => {
    if (waiting.length > 0) doSome();
    if (waiting.length > 0) setImmediate(turn);
  };

  return {
    flush: () => {
      while (waiting.length > 0) doSome();
    },
    add<T>(work: () => T): Promise<T> {
      return new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(turn);
        const done = (result: () => unknown): void => {
          try {
            resolve(result() as T);
          } catch (error) {
            reject(error);
          }
        };
        waiting.push({ work, done });
      });
    },
  };
}

/**
 * All in one transaction; where one of them fails, each in one of its own, so that its error is not the others'. A
 * transaction that cannot even begin fails all at once: the file is locked, and each would wait for as long again.
 */
function together(
  immediate: <T>(work: () => T) => T,
  works: readonly (() => unknown)[],
): readonly (() => unknown)[] {
  let begun = false;
  const all = (): readonly unknown[] => {
    begun = true;
    return works.map((work) => work());
  };
  try {
    return immediate(all).map((value) => () => value);
  } catch (error) {
    if (works.length === 1 || !begun) return works.map(() => raising(error));
  }
  return works.map((work) => {
    try {
      const value = immediate(work);
      return () => value;
    } catch (error) {
      return raising(error);
    }
  });
}

const raising = (error: unknown) => (): never => {
  throw error;
};
