/**
 * The mean of at least one value. Summed from the smallest up, so that the same values give the same
 * bytes in whatever order they come.
 *
 * @throws RangeError for no values.
 */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('there is no mean of nothing');
  let sum = 0;
  for (const value of values.toSorted((a, b) => a - b)) sum += value;
  return sum / values.length;
}
