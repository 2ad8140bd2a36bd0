import type { Stratum, StratumLabel } from './strata.ts';

/** How far the judge is trusted. */
export interface Power {
  /** From 0, labels alone, to 1. */
  readonly power: number;
  /** How much each label pulled at the power, by stratum: from 0 (none did) towards 1 (one label alone set it). */
  readonly leverages: readonly (readonly number[])[];
}

/** A power that no label has set. */
export const fixedPower = (power: number, strata: readonly Stratum[]): Power => ({
  power,
  leverages: strata.map(({ labels }) => labels.map(() => 0)),
});

/**
 * The power with the least variance, common to all strata, within 0 to 1: over all strata, the covariance of the
 * person's and the judge's scores by the variance of the judge's (power tuning: PPI++, arXiv 2311.01453, section 6).
 * Where the judge gave all labels of each stratum the same score, it is 1 if the labels say the same, else 0.
 */
export function bestPower(strata: readonly Stratum[]): Power {
  let together = 0;
  const pulls = strata.map(({ weight, labels }) => {
    const scores = deviations(labels, ({ score }) => score);
    const judged = deviations(labels, (label) => label.judged);
    const scale = labels.length / Math.max(1, labels.length - 1);
    return labels.map(({ share, undrawn }, at) => {
      const counts = scale * undrawn * (weight * share) ** 2;
      together += counts * scores[at]! * judged[at]!;
      return counts * judged[at]! ** 2;
    });
  });
  const alone = pulls.flat().reduce((sum, pull) => sum + pull, 0);
  if (alone === 0) return fixedPower(hasDisagreement(strata) ? 0 : 1, strata);
  const power = together / alone;
  if (power <= 0 || power >= 1) return fixedPower(power <= 0 ? 0 : 1, strata);
  return { power, leverages: pulls.map((ofStratum) => ofStratum.map((pull) => pull / alone)) };
}

/** Whether some label says something else than the judge. */
const hasDisagreement = (strata: readonly Stratum[]): boolean =>
  strata.some(({ labels }) => labels.some(({ score, judged }) => score !== judged));

function deviations(labels: readonly StratumLabel[], of: (label: StratumLabel) => number): readonly number[] {
  const mean = labels.reduce((sum, label) => sum + label.share * of(label), 0);
  return labels.map((label) => of(label) - mean);
}
