import type { Measure } from '../cell.ts';
import type { Bounds } from '../types.ts';
import { boundedInterval } from './bounded.ts';
import { type Design, estimate } from './estimate.ts';
import type { Cell } from './frame.ts';
import { normalInterval } from './normal-interval.ts';
import { bestPower, fixedPower, hasDisagreement, type Power } from './power.ts';
import { type Stratum, strataOf, wholeOf } from './strata.ts';
import { sumOf } from './sum.ts';
import type { CorrectedScore } from './types.ts';

/** With fewer labels than this, intervals are for bounded means. */
const enoughLabels = Number(process.env.ENOUGH ?? 100);

/** With a spread that rests on fewer labels than this, intervals are for bounded means. */
const enoughCarriers = Number(process.env.CARRIERS ?? 5);

export type Rules = Design & { readonly confidence: number };

/**
 * One measure of one model, corrected.
 *
 * @param cells with at least one label in all
 * @param judge the mean by the judge alone
 */
export function correctedScore(
  cells: readonly Cell[],
  { measure, judge }: { readonly measure: Measure; readonly judge: number },
  rules: Rules,
): CorrectedScore {
  const labels = meanOf(cells, (strata) => fixedPower(0, strata), rules);
  const both = meanOf(cells, rules.pooled ? (strata) => fixedPower(1, strata) : bestPower, rules);
  return {
    measure,
    judge,
    labels: { value: labels.value, interval: labels.interval },
    value: both.value,
    interval: both.interval,
    power: both.power,
    method: both.method,
  };
}

type Mean = Pick<CorrectedScore, 'value' | 'interval' | 'power' | 'method'>;

function meanOf(cells: readonly Cell[], powerOf: (strata: readonly Stratum[]) => Power, rules: Rules): Mean {
  const [least, most] = rangeOf(cells, rules);
  const within = (value: number): number => Math.min(most, Math.max(least, value));
  const strata = strataOf(cells);
  const power = powerOf(strata);
  const estimated = estimate(strata, power, rules);
  const isEnough =
    sumOf(strata.map(({ labels }) => labels.length)) >= enoughLabels &&
    estimated.carriers >= enoughCarriers &&
    hasDisagreement(strata);
  if (isEnough) {
    const [low, high] = normalInterval(estimated, rules.confidence);
    const value = within(estimated.value);
    return { value, interval: [within(low), within(high)], power: power.power, method: 'ppi' };
  }
  const whole = wholeOf(cells);
  const tuned = powerOf([whole]);
  const { value } = estimate([whole], tuned, rules);
  const [low, high] = boundedInterval(whole, { value, power: tuned.power }, rules, rules.confidence);
  return {
    value: within(value),
    interval: [within(low), within(high)],
    power: tuned.power,
    method: 'bounded',
  };
}

/** Where the mean is for certain: for this benchmark, only what is not labelled is open. */
function rangeOf(cells: readonly Cell[], { target, pooled }: Design): Bounds {
  if (target === 'new prompts' || pooled) return [0, 1];
  const known = sumOf(cells.flatMap(({ labels }) => labels.map(({ weight, score }) => weight * score)));
  const items = cells.flatMap((cell) => cell.items);
  const open = sumOf(items.map(({ weight, labelled }) => (labelled ? 0 : weight)));
  return [known, known + open];
}
