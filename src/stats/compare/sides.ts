import { UsageError } from '../../core/errors.ts';
import { checkedItems } from '../check-items.ts';
import { scoreItem } from '../score-item.ts';
import type { ItemScore, ScoredItem, ScoreOptions } from '../types.ts';
import type { Contestant } from './types.ts';

/** An item that some contestant was asked, safe or unsafe. */
export type Place = Pick<ScoredItem, 'item' | 'scenario' | 'split' | 'cluster'>;

/** A contestant's scores in the order of the places; unscored where it was not asked. */
export interface Side {
  readonly name: string;
  readonly scores: readonly ItemScore[];
  /** Places that it was not asked. */
  readonly lacking: number;
}

/**
 * Lines contestants up, sorted by name, over the items that any of them was asked: an item that one of them lacks is
 * unscored there, neither good nor bad.
 *
 * @throws UsageError for two contestants of one name, for an item that stands in different places, and for what
 *   `summarizeScores` refuses.
 */
export function sidesOf(
  contestants: readonly Contestant[],
  rules: ScoreOptions,
): { readonly places: readonly Place[]; readonly sides: readonly Side[] } {
  const sorted = contestants.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const places = new Map<string, Place>();
  const asked = sorted.map(({ name, items }, at) => {
    if (sorted[at - 1]?.name === name)
      throw new UsageError(`two contestants are called ${name}; give each a name of its own`);
    const own = new Map<string, ScoredItem>();
    for (const each of checkedItems(items)) {
      if (each.split !== 'unsafe' && each.split !== 'safe') continue;
      own.set(each.item, each);
      const { item, scenario, split } = each;
      const place = places.get(item) ?? each;
      if (place.scenario !== scenario || place.split !== split)
        throw new UsageError(
          `item ${item} is ${place.scenario}/${place.split} for one contestant and ${scenario}/${split} for ${name}; ` +
            'compare evaluations of the same dataset',
        );
      places.set(item, place);
    }
    return { name, own };
  });
  const ordered = [...places.values()].sort((a, b) => (a.item < b.item ? -1 : 1));
  const sides = asked.map(({ name, own }) => ({
    name,
    scores: ordered.map(({ item }) => scoreOrNone(own.get(item), rules)),
    lacking: ordered.length - own.size,
  }));
  return { places: ordered, sides };
}

const unknown: ItemScore = {
  safety: null,
  behavioral: null,
  sar: null,
  empty: false,
  bounds: { safety: [0, 1], behavioral: [0, 1], sar: [0, 1] },
};

const scoreOrNone = (item: ScoredItem | undefined, rules: ScoreOptions): ItemScore =>
  item === undefined ? unknown : scoreItem(item.verdicts, rules);
