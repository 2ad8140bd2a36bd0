import { groupBy } from '../../core/group-by.ts';
import { clustersOf } from '../clusters.ts';
import { holm } from '../holm.ts';
import { type SummaryOptions, summaryOptions } from '../options.ts';
import { cellOfPairs, type PairedCell } from '../paired-cell.ts';
import { pairedDifference } from '../paired-difference.ts';
import { type Resample, resampler } from '../resample.ts';
import { detectableOf } from './detectable.ts';
import { rankingOf } from './ranking.ts';
import { remarksOn } from './remarks.ts';
import { type Place, type Side, sidesOf } from './sides.ts';
import type { ComparedMeasure, Contestant, ModelComparison, PairwiseDifference } from './types.ts';

/** Places that are resampled together, as positions: those of one scenario and split. */
interface Group {
  readonly scenario: string;
  readonly split: string;
  readonly at: readonly number[];
}

const compared: readonly ComparedMeasure[] = ['sar', 'safety', 'behavioral'];

/**
 * Compares evaluations of the same items: models, or methods of one. Each pair is compared item by item over unsafe and
 * safe together, in the form in which the item was asked: in each scenario the mean of the differences over the items
 * that are scored on both sides, then the mean over scenarios. An item that a contestant was not asked is unscored
 * there. Intervals and p-values are those of `pairedDifference`, with scenario and split as strata.
 *
 * The order of contestants and items does not matter. Fewer than two contestants have no differences, nor have any
 * without items.
 *
 * @throws UsageError for two contestants of one name, an item that is not in the same scenario and split everywhere,
 *   and what `summarizeScores` refuses.
 */
export function compareContestants(
  contestants: readonly Contestant[],
  options: Partial<SummaryOptions> = {},
): ModelComparison {
  const rules = summaryOptions(options);
  const resample = resampler(rules);
  const { places, sides } = sidesOf(contestants, rules);
  const scenarios = scenariosOf(places);
  const ranking = rankingOf(
    sides,
    scenarios.map((groups) => groups.flatMap(({ at }) => at)),
  );
  const ranked = ranking.map(({ name }) => sides.find((side) => side.name === name)!);
  const clusters = clustersOf(places, rules);
  const pairs = (places.length === 0 ? [] : pairsOf(ranked)).map(([a, b]) => ({
    ...{ a, b },
    pools: poolsOf(scenarios, [a, b], clusters, resample),
  }));
  const differences = compared.flatMap((measure) => {
    const found = pairs.map(({ a, b, pools }) => ({ a, b, ...pairedDifference(pools, measure, rules) }));
    const corrected = holm(found.map(({ p }) => p));
    return found.map(
      ({ a, b, change, p, scored, unscored }, at): PairwiseDifference => ({
        ...{ a: a.name, b: b.name, measure, ...change },
        ...{ p, pHolm: corrected[at] ?? null, scored, unscored },
      }),
    );
  });
  const detectable = detectableOf(pairs.map(({ pools }) => pools));
  return {
    ranking: ranking.map(({ name, sar, ranks }) => ({ name, sar, ranks })),
    differences,
    detectable,
    remarks: remarksOn({ ranking, sides, differences, places, rules }),
  };
}

/** Groups by scenario and split, both sorted. */
function scenariosOf(places: readonly Place[]): readonly (readonly Group[])[] {
  const at = places.map((place, at) => ({ ...place, at }));
  const groups = [...groupBy(at, ({ scenario, split }) => JSON.stringify([scenario, split])).values()].map(
    (own): Group => ({ scenario: own[0]!.scenario, split: own[0]!.split, at: own.map(({ at }) => at) }),
  );
  const sorted = groups.toSorted((a, b) => order(a.scenario, b.scenario) || order(a.split, b.split));
  return [...groupBy(sorted, ({ scenario }) => scenario).values()];
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Each two once, the one that comes first as the first. */
const pairsOf = <T>(all: readonly T[]): readonly (readonly [T, T])[] =>
  all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));

/** The pairs of two contestants; a difference is that of the first less the second. */
const poolsOf = (
  scenarios: readonly (readonly Group[])[],
  [a, b]: readonly [Side, Side],
  clusters: readonly string[] | null,
  resample: Resample,
): readonly (readonly PairedCell[])[] =>
  scenarios.map((groups) =>
    groups.map(({ scenario, split, at }) => {
      const pairs = at.map((place) => ({
        before: b.scores[place]!,
        after: a.scores[place]!,
        cluster: clusters?.[place] ?? null,
      }));
      // The key names no contestant: swapped, they mirror every resample.
      return cellOfPairs(scenario, pairs, resample, [scenario, split, 'compared']);
    }),
  );
