import { type AgreementOptions, resampling } from './kappa.ts';
import { type Shares, tableCoefficient } from './table-coefficient.ts';
import type { Coefficient } from './types.ts';

/** What raters said of one thing, in any order; null, or left out, where one said nothing. */
export type RatedUnit = readonly (string | null)[];

/**
 * Krippendorff's alpha for nominal data, for any number of raters and with values missing (Krippendorff 2011,
 * "Computing Krippendorff's Alpha-Reliability", section C). A unit with fewer than two values says nothing about
 * agreement and is left out. Null where no unit has two, or where all of them hold one and the same word.
 *
 * @param clusters units that belong together and are resampled together, such as the specs of one response; each
 *   unit by itself as `[[unit], [unit]]`. Their order does not matter.
 */
export function krippendorffAlpha(
  clusters: readonly (readonly RatedUnit[])[],
  options: AgreementOptions = {},
): Coefficient {
  const paired = clusters
    .map((units) => units.map(said).filter(({ length }) => length >= 2))
    .filter(({ length }) => length > 0);
  const words = [...new Set(paired.flat(2))].sort();
  const tables = paired.map((units) => coincidences(units, words));
  return tableCoefficient(tables, (table) => alphaShares(table, words.length), resampling(options, 'alpha'));
}

const said = (unit: RatedUnit): readonly string[] => unit.filter((value) => value !== null);

/** Each ordered pair of values of a unit of m values counts 1/(m − 1). */
function coincidences(units: readonly (readonly string[])[], words: readonly string[]): Float64Array {
  const table = new Float64Array(words.length ** 2);
  for (const values of units) {
    const places = values.map((value) => words.indexOf(value));
    for (const [one, row] of places.entries())
      for (const [other, column] of places.entries())
        if (one !== other) {
          const at = row * words.length + column;
          table[at] = table[at]! + 1 / (values.length - 1);
        }
  }
  return table;
}

/** α = 1 − D_o/D_e = (A_o − A_e) / (1 − A_e), with A_e over pairs drawn without replacement. */
function alphaShares(table: Float64Array, words: number): Shares | null {
  let [all, same, chance] = [0, 0, 0];
  const totals = Array.from({ length: words }, (_, word) => {
    let total = 0;
    for (let other = 0; other < words; other += 1) total += table[word * words + other]!;
    // Thirds do not add up to whole numbers exactly, and these are whole: each value counts once.
    return Math.round(total);
  });
  for (const [word, total] of totals.entries()) {
    same += table[word * words + word]!;
    all += total;
    chance += total * (total - 1);
  }
  if (totals.includes(all)) return null;
  const observed = same / all;
  return { observed: observed > 1 - 1e-12 ? 1 : observed, chance: chance / (all * (all - 1)) };
}
