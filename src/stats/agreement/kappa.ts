import { summaryOptions } from '../options.ts';
import { type Resampling, type Shares, tableCoefficient } from './table-coefficient.ts';
import type { Coefficient } from './types.ts';

/** What two raters said of the same thing. */
export type RatedPair = readonly [one: string, other: string];

/** How intervals are made: seed 0, 95 % confidence, 2,000 resamples; `key` keeps several apart. */
export type AgreementOptions = Partial<Resampling>;

/**
 * Cohen's kappa of two raters (Cohen 1960): agreement beyond what their own shares of each word would bring by
 * chance. Null where both said one and the same word throughout: chance agreement is 1 then, and kappa 0/0.
 *
 * @param clusters pairs that belong together and are resampled together, such as the verdicts on one response;
 *   each pair by itself as `[[pair], [pair]]`. Their order does not matter.
 */
export function cohenKappa(
  clusters: readonly (readonly RatedPair[])[],
  options: AgreementOptions = {},
): Coefficient {
  const words = [...new Set(clusters.flat(2))].sort();
  const tables = clusters
    .filter(({ length }) => length > 0)
    .map((pairs) => {
      const table = new Float64Array(words.length ** 2);
      for (const [one, other] of pairs) {
        const at = words.indexOf(one) * words.length + words.indexOf(other);
        table[at] = table[at]! + 1;
      }
      return table;
    });
  return tableCoefficient(tables, (table) => kappaShares(table, words.length), resampling(options, 'kappa'));
}

/** Options with their defaults. @throws UsageError naming the option that does not fit. */
export function resampling({ key = [], ...options }: AgreementOptions, what: string): Resampling {
  const { seed, confidence, resamples } = summaryOptions(options);
  return { seed, confidence, resamples, key: [what, ...key] };
}

/** By whole numbers, so that 1 is exactly 1. */
function kappaShares(table: Float64Array, words: number): Shares | null {
  let [all, same, chance] = [0, 0, 0];
  for (let one = 0; one < words; one += 1) {
    let [row, column] = [0, 0];
    for (let other = 0; other < words; other += 1) {
      row += table[one * words + other]!;
      column += table[other * words + one]!;
    }
    same += table[one * words + one]!;
    all += row;
    chance += row * column;
  }
  return chance === all * all ? null : { observed: same / all, chance: chance / (all * all) };
}
