import { checkPairs, doubledRanks, MOST_PERMUTED, permutationP } from './ranks.ts';
import { studentTwoSided } from './tails.ts';
import type { Coefficient } from './types.ts';

/**
 * Spearman's rank correlation: Pearson's, over average ranks. Null where there are fewer than two pairs, or all
 * values of a side are equal.
 *
 * The p-value is two-sided. Up to nine pairs it is exact, ties included: the share of all orders that correlate as
 * strongly. Beyond, it is that of t = ρ·√((n − 2)/(1 − ρ²)) with n − 2 degrees of freedom, and never below 2/n!,
 * the least that a test by orders could give.
 *
 * @throws RangeError for lists of different lengths, and for what is no number.
 */
export function spearman(a: readonly number[], b: readonly number[]): Coefficient {
  checkPairs(a, b);
  const n = a.length;
  const [ranksA, ranksB] = [centred(a), centred(b)];
  const scale = Math.sqrt(product(ranksA, ranksA) * product(ranksB, ranksB));
  if (scale === 0) return { value: null, interval: null, p: null };
  const value = Math.max(-1, Math.min(1, product(ranksA, ranksB) / scale));
  const p =
    n <= MOST_PERMUTED ? permutationP(ranksB, (order) => product(ranksA, order)) : approximateP(value, n);
  return { value, interval: null, p };
}

/** Twice the ranks less their mean: whole numbers that sum up to 0. */
const centred = (values: readonly number[]): readonly number[] =>
  doubledRanks(values).map((rank) => rank - (values.length + 1));

function product(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}

function approximateP(value: number, n: number): number {
  const t = value * Math.sqrt((n - 2) / (1 - value * value));
  let least = 2;
  for (let factor = 2; factor <= n; factor += 1) least /= factor;
  return Math.max(least, studentTwoSided(t, n - 2));
}
