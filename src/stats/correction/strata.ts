import type { Cell, FrameItem, FrameLabel } from './frame.ts';
import { sumOf } from './sum.ts';

/** A label within its stratum. */
export interface StratumLabel {
  /** The person's score. */
  readonly score: number;
  /** The judge's score, or what stands for it. */
  readonly judged: number;
  /** Its share in the stratum's mean over labels: the inverse of its probability, scaled to add up to 1. */
  readonly share: number;
  /** The finite-population correction: 0 where the whole stratum is labelled, near 1 where little of it is. */
  readonly undrawn: number;
  /** Its item's share in the mean over scenarios; 0 for a label of another model. */
  readonly ofItem: number;
}

/** Items that are corrected together, and the labels that correct them. */
export interface Stratum {
  /** Its share in the mean over scenarios; those of all strata add up to 1. */
  readonly weight: number;
  readonly items: readonly FrameItem[];
  /** At least one. */
  readonly labels: readonly StratumLabel[];
}

/** With fewer labels than this a stratum shows no spread. */
const leastLabels = 2;

/**
 * Cells become strata. One with fewer than two labels is merged with the other label of its scenario, and a scenario
 * that still has fewer with the next one (the last with the one before), until each has two or there is but one.
 *
 * @param cells with at least one label in all, sorted by scenario
 */
export const strataOf = (cells: readonly Cell[]): readonly Stratum[] => mergedCells(cells).map(stratumOf);

/** All cells as one stratum. */
export const wholeOf = (cells: readonly Cell[]): Stratum => stratumOf(cells.map(alone).reduce(together));

function stratumOf({ items, labels }: Merged): Stratum {
  const inverse = labels.map(({ weight, probability }) => weight / probability);
  const whole = sumOf(inverse);
  // Scaled so that their inverses add up to the number of items: what was drawn and not labelled counts as not drawn.
  const scale = sumOf(labels.map(({ probability }) => 1 / probability)) / items.length;
  const isOwn = labels.every((label) => label.own);
  return {
    weight: sumOf(items.map(({ weight }) => weight)),
    items,
    labels: labels.map(({ weight, score, judged, probability, own }, at) => ({
      score,
      judged,
      share: inverse[at]! / whole,
      undrawn: isOwn ? Math.max(0, 1 - probability * scale) : 1,
      ofItem: own ? weight : 0,
    })),
  };
}

/** A cell, or several that were merged. */
interface Merged {
  readonly scenarios: readonly string[];
  readonly items: readonly FrameItem[];
  readonly labels: readonly FrameLabel[];
}

function mergedCells(cells: readonly Cell[]): readonly Merged[] {
  let merged = cells.map(alone);
  for (;;) {
    const poor = merged.findIndex(({ labels }) => labels.length < leastLabels);
    if (poor < 0 || merged.length === 1) return merged;
    const [first, second] = [poor, partnerOf(merged, poor)].toSorted((a, b) => a - b) as [number, number];
    merged = [
      ...merged.slice(0, first),
      together(merged[first]!, merged[second]!),
      ...merged.slice(second + 1),
    ];
  }
}

/** The neighbour to merge with: one of the same scenario where there is one, else the next, else the one before. */
function partnerOf(cells: readonly Merged[], poor: number): number {
  const isOfScenario = (at: number): boolean =>
    cells[at]?.scenarios.some((scenario) => cells[poor]!.scenarios.includes(scenario)) ?? false;
  if (isOfScenario(poor + 1)) return poor + 1;
  if (isOfScenario(poor - 1)) return poor - 1;
  return poor + 1 < cells.length ? poor + 1 : poor - 1;
}

const alone = ({ scenario, items, labels }: Cell): Merged => ({ scenarios: [scenario], items, labels });

const together = (one: Merged, other: Merged): Merged => ({
  scenarios: [...new Set([...one.scenarios, ...other.scenarios])],
  items: [...one.items, ...other.items],
  labels: [...one.labels, ...other.labels],
});
