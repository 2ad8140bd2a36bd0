import { unknown } from './format.ts';

/** Three decimals; `below 0.001` where it is smaller. */
export const pValue = (p: number | null): string =>
  p === null ? unknown : p < 0.001 ? 'below 0.001' : p.toFixed(3);
