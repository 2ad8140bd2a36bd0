import { groupBy } from '../core/group-by.ts';
import { clustersOf } from './clusters.ts';
import type { SummaryOptions } from './options.ts';
import type { ScoredItem } from './types.ts';

/** With fewer specs than this in a scenario and split, an interval is mostly Student's quantile. */
const few = 10;

/** What a reader should be told of intervals by spec: items that were made for none, and specs that are few. */
export function remarksOnClusters(
  items: readonly Pick<ScoredItem, 'item' | 'scenario' | 'split' | 'cluster'>[],
  rules: Pick<SummaryOptions, 'cluster'>,
): readonly string[] {
  if (rules.cluster === 'item' || items.length === 0) return [];
  const alone = items.filter(({ cluster }) => cluster === undefined).length;
  const places = groupBy(items, ({ scenario, split }) => `${scenario}/${split}`);
  const rough = [...places]
    .map(([place, own]) => ({ place, units: new Set(clustersOf(own, rules)).size }))
    .filter(({ units }) => units < few)
    .map(({ place, units }) => `${place} ${units}`)
    .sort();
  return [
    ...(alone === 0
      ? []
      : [
          `Intervals resample specs with the items that were made for them; ${alone} of ${items.length} items were made for ` +
            'none, and stand for themselves.',
        ]),
    ...(rough.length === 0
      ? []
      : [
          `Intervals by spec are wide and rough where fewer than ${few} specs are resampled: ${rough.join(', ')}.`,
        ]),
  ];
}
