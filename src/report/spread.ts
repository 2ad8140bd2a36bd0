import { decimal, percent, unknown } from './format.ts';

/** How values of several models lie around their mean. */
export interface Spread {
  /** Models whose value is known; the others are left out. */
  readonly models: number;
  readonly mean: number | null;
  /** The standard deviation over models (n − 1); null with fewer than two. */
  readonly deviation: number | null;
  /** The standard error of the mean: the deviation over √n. */
  readonly error: number | null;
}

/** The error over models (arXiv 2509.14760, figure 5 and table 7). Unknown values are left out and not counted. */
export function spreadOf(values: readonly (number | null | undefined)[]): Spread {
  const known = values.filter((value) => value !== null && value !== undefined);
  const models = known.length;
  if (models === 0) return { models, mean: null, deviation: null, error: null };
  const mean = known.reduce((sum, value) => sum + value, 0) / models;
  if (models === 1) return { models, mean, deviation: null, error: null };
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (models - 1));
  return { models, mean, deviation, error: deviation / Math.sqrt(models) };
}

/** `51.2 % ± 3.4`: the mean and the standard error in percentage points. One model alone has no error over models. */
export const spreadText = ({ mean, error }: Spread): string =>
  error === null ? percent(mean) : `${percent(mean)} ± ${(error * 100).toFixed(1)}`;

/** Percentage points without a sign, one decimal: `3.4`. */
export const width = (value: number | null): string => (value === null ? unknown : (value * 100).toFixed(1));

/** A coefficient from -1 to 1 with two decimals and a proper minus. */
export const coefficient = (value: number | null): string => decimal(value).replace('-', '−');
