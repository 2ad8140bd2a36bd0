import { UsageError } from '../core/errors.ts';

/**
 * How many of `rows` rows are kept: a whole number as it is (at most all rows), a percentage rounded up
 * (`'50%'` of 7 rows is 4), so that a share never keeps less than it says.
 *
 * @throws UsageError for anything else: a negative or fractional count, a percentage above 100.
 */
export function keepCount(keep: string | number, rows: number): number {
  const text = String(keep).trim();
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Math.min(Number(text), rows);
  const share = /^(\d{1,3})(?:\.(\d{1,6}))?%$/.exec(text);
  if (share === null) throw badKeep(text);
  const decimals = share[2] ?? '';
  const numerator = Number(share[1]! + decimals);
  const denominator = 100 * 10 ** decimals.length;
  if (numerator > denominator) throw badKeep(text);
  // Whole numbers throughout: 7 % of 100 rows is 7, not the 8 that a product of floats can round up to.
  const product = rows * numerator;
  return (product - (product % denominator)) / denominator + (product % denominator > 0 ? 1 : 0);
}

function badKeep(text: string): UsageError {
  return new UsageError(
    `keep: expected a whole number (2000) or a percentage up to 100% (50%), got ${JSON.stringify(text)}`,
  );
}
