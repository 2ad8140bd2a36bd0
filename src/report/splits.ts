import type { Bounds, BySplit, Estimate, Split, SplitScores } from '../stats/types.ts';
import type { LegendEntry } from './figure.ts';
import { percent, percentRange } from './format.ts';
import type { Mark } from './marks.ts';

/** The splits in the order in which they are shown, with their marks. `control` is never in `all`. */
export const splitLooks = [
  { split: 'all', name: 'all', color: 'var(--ink)', shape: 'circle' },
  { split: 'unsafe', name: 'unsafe', color: 'var(--series-3)', shape: 'diamond' },
  { split: 'safe', name: 'safe', color: 'var(--series-2)', shape: 'square' },
  { split: 'control', name: 'control', color: 'var(--series-4)', shape: 'triangle' },
] as const satisfies readonly (LegendEntry & { readonly split: Split | 'all' })[];

/** The three scores in the order in which they are shown, with their marks. */
export const measures = [
  { measure: 'sar', name: 'SAR', color: 'var(--series-1)', shape: 'circle' },
  { measure: 'safety', name: 'safety', color: 'var(--series-2)', shape: 'square' },
  { measure: 'behavioral', name: 'behavioral', color: 'var(--series-3)', shape: 'diamond' },
] as const satisfies readonly (LegendEntry & { readonly measure: keyof SplitScores })[];

/** The splits that have items, in order. */
export const splitsOf = (scores: BySplit): { split: Split | 'all'; scores: SplitScores }[] =>
  splitLooks.flatMap(({ split }) => {
    const found = scores[split];
    return found === undefined ? [] : [{ split, scores: found }];
  });

/** Bounds are news only where something is unscored. */
export const boundsOf = ({ bounds, unscored }: Estimate): Bounds | null => (unscored > 0 ? bounds : null);

/** An estimate as a mark of a chart. */
export const markOf = (estimate: Estimate): Mark => ({
  value: estimate.value,
  interval: estimate.interval,
  bounds: boundsOf(estimate),
});

/** An estimate for a cell: `51.2 % (48.1–55.0 %)`. */
export const estimateText = ({ value, interval }: Estimate): string =>
  interval === null ? percent(value) : `${percent(value)} (${percentRange(interval)})`;
