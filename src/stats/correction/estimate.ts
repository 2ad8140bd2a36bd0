import type { Power } from './power.ts';
import type { Stratum, StratumLabel } from './strata.ts';
import { sumOf } from './sum.ts';

/** What an estimate is of, and on what assumption. */
export interface Design {
  readonly target: 'benchmark' | 'new prompts';
  readonly pooled: boolean;
}

/** An estimated mean and how uncertain it is. */
export interface Estimated {
  readonly value: number;
  /** Of the value. */
  readonly variance: number;
  /** Degrees of freedom of the variance. */
  readonly freedom: number;
  /** On how many labels the variance rests: all where each adds as much to it, 1 where one adds it all, 0 where there is none. */
  readonly carriers: number;
}

/**
 * The mean over scenarios by judge and labels: in each stratum the judge's mean over all items times `power`, plus the
 * labels' mean of the rest, score − power·judged (stratified prediction-powered inference, arXiv 2406.04291).
 *
 * The variance is that of stratified drawing without replacement, by the formula for unequal probabilities that for
 * equal ones is (1 − n/N)·s²/n (Hájek 1964). New prompts add the spread of the scores over the items, S²/N (two-phase
 * sampling: Särndal, Swensson and Wretman 1992, chapter 9). A label that pulled hard at the power has a rest that
 * is too small, and counts as if it had not been there (the jackknife of a regression: MacKinnon and White 1985).
 */
export function estimate(strata: readonly Stratum[], { power, leverages }: Power, design: Design): Estimated {
  const parts = strata.map((stratum, at) => partOf(stratum, power, leverages[at]!, design));
  const shares = parts.flatMap((part) => part.shares);
  const variance = sumOf(shares);
  const carriers = variance < rounding ? 0 : variance ** 2 / sumOf(shares.map((share) => share ** 2));
  const bySize = variance ** 2 / sumOf(parts.map((part) => sumOf(part.shares) ** 2 / part.freedom));
  const byTails = 2 / Math.max(1 / carriers - 1 / shares.length, Number.MIN_VALUE);
  return {
    value: sumOf(parts.map((part) => part.value)),
    variance,
    freedom: carriers === 0 ? 0 : Math.min(bySize, byTails),
    carriers,
  };
}

/** A variance below this is one of rounding errors. */
const rounding = 1e-20;

/** What a stratum adds to an estimate; `shares` are its labels' parts of the variance. */
interface Part {
  readonly value: number;
  readonly shares: readonly number[];
  readonly freedom: number;
}

/** A label with all the leverage would count without end. */
const mostLeverage = 0.9;

function partOf(
  { weight, items, labels }: Stratum,
  power: number,
  leverages: readonly number[],
  { target, pooled }: Design,
): Part {
  const rest = centred(labels, ({ score, judged }) => score - power * judged);
  const over =
    target === 'new prompts'
      ? centred(labels, ({ score, judged }) => (pooled ? judged : score)).deviations
      : rest.deviations.map((each) => (pooled ? each : 0));
  let [judged, among] = [0, 0];
  for (const item of items) {
    judged += item.weight * item.judged;
    among += item.weight ** 2;
  }
  const scale = labels.length / Math.max(1, labels.length - 1);
  const errors = labels.map(
    ({ share }, at) => (weight * share * rest.deviations[at]!) / (1 - Math.min(mostLeverage, leverages[at]!)),
  );
  return {
    value: power * judged + weight * rest.mean,
    shares: labels.map(({ share, undrawn }, at) => {
      return scale * (undrawn * errors[at]! ** 2 + among * share * over[at]! ** 2);
    }),
    freedom: Math.max(1, labels.length - 1),
  };
}

/** Values of labels, less their mean. */
function centred(labels: readonly StratumLabel[], of: (label: StratumLabel) => number) {
  const mean = sumOf(labels.map((label) => label.share * of(label)));
  return { mean, deviations: labels.map((label) => of(label) - mean) };
}
