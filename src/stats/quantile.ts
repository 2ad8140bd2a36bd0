/**
 * The value at a share of a sorted list: linear between neighbours, so that a rounding error in `at` makes no jump
 * (Hyndman and Fan 1996, type 7).
 *
 * @param sorted at least one value
 * @param at from 0 to 1
 */
export function quantile(sorted: Readonly<ArrayLike<number>>, at: number): number {
  const place = at * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}
