import { checkPairs, MOST_PERMUTED, permutationP, tieSizes } from './ranks.ts';
import { normalTwoSided } from './tails.ts';
import type { Coefficient } from './types.ts';

/** The most pairs whose distribution of τ is counted out. */
const MOST_COUNTED = 60;

/**
 * Kendall's τ-b, which corrects for ties. Null where there are fewer than two pairs, or all values of a side are
 * equal.
 *
 * The p-value is two-sided. Without ties it is exact up to 60 pairs, by counting orders by their inversions; with
 * ties it is exact up to nine pairs, by trying all orders. Else it is by the normal approximation, with the
 * variance corrected for ties (Kendall 1970, "Rank Correlation Methods", chapter 4).
 *
 * @throws RangeError for lists of different lengths, and for what is no number.
 */
export function kendall(a: readonly number[], b: readonly number[]): Coefficient {
  checkPairs(a, b);
  const [tiesA, tiesB] = [tieSizes(a), tieSizes(b)];
  const pairs = choose2(a.length);
  const [untiedA, untiedB] = [pairs - sum(tiesA, choose2), pairs - sum(tiesB, choose2)];
  if (untiedA === 0 || untiedB === 0) return { value: null, interval: null, p: null };
  const score = concordance(a, b);
  const value = Math.max(-1, Math.min(1, score / Math.sqrt(untiedA * untiedB)));
  return { value, interval: null, p: pOf(score, a, b) };
}

function pOf(score: number, a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  const isTied = tieSizes(a).length < n || tieSizes(b).length < n;
  if (!isTied && n <= MOST_COUNTED) return countedP(score, n);
  if (n <= MOST_PERMUTED) return permutationP(b, (order) => concordance(a, order));
  return normalTwoSided(score / Math.sqrt(variance(n, tieSizes(a), tieSizes(b))));
}

const choose2 = (count: number): number => (count * (count - 1)) / 2;

/** Pairs in the same order less pairs in the opposite one. */
function concordance(a: readonly number[], b: readonly number[]): number {
  let score = 0;
  for (let one = 1; one < a.length; one += 1)
    for (let other = 0; other < one; other += 1)
      score += Math.sign(a[one]! - a[other]!) * Math.sign(b[one]! - b[other]!);
  return score;
}

/** Two-sided, from the number of inversions of random orders of n values. */
function countedP(score: number, n: number): number {
  const most = choose2(n);
  const inversions = (most - Math.abs(score)) / 2;
  let shares = [1];
  for (let size = 2; size <= n; size += 1) shares = withOneMore(shares, size);
  let tail = 0;
  for (let count = 0; count <= inversions; count += 1) tail += shares[count]!;
  return Math.min(1, 2 * tail);
}

/** A further value may stand in any of `size` places, and makes as many inversions as values come behind it. */
function withOneMore(shares: readonly number[], size: number): number[] {
  return Array.from({ length: shares.length + size - 1 }, (_, count) => {
    let share = 0;
    for (let more = 0; more < size; more += 1) share += shares[count - more] ?? 0;
    return share / size;
  });
}

function variance(n: number, tiesA: readonly number[], tiesB: readonly number[]): number {
  const spread = (count: number): number => count * (count - 1) * (2 * count + 5);
  const triples = (count: number): number => count * (count - 1) * (count - 2);
  const whole = (spread(n) - sum(tiesA, spread) - sum(tiesB, spread)) / 18;
  const byPairs = (2 * sum(tiesA, choose2) * sum(tiesB, choose2)) / (n * (n - 1));
  const byTriples = (sum(tiesA, triples) * sum(tiesB, triples)) / (9 * triples(n));
  return whole + byPairs + byTriples;
}

const sum = (sizes: readonly number[], of: (size: number) => number): number =>
  sizes.reduce((total, size) => total + of(size), 0);
