import type { SummaryOptions } from '../options.ts';
import { nameOf, shown, signed, signedRange } from '../remark-words.ts';
import { remarksOnClusters } from '../remarks-on-clusters.ts';
import type { Ranked } from './ranking.ts';
import type { Place, Side } from './sides.ts';
import type { PairwiseDifference } from './types.ts';

/** Pairs that are named in one remark: with 14 models there are 91. */
const mostNamed = 5;

/** What remarks are made from. */
interface Compared {
  /** The best first. */
  readonly ranking: readonly Ranked[];
  readonly sides: readonly Side[];
  readonly differences: readonly PairwiseDifference[];
  /** The items that any contestant was asked. */
  readonly places: readonly Place[];
  readonly rules: SummaryOptions;
}

/** What a reader should be told in words, each a sentence or two. */
export function remarksOn(compared: Compared): readonly string[] {
  if (compared.places.length === 0) return ['There are no items, and so nothing is compared.'];
  if (compared.sides.length < 2) return ['There is one contestant, and so nothing is compared.'];
  return [
    ...onLacking(compared),
    ...onReversals(compared),
    ...onChance(compared),
    ...remarksOnClusters(compared.places, compared.rules),
  ];
}

function onLacking({ sides, places }: Compared): readonly string[] {
  const without = sides.filter(({ lacking }) => lacking > 0);
  if (without.length === 0) return [];
  const counts = without.map(({ name, lacking }) => `${name} ${lacking}`);
  return [
    `Not every contestant was asked all ${places.length} items, and what it was not asked is unscored: ${counts.join(', ')}. Better ` +
      'evaluate them over the same items.',
  ];
}

/** Neighbours in the ranking whose order unscored items can turn round. */
function onReversals({ ranking }: Compared): readonly string[] {
  return ranking.slice(1).flatMap((lower, at) => {
    const upper = ranking[at]!;
    if (upper.sar === null || lower.sar === null || upper.sar - lower.sar < 1e-12) return [];
    if (upper.bounds[0] >= lower.bounds[1]) return [];
    const what =
      upper.bounds[1] < lower.bounds[0] ? 'would be the other way round over all items' : 'is open';
    return [
      `The order of ${upper.name} (SAR ${shown(upper.sar)}) and ${lower.name} (${shown(lower.sar)}) ${what}: whatever the unscored ` +
        `items are, their difference lies ${signedRange([upper.bounds[0] - lower.bounds[1], upper.bounds[1] - lower.bounds[0]])}.`,
    ];
  });
}

/** Differences that may be chance. */
function onChance({ differences, rules }: Compared): readonly string[] {
  const level = 1 - rules.confidence;
  const open = differences.filter(
    ({ measure, value, pHolm }) => measure === 'sar' && value !== null && value !== 0 && (pHolm ?? 1) > level,
  );
  if (open.length === 0) return [];
  const each = open
    .slice(0, mostNamed)
    .map(({ a, b, value, pHolm }) => `${a} and ${b} ${signed(value)} (p ${shown(pHolm)})`);
  const more = open.length > mostNamed ? `; and ${open.length - mostNamed} more, which the table has` : '';
  return [
    `Differences of ${nameOf.sar} that may be chance, by Holm's correction over all pairs: ${each.join('; ')}${more}.`,
  ];
}
