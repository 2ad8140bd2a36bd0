import { UsageError } from '../core/errors.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import type { ScoreOptions, ScoreSummary } from './types.ts';

/** Score options, and how intervals are made: `seed` of the resamples, `confidence` between 0 and 1, number of `resamples`, what is resampled (`cluster`). */
export type SummaryOptions = ScoreSummary['options'];

const defaults: SummaryOptions = {
  alpha: 0.3,
  na: 'exclude',
  empty: 'zero',
  seed: 0,
  confidence: 0.95,
  resamples: 2000,
  cluster: 'item',
};

/**
 * Options with the defaults of the paper (section 3.3: α = 0.3, NA left out).
 *
 * @throws UsageError naming the option that does not fit.
 */
export function scoreOptions(given: Partial<ScoreOptions> = {}): ScoreOptions {
  const { alpha, na, empty } = { ...defaults, ...withoutUndefined(given) };
  expectOption(alpha >= 0 && alpha <= 1, 'alpha', 'a number from 0 to 1', alpha);
  expectOption(na === 'exclude' || na === 'count', 'na', '`exclude` or `count`', na);
  expectOption(empty === 'zero' || empty === 'exclude', 'empty', '`zero` or `exclude`', empty);
  return { alpha, na, empty };
}

/**
 * Score options, and those of intervals: 95 % confidence, 2,000 resamples of items, seed 0.
 *
 * @throws UsageError naming the option that does not fit.
 */
export function summaryOptions(given: Partial<SummaryOptions> = {}): SummaryOptions {
  const { seed, confidence, resamples, cluster } = { ...defaults, ...withoutUndefined(given) };
  expectOption(Number.isSafeInteger(seed), 'seed', 'a whole number', seed);
  expectOption(confidence > 0 && confidence < 1, 'confidence', 'a number between 0 and 1', confidence);
  const enough = Number.isSafeInteger(resamples) && resamples >= 1;
  expectOption(enough, 'resamples', 'a whole number of at least 1', resamples);
  expectOption(cluster === 'item' || cluster === 'spec', 'cluster', '`item` or `spec`', cluster);
  return { ...scoreOptions(given), seed, confidence, resamples, cluster };
}

function expectOption(fits: boolean, name: string, expected: string, given: unknown): void {
  if (!fits) throw new UsageError(`\`${name}\` must be ${expected}, not ${given}`);
}
