const GRID = 2 ** 40;

/**
 * The distance that every form of the algorithm shares: 1 − c, where c is the float64 cosine rounded to
 * the nearest 2⁻⁴⁰ (halves upwards). The grid, about 1e-12, is far above float64 rounding and far below
 * any difference that means something, so that exact duplicates are at distance 0 and rows that only
 * differ in scale are duplicates.
 */
export function distanceOf(cosine: number): number {
  return 1 - Math.round(cosine * GRID) / GRID;
}
