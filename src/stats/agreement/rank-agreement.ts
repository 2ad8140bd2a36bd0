import { kendall } from './kendall.ts';
import { spearman } from './spearman.ts';
import type { RankAgreement } from './types.ts';

/** The scores of one thing on both sides. Names are unique. */
export interface RankedPair {
  readonly name: string;
  readonly scores: readonly [one: number, other: number];
}

/**
 * How two orderings agree: Spearman, Kendall, and how many of the best five and ten (of the highest scores) both
 * share. Scores that tie at the border are told apart by name, alike on both sides.
 *
 * @throws RangeError for a score that is no number.
 */
export function rankAgreement(pairs: readonly RankedPair[]): RankAgreement {
  const [one, other] = [pairs.map(({ scores }) => scores[0]), pairs.map(({ scores }) => scores[1])];
  return {
    models: pairs.length,
    spearman: spearman(one, other),
    kendall: kendall(one, other),
    top5: overlap(pairs, 5),
    top10: overlap(pairs, 10),
  };
}

/** From 0 to 1; null where there are no more things than places, so that all would be among the best. */
function overlap(pairs: readonly RankedPair[], places: number): number | null {
  if (pairs.length <= places) return null;
  const best = (side: 0 | 1): readonly string[] =>
    pairs
      .toSorted((a, b) => b.scores[side] - a.scores[side] || (a.name < b.name ? -1 : 1))
      .slice(0, places)
      .map(({ name }) => name);
  const others = new Set(best(1));
  return best(0).filter((name) => others.has(name)).length / places;
}
