import { once, type Stratum } from './bootstrap.ts';
import { type Measure, measures } from './cell.ts';
import { mean } from './mean.ts';
import type { SummaryOptions } from './options.ts';
import type { PairedCells } from './paired.ts';
import { differenceBounds, differenceOf, type PairedCell, scoredPairs } from './paired-cell.ts';
import { intervalOf, type Strata, type WeightedStrata } from './strata.ts';
import type { BeyondControls, Difference } from './types.ts';

/** A scenario that has pairs of unsafe items and pairs of controls. */
interface Both {
  readonly unsafe: PairedCell;
  readonly control: PairedCell;
}

/**
 * The change of unsafe items less the change of controls (a difference in differences), as the mean over the
 * scenarios that have pairs of both. Items of both are resampled apart, scenario by scenario.
 *
 * @returns null where no scenario has both.
 */
export function beyondControls(
  compared: readonly PairedCells[],
  { confidence }: SummaryOptions,
): BeyondControls | null {
  const cellsOf = (to: PairedCells['to']) => compared.find((each) => each.to === to)?.cells ?? [];
  const controls = new Map(cellsOf('control').map((cell) => [cell.scenario, cell]));
  const both = cellsOf('unsafe').flatMap((unsafe): readonly Both[] => {
    const control = controls.get(unsafe.scenario);
    return control === undefined ? [] : [{ unsafe, control }];
  });
  if (both.length === 0) return null;
  return Object.fromEntries(
    measures.map((measure) => [measure, differenceIn(both, measure, confidence)]),
  ) as BeyondControls;
}

function differenceIn(both: readonly Both[], measure: Measure, confidence: number): Difference {
  const lowest = both.map(
    ({ unsafe, control }) => boundOf(unsafe, measure, 0) - boundOf(control, measure, 1),
  );
  const highest = both.map(
    ({ unsafe, control }) => boundOf(unsafe, measure, 1) - boundOf(control, measure, 0),
  );
  const bounds = [mean(lowest), mean(highest)] as const;
  const scored = both.filter(({ unsafe, control }) => unsafe.strata[measure] && control.strata[measure]);
  if (scored.length === 0)
    return { unsafe: null, control: null, value: null, interval: null, bounds, scenarios: 0 };
  // With units u and v for the two changes, the mean of u and 1 − v lies on [0, 1], and their difference on [-2, 2].
  const units = scored.flatMap(({ unsafe, control }): readonly WeightedStrata[] => [
    { strata: unsafe.strata[measure]!, weight: 1 },
    { strata: mirrored(control.strata[measure]!), weight: 1 },
  ]);
  const [low, high] = intervalOf(units, confidence);
  const changes = scored.map(({ unsafe, control }) => [
    changeIn(unsafe, measure),
    changeIn(control, measure),
  ]);
  return {
    unsafe: mean(changes.map(([change]) => change!)),
    control: mean(changes.map(([, change]) => change!)),
    value: mean(changes.map(([unsafe, control]) => unsafe! - control!)),
    interval: [4 * low - 2, 4 * high - 2],
    bounds,
    scenarios: scored.length,
  };
}

const boundOf = ({ pairs }: PairedCell, measure: Measure, at: 0 | 1): number =>
  mean(pairs.map((pair) => differenceBounds(pair, measure)[at]));

const changeIn = ({ pairs }: PairedCell, measure: Measure): number =>
  mean(scoredPairs(pairs, measure).map((pair) => differenceOf(pair, measure)));

/** Strata of 1 − u for each u. */
const mirrored = ({ items, clusters }: Strata): Strata => ({
  items: mirror(items),
  clusters: clusters && mirror(clusters),
});

const mirror = (stratum: Stratum): Stratum => ({
  ...stratum,
  mean: 1 - stratum.mean,
  resampled: once(() => stratum.resampled().map((each) => 1 - each)),
});
