import type { Estimate } from '../stats/types.ts';
import { percent, points } from './format.ts';
import { pValue } from './p-value.ts';
import { estimateText } from './splits.ts';
import type { Figure } from './table.ts';

/** A rate in per cent; as it is from 0 to 1. */
export const rateCell = (rate: number | null): Figure => ({ shown: percent(rate), value: rate });

/** A difference of rates in percentage points; as it is from -1 to 1. */
export const pointsCell = (difference: number | null): Figure => ({
  shown: points(difference),
  value: difference,
});

/** A p-value with three decimals; as it is from 0 to 1. */
export const pCell = (p: number | null): Figure => ({ shown: pValue(p), value: p });

/** A score with its interval; as it is the score alone, from 0 to 1. */
export const scoreCell = (estimate: Estimate): Figure => ({
  shown: estimateText(estimate),
  value: estimate.value,
});
