import type { Cell, FrameItem, FrameLabel } from './frame.ts';

/** A labelled item within its stratum. */
export interface StratumLabel {
  /** The person's score. */
  readonly score: number;
  /** The judge's score, or what stands for it. */
  readonly judged: number;
  /** Its share in the stratum's mean over labels: the inverse of its probability, scaled to add up to 1. */
  readonly share: number;
  /** The finite-population correction: 0 where the whole stratum is labelled, near 1 where little of it is. */
  readonly undrawn: number;
}

/** Items that are corrected together, and the labels that correct them. */
export interface Stratum {
  /** Its share in the mean over scenarios; those of all strata add up to 1. */
  readonly weight: number;
  readonly items: readonly FrameItem[];
  /** At least one. */
  readonly labels: readonly StratumLabel[];
}

/** The least labels that show a spread. */
const leastLabels = 2;

/**
 * Cells become strata. One with fewer than two labels is merged with the other label of its scenario, and a scenario
 * that still has fewer with the next scenario in order (the last with the one before), until each has two or there is
 * but one.
 *
 * @param cells with at least one label in all, those of one scenario next to each other
 */
export function strataOf(
  cells: readonly Cell[],
  { pooled }: { readonly pooled: boolean },
): readonly Stratum[] {
  return mergedCells(cells).map(({ items, labels }) => {
    const inverse = labels.map(({ weight, probability }) => weight / probability);
    const whole = sum(inverse);
    const drawnFrom = sum(labels.map(({ probability }) => 1 / probability));
    return {
      weight: sum(items.map(({ weight }) => weight)),
      items,
      labels: labels.map(({ score, judged, probability }, at) => ({
        score,
        judged,
        share: inverse[at]! / whole,
        undrawn: pooled ? 1 : Math.max(0, 1 - (probability * drawnFrom) / items.length),
      })),
    };
  });
}

/** Cells of which each has enough labels, or the one that all of them make. */
export function mergedCells(cells: readonly Cell[]): readonly Cell[] {
  let merged = cells;
  for (;;) {
    const poor = merged.findIndex(({ labels }) => labels.length < leastLabels);
    if (poor < 0 || merged.length === 1) return merged;
    const partner = partnerOf(merged, poor);
    const [first, second] = [Math.min(poor, partner), Math.max(poor, partner)];
    merged = [
      ...merged.slice(0, first),
      together(merged[first]!, merged[second]!),
      ...merged.slice(second + 1),
    ];
  }
}

/** The neighbour to merge with: one of the same scenario where there is one, else the next, else the one before. */
function partnerOf(cells: readonly Cell[], poor: number): number {
  const shares = (at: number): boolean =>
    cells[at]?.scenarios.some((scenario) => cells[poor]!.scenarios.includes(scenario)) ?? false;
  if (shares(poor + 1)) return poor + 1;
  if (shares(poor - 1)) return poor - 1;
  return poor + 1 < cells.length ? poor + 1 : poor - 1;
}

const together = (one: Cell, other: Cell): Cell => ({
  scenarios: [...new Set([...one.scenarios, ...other.scenarios])],
  items: [...one.items, ...other.items] satisfies readonly FrameItem[],
  labels: [...one.labels, ...other.labels] satisfies readonly FrameLabel[],
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
