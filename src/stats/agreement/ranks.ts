/** Twice the average ranks, from 2 for the lowest value: whole numbers, also where values tie. */
export function doubledRanks(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    let [below, equal] = [0, 0];
    for (const other of values) {
      if (other < value) below += 1;
      else if (other === value) equal += 1;
    }
    return 2 * below + equal + 1;
  });
}

/** Sizes of the groups of equal values. */
export function tieSizes(values: readonly number[]): readonly number[] {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()];
}

/**
 * The share of all orders of `values` whose statistic is at least as far from 0 as that of the order given.
 * The statistic must be a whole number, so that equal ones are seen as equal.
 *
 * @param values at most nine: their orders are tried one by one
 */
export function permutationP(
  values: readonly number[],
  statistic: (order: readonly number[]) => number,
): number {
  const seen = Math.abs(statistic(values));
  const order = [...values];
  let [all, far] = [0, 0];
  const visit = (from: number): void => {
    if (from >= order.length - 1) {
      all += 1;
      if (Math.abs(statistic(order)) >= seen) far += 1;
      return;
    }
    for (let at = from; at < order.length; at += 1) {
      swap(order, from, at);
      visit(from + 1);
      swap(order, from, at);
    }
  };
  visit(0);
  return far / all;
}

function swap(values: number[], one: number, other: number): void {
  const kept = values[one]!;
  values[one] = values[other]!;
  values[other] = kept;
}

/** The most values whose orders are tried one by one: 9! = 362,880. */
export const MOST_PERMUTED = 9;

/** @throws RangeError for lists of different lengths, and for what is no number. */
export function checkPairs(a: readonly number[], b: readonly number[]): void {
  if (a.length !== b.length)
    throw new RangeError(`${a.length} and ${b.length} values: they are compared in pairs`);
  if (![...a, ...b].every(Number.isFinite)) throw new RangeError('a value is no number, so it has no rank');
}
