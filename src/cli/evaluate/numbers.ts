import type { Bounds, Estimate } from '../../stats/index.ts';

/** An estimate with its interval: `0.712 [0.655, 0.768]`. */
export function estimate(value: Estimate | null): string {
  if (value === null) return 'unknown';
  return `${shown(value.value)}${range(value.interval)}`;
}

const range = (interval: Bounds | null): string =>
  interval === null ? '' : ` [${interval[0].toFixed(3)}, ${interval[1].toFixed(3)}]`;

/** A share: `0.712`. */
export const shown = (value: number | null): string => (value === null ? 'unknown' : value.toFixed(3));

/** A difference: `+0.052`. */
export const signed = (value: number | null): string =>
  value === null ? 'unknown' : `${value < 0 ? '' : '+'}${value.toFixed(3)}`;
