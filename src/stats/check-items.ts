import { UsageError } from '../core/errors.ts';
import type { ScoredItem } from './types.ts';

/**
 * Items sorted by id, so that no result and no error depends on the order in which they came.
 *
 * @throws UsageError where an id is given twice (an item of a safe prompt may stand once more, as
 *   control), and where items of one scenario have different numbers of verdicts.
 */
export function checkedItems(items: readonly ScoredItem[]): readonly ScoredItem[] {
  const sorted = items.toSorted((a, b) => compare(a.item, b.item) || compare(a.split, b.split));
  const seen = new Set<string>();
  const firsts = new Map<string, ScoredItem>();
  for (const each of sorted) {
    const place = JSON.stringify([each.item, each.split === 'control']);
    if (seen.has(place))
      throw new UsageError(`item ${each.item} is given twice; score one response of each item at a time`);
    seen.add(place);
    const first = firsts.get(each.scenario) ?? each;
    firsts.set(each.scenario, first);
    if (numbersOf(first) !== numbersOf(each))
      throw new UsageError(
        `item ${each.item} of ${each.scenario} has ${numbersOf(each)} verdicts, and item ${first.item} has ` +
          `${numbersOf(first)}; give one verdict for each spec of the scenario, \`unscored\` where it is missing`,
      );
  }
  return sorted;
}

const numbersOf = ({ verdicts }: ScoredItem): string =>
  `${verdicts.safety.length} safety and ${verdicts.behavioral.length} behavioral`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
