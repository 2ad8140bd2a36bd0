import type { Range } from '../core/stage.ts';

/** An amount in words: `$2.06`. */
const dollars = (usd: number): string => `$${usd.toFixed(2)}`;

/** From the least to the most that something may cost: `$6.03-10.73`, and one amount where the two are the same. */
export function dollarRange([least, most]: Range): string {
  const [low, high] = [dollars(least), dollars(most)];
  return low === high ? low : `${low}-${high.slice(1)}`;
}
