import { mean } from '../mean.ts';
import type { Bounds, ItemScore } from '../types.ts';
import type { Side } from './sides.ts';
import type { ModelComparison } from './types.ts';

/** Less than this is rounding, and a tie. */
const rounding = 1e-12;

/** Places by scenario, as positions in the list of places. */
export type ByScenario = readonly (readonly number[])[];

/** A contestant in the ranking, with where its SAR over all items lies. */
export type Ranked = ModelComparison['ranking'][number] & { readonly bounds: Bounds };

/** By SAR over scenarios, the best first; those without a SAR last; names settle ties. */
export function rankingOf(sides: readonly Side[], scenarios: ByScenario): readonly Ranked[] {
  const ranked = sides.map(({ name, scores }) => ({
    name,
    sar: sarOf(scores, scenarios),
    bounds: boundsOf(scores, scenarios),
  }));
  const better = (one: Bounds, other: Bounds): boolean => one[0] > other[1] + rounding;
  return ranked
    .map((each): Ranked => {
      const above = ranked.filter(({ bounds }) => better(bounds, each.bounds)).length;
      const below = ranked.filter(({ bounds }) => better(each.bounds, bounds)).length;
      return { ...each, ranks: [1 + above, ranked.length - below] };
    })
    .sort((a, b) => byScore(a.sar, b.sar) || (a.name < b.name ? -1 : 1));
}

function byScore(one: number | null, other: number | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return Math.abs(one - other) < rounding ? 0 : other - one;
}

function sarOf(scores: readonly ItemScore[], scenarios: ByScenario): number | null {
  const means = scenarios
    .map((places) => places.map((at) => scores[at]!.sar).filter((sar) => sar !== null))
    .filter(({ length }) => length > 0)
    .map(mean);
  return means.length === 0 ? null : mean(means);
}

function boundsOf(scores: readonly ItemScore[], scenarios: ByScenario): Bounds {
  const end = (which: 0 | 1): number =>
    scenarios.length === 0
      ? which
      : mean(scenarios.map((places) => mean(places.map((at) => scores[at]!.bounds.sar[which]))));
  return [end(0), end(1)];
}
