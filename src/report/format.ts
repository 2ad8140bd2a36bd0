import type { Bounds } from '../stats/types.ts';

/** What stands for a number that nobody knows. It is never shown as 0. */
export const unknown = 'unknown';

/** A rate from 0 to 1 in per cent, one decimal: `51.2 %`. */
export const percent = (rate: number | null): string =>
  rate === null ? unknown : `${(rate * 100).toFixed(1)}\u{A0}%`;

/** Two rates in per cent: `48.1–55.0 %`. */
export const percentRange = (bounds: Bounds | null): string =>
  bounds === null ? unknown : `${(bounds[0] * 100).toFixed(1)}–${percent(bounds[1])}`;

/** A difference of rates in percentage points, one decimal, with its sign: `−11.2`, `+0.4`, `0.0`. */
export function points(difference: number | null): string {
  if (difference === null) return unknown;
  const text = Math.abs(difference * 100).toFixed(1);
  return Number(text) === 0 ? text : `${difference < 0 ? '−' : '+'}${text}`;
}

/** Two differences in percentage points: `−15.0 to −7.2`. */
export const pointsRange = (bounds: Bounds | null): string =>
  bounds === null ? unknown : `${points(bounds[0])} to ${points(bounds[1])}`;

/** A score of one item, from 0 to 1, two decimals. */
export const decimal = (value: number | null): string => (value === null ? unknown : value.toFixed(2));

/** Two scores of one item: `0.30–0.72`. */
export const decimalRange = ([low, high]: Bounds): string => `${low.toFixed(2)}–${high.toFixed(2)}`;

/** A whole number with its thousands apart: `1,271`. */
export const count = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ',');

/** A share of a whole in per cent; unknown where the whole is 0. */
export const share = (part: number, whole: number): string => percent(whole === 0 ? null : part / whole);

/** A part of a whole, with its share: `3 of 120 (2.5 %)`. */
export const partText = (part: number, whole: number): string =>
  `${count(part)} of ${count(whole)} (${share(part, whole)})`;

/** A number and its noun: `1 item`, `2 items`. */
export const counted = (whole: number, noun: string): string =>
  `${count(whole)} ${noun}${whole === 1 ? '' : 's'}`;
