import { zOf } from '../normal.ts';

/** Below this many degrees of freedom the expansion is off by more than 0.1 %; no more spread is claimed to be known. */
const leastFreedom = 4;

/**
 * The t for which a draw of Student's distribution lies within ±t with probability `confidence`: 2.776 for 0.95 and 4
 * degrees of freedom. By the expansion in 1/freedom about the normal quantile (Abramowitz and Stegun, 26.7.5).
 *
 * @param freedom above 0, whole or not; below 4 it counts as 4
 */
export function tOf(confidence: number, freedom: number): number {
  const z = zOf(confidence);
  const v = Math.max(leastFreedom, freedom);
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, at) => sum + term / v ** (at + 1), z);
}
