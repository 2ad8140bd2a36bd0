import { keyedRandom } from '../../core/random.ts';
import type { SummaryOptions } from '../options.ts';
import { quantile } from '../quantile.ts';
import type { Bounds } from '../types.ts';
import type { Coefficient } from './types.ts';

/** Shares of agreement, each from 0 to 1: what was seen, and what chance would bring. */
export interface Shares {
  readonly observed: number;
  readonly chance: number;
}

/** How intervals are drawn. */
export type Resampling = Pick<SummaryOptions, 'seed' | 'confidence' | 'resamples'> & {
  readonly key: readonly string[];
};

/** What a table of counts comes to; null where chance alone would always agree, so that nothing can be told. */
export type SharesOf = (table: Float64Array) => Shares | null;

/**
 * A coefficient of the form (observed − chance) / (1 − chance) over the sum of tables, one table for each unit
 * that is resampled. The order of the tables does not matter.
 *
 * The interval is a percentile bootstrap over units, drawn by key (Efron and Tibshirani 1993, chapter 13).
 * Resamples whose coefficient is undefined are left out. It is never of zero width: where all resamples agree, the
 * observed share moves by 1 − (1 − confidence)^(1/n) of its distance to 0 and to 1, as equal scores do elsewhere
 * here, with chance as it was. So n responses without any disagreement leave room for some.
 *
 * @param tables of one length
 */
export function tableCoefficient(
  tables: readonly Float64Array[],
  sharesOf: SharesOf,
  how: Resampling,
): Coefficient {
  const shares = tables.length === 0 ? null : sharesOf(sumOf(tables));
  if (shares === null) return { value: null, interval: null, p: null };
  return { value: beyondChance(shares), interval: intervalOf(tables, shares, sharesOf, how), p: null };
}

/** Beyond chance, from −1 (or a little above) to 1. */
const beyondChance = ({ observed, chance }: Shares): number => (observed - chance) / (1 - chance);

function intervalOf(
  tables: readonly Float64Array[],
  shares: Shares,
  sharesOf: SharesOf,
  how: Resampling,
): Bounds {
  const value = beyondChance(shares);
  const drawn = resampled(tables, sharesOf, how);
  const tail = (1 - how.confidence) / 2;
  // An estimate outside of its own interval would only be due to the undefined resamples that were left out.
  const [first, last] =
    drawn.length === 0 ? [value, value] : [quantile(drawn, tail), quantile(drawn, 1 - tail)];
  const low = Math.min(value, first);
  const high = Math.max(value, last);
  if (low < high) return [low, high];
  const unseen = 1 - (1 - how.confidence) ** (1 / tables.length);
  const { observed, chance } = shares;
  return [
    Math.max(-1, beyondChance({ observed: observed - unseen * observed, chance })),
    Math.min(1, beyondChance({ observed: observed + unseen * (1 - observed), chance })),
  ];
}

/** The coefficients of the resamples that have one, sorted. */
function resampled(
  tables: readonly Float64Array[],
  sharesOf: SharesOf,
  { seed, resamples, key }: Resampling,
): readonly number[] {
  const named = tables.map((table) => ({ table, name: table.join(' ') }));
  const sorted = named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const random = keyedRandom(seed, 'agreement', ...key);
  const values: number[] = [];
  const sum = new Float64Array(tables[0]!.length);
  for (let turn = 0; turn < resamples; turn += 1) {
    sum.fill(0);
    for (let draw = 0; draw < sorted.length; draw += 1) add(sum, sorted[random.int(sorted.length)]!.table);
    const shares = sharesOf(sum);
    if (shares !== null) values.push(beyondChance(shares));
  }
  return values.sort((a, b) => a - b);
}

function sumOf(tables: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(tables[0]!.length);
  for (const table of tables) add(sum, table);
  return sum;
}

function add(sum: Float64Array, table: Float64Array): void {
  for (let at = 0; at < sum.length; at += 1) sum[at] = sum[at]! + table[at]!;
}
