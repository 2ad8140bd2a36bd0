import { measures } from '../cell.ts';
import { mean } from '../mean.ts';
import { zOf } from '../normal.ts';
import { differenceStrata, type PairedPool } from '../paired-difference.ts';
import { varianceOf } from '../sign-flip.ts';
import type { ModelComparison } from './types.ts';

/** Two-sided 5 %, and a power of 80 %: 1.960 + 0.842. */
const factor = zOf(0.95) + zOf(0.6);

/**
 * The smallest true difference that a test at 5 % finds with a probability of 80 %: 2.80 standard errors of the mean
 * over scenarios (Cohen 1988, chapter 2), by the median standard error of the pairs that show any spread. For one pair
 * by itself, before Holm's correction.
 *
 * @param pairs the scenarios of each pair of contestants
 */
export function detectableOf(pairs: readonly (readonly PairedPool[])[]): ModelComparison['detectable'] {
  return Object.fromEntries(
    measures.map((measure) => {
      const errors = pairs
        .map((pools) => Math.sqrt(varianceOf(differenceStrata(pools, measure))))
        .filter((error) => error > 0)
        .toSorted((a, b) => a - b);
      return [measure, errors.length === 0 ? null : factor * median(errors)];
    }),
  ) as ModelComparison['detectable'];
}

const median = (sorted: readonly number[]): number =>
  mean([sorted[Math.floor((sorted.length - 1) / 2)]!, sorted[Math.ceil((sorted.length - 1) / 2)]!]);
