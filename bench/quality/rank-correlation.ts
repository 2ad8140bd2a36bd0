/** Ranks counted from 1; equal values share the average of the ranks that they take up together. */
export function averageRanks(values: readonly number[]): Float64Array {
  const order = values.map((_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  let from = 0;
  while (from < order.length) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Spearman's rank correlation: Pearson's correlation of average ranks, on [-1, 1]. It is this form, not
 * 1 − 6Σd² / (n³ − n), that holds where values are tied, as human scores are. NaN where all values of
 * one list are equal.
 *
 * @throws RangeError for lists of different lengths.
 */
export function spearman(first: readonly number[], second: readonly number[]): number {
  if (first.length !== second.length)
    throw new RangeError(`expected lists of one length, got ${first.length} and ${second.length}`);
  const [a, b] = [averageRanks(first), averageRanks(second)];
  // Ranks of either list add up to the same, ties or not.
  const mean = (first.length + 1) / 2;
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [fromA, fromB] = [a[at]! - mean, b[at]! - mean];
    product += fromA * fromB;
    squaresA += fromA ** 2;
    squaresB += fromB ** 2;
  }
  return product / Math.sqrt(squaresA * squaresB);
}
