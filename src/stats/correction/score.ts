import type { Measure } from '../cell.ts';
import { studentQuantile } from '../student.ts';
import type { Bounds } from '../types.ts';
import { boundedInterval } from './bounded.ts';
import { type Design, estimate } from './estimate.ts';
import type { Cell } from './frame.ts';
import { bestPower, fixedPower, type Power } from './power.ts';
import { type Stratum, strataOf, wholeOf } from './strata.ts';
import { sumOf } from './sum.ts';
import type { CorrectedScore } from './types.ts';

/** Fewer degrees of freedom count as these: how many there are is itself an estimate. */
const leastFreedom = 4;

/** With fewer labels than this, intervals are for bounded means. */
export const enoughLabels = 100;

/** With a spread that rests on fewer labels than this, intervals are for bounded means. */
const enoughCarriers = 4;

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
  const frame = { cells, strata: strataOf(cells), range: rangeOf(cells, rules) };
  const labels = meanOf(frame, (strata) => fixedPower(0, strata), rules);
  const both = meanOf(frame, rules.pooled ? (strata) => fixedPower(1, strata) : bestPower, rules);
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

interface Frame {
  readonly cells: readonly Cell[];
  readonly strata: readonly Stratum[];
  /** Where the mean is for certain. */
  readonly range: Bounds;
}

function meanOf(
  { cells, strata, range: [least, most] }: Frame,
  powerOf: (strata: readonly Stratum[]) => Power,
  rules: Rules,
): Mean {
  const within = (value: number): number => Math.min(most, Math.max(least, value));
  const power = powerOf(strata);
  const estimated = estimate(strata, power, rules);
  const isEnough =
    sumOf(strata.map(({ labels }) => labels.length)) >= enoughLabels && estimated.carriers >= enoughCarriers;
  if (isEnough) {
    const { value, variance, freedom } = estimated;
    const half = studentQuantile(rules.confidence, Math.max(leastFreedom, freedom)) * Math.sqrt(variance);
    return {
      value: within(value),
      interval: [within(value - half), within(value + half)],
      power: power.power,
      method: 'ppi',
    };
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

/** For this benchmark, only what is not labelled is open. */
function rangeOf(cells: readonly Cell[], { target, pooled }: Design): Bounds {
  if (target === 'new prompts' || pooled) return [0, 1];
  let [known, open] = [0, 0];
  for (const { items, labels } of cells) {
    for (const { weight, score } of labels) known += weight * score;
    for (const { weight, labelled } of items) open += labelled ? 0 : weight;
  }
  return [known, known + open];
}
