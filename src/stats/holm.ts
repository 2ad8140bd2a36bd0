/**
 * p-values after Holm's correction (Holm 1979, "A simple sequentially rejective multiple test procedure"): the
 * smallest is multiplied by how many there are, the next by one less, and so on; none is below the one before it, nor
 * above 1. The chance of any false finding among them stays below the level, whatever depends on what.
 *
 * @param values each from 0 to 1; null is no test: it stays null, and does not count
 */
export function holm(values: readonly (number | null)[]): readonly (number | null)[] {
  const tests = values
    .flatMap((p, at) => (p === null ? [] : [{ p, at }]))
    .toSorted((one, other) => one.p - other.p);
  const corrected: (number | null)[] = values.map(() => null);
  let least = 0;
  for (const [rank, { p, at }] of tests.entries()) {
    least = Math.max(least, Math.min(1, (tests.length - rank) * p));
    corrected[at] = least;
  }
  return corrected;
}
