import type { Stratum, StratumLabel } from './strata.ts';

/** An estimated mean and how uncertain it is. */
export interface Estimated {
  readonly value: number;
  /** Of the value. */
  readonly variance: number;
  /** Degrees of freedom of the variance. */
  readonly freedom: number;
}

/** What an estimate is of, and on what assumption. */
export interface Design {
  readonly target: 'benchmark' | 'new prompts';
  readonly pooled: boolean;
}

/**
 * The mean over scenarios by judge and labels: in each stratum the judge's mean over all items times `power`, plus what
 * the labels say of the rest, score − power·judged.
 */
export function estimate(strata: readonly Stratum[], power: number, design: Design): Estimated {
  const parts = strata.map((stratum) => estimateIn(stratum, power, design));
  const variance = sum(parts.map((each) => each.variance));
  const spread = sum(parts.map((each) => each.variance ** 2 / each.freedom));
  return {
    value: sum(parts.map((each) => each.value)),
    variance,
    freedom: spread > 0 ? variance ** 2 / spread : Number.POSITIVE_INFINITY,
  };
}

function estimateIn(
  { weight, items, labels }: Stratum,
  power: number,
  { target, pooled }: Design,
): Estimated {
  const judged = sum(items.map((each) => each.weight * each.judged));
  const rest = labels.map(({ score, judged, share, undrawn }) => ({
    value: score - power * judged,
    share,
    undrawn,
  }));
  const drawing = weight ** 2 * varianceOfMean(rest);
  const among = sum(items.map((each) => each.weight ** 2));
  const whole = labels.map(({ score, judged, share }) => ({
    value: pooled ? judged : score,
    share,
    undrawn: 1,
  }));
  const more = target === 'new prompts' ? among * spreadOf(whole) : pooled ? among * spreadOf(rest) : 0;
  return {
    value: power * judged + weight * meanOf(rest),
    variance: drawing + more,
    freedom: Math.max(1, labels.length - 1),
  };
}

interface Value {
  readonly value: number;
  readonly share: number;
  readonly undrawn: number;
}

function varianceOfMean(values: readonly Value[]): number {
  const centre = meanOf(values);
  const scale = values.length > 1 ? values.length / (values.length - 1) : 0;
  return scale * sum(values.map(({ value, share, undrawn }) => undrawn * (share * (value - centre)) ** 2));
}

function spreadOf(values: readonly Value[]): number {
  const centre = meanOf(values);
  const scale = values.length > 1 ? values.length / (values.length - 1) : 0;
  return scale * sum(values.map(({ value, share }) => share * (value - centre) ** 2));
}

const meanOf = (values: readonly Value[]): number => sum(values.map(({ value, share }) => share * value));

/** The power with the least variance (PPI++, section 6), common to all strata, within 0 to 1. */
export function bestPower(strata: readonly Stratum[]): number {
  let [together, alone] = [0, 0];
  for (const { weight, labels } of strata) {
    const score = centre(labels, (each) => each.score);
    const judged = centre(labels, (each) => each.judged);
    const scale = labels.length > 1 ? labels.length / (labels.length - 1) : 0;
    for (const each of labels) {
      const by = weight ** 2 * scale * each.undrawn * each.share ** 2;
      together += by * (each.score - score) * (each.judged - judged);
      alone += by * (each.judged - judged) ** 2;
    }
  }
  return alone > 0 ? Math.min(1, Math.max(0, together / alone)) : 0;
}

const centre = (labels: readonly StratumLabel[], of: (label: StratumLabel) => number): number =>
  sum(labels.map((each) => each.share * of(each)));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
