import type { SummaryOptions } from './options.ts';
import { type Tally, tally } from './tally.ts';
import type { ScoredItem, SpecCounts, SpecRate } from './types.ts';
import { wilson } from './wilson.ts';

/**
 * How often each verdict was given on each spec of a scenario, and how often it was kept where it applied: safety-specs first, each list in order.
 * Controls and originals do not count.
 *
 * @param items of one scenario, with the same number of specs; at least one
 */
export function specCounts(
  items: readonly ScoredItem[],
  { confidence }: Pick<SummaryOptions, 'confidence'>,
): readonly SpecCounts[] {
  const counted = items.filter(({ split }) => split === 'unsafe' || split === 'safe');
  return (['safety', 'behavioral'] as const).flatMap((kind) =>
    items[0]!.verdicts[kind].map((_, place) => {
      const counts = tally(counted.map(({ verdicts }) => verdicts[kind][place]!));
      return { kind, place, counts, kept: rateOf(counts, confidence) };
    }),
  );
}

function rateOf({ YES, NO, unscored }: Tally, confidence: number): SpecRate {
  const known = YES + NO;
  const all = known + unscored;
  return {
    value: known === 0 ? null : YES / known,
    interval: known === 0 ? null : wilson(YES, known, confidence),
    bounds: all === 0 ? [0, 1] : [YES / all, (YES + unscored) / all],
  };
}
