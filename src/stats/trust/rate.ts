import { wilson } from '../wilson.ts';
import type { Rate } from './types.ts';

/** A rate with its Wilson interval at 95 %. @throws RangeError for counts that are no rate. */
export function rateOf(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, value: null, interval: null };
  return { hits, of, value: hits / of, interval: wilson(hits, of) };
}

/** Several rates as one of all that they are about. */
export const pooled = (rates: readonly Rate[]): Rate =>
  rateOf(
    rates.reduce((sum, { hits }) => sum + hits, 0),
    rates.reduce((sum, { of }) => sum + of, 0),
  );
