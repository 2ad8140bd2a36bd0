import { unknown } from '../format.ts';

/** A cosine distance or another measure with its unit in the heading, four decimals. */
export const measure = (value: number | null): string => (value === null ? unknown : value.toFixed(4));

/** A sum of distances, two decimals. */
export const sum = (value: number): string => value.toFixed(2);
