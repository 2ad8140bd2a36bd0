/** One of several parts that places are given to. */
export interface Part {
  readonly least: number;
  readonly most: number;
  /** Its share in all places; shares need not add up to 1. */
  readonly share: number;
}

/**
 * Gives places to parts in proportion to their shares, each within its limits: first what each must have, then one
 * by one to the part that is furthest below its share, the earlier one on a tie.
 *
 * @param places what is beyond all limits is not given
 * @returns as many numbers as parts, in their order
 */
export function allocate(parts: readonly Part[], places: number): readonly number[] {
  const given = parts.map(({ least }) => least);
  const whole = parts.reduce((sum, { share }) => sum + share, 0);
  const fair = parts.map(({ share }) => (places * share) / whole);
  for (let left = places - given.reduce((sum, each) => sum + each, 0); left > 0; left -= 1) {
    let next = -1;
    for (const [at, { most }] of parts.entries()) {
      if (given[at]! >= most) continue;
      if (next < 0 || fair[at]! - given[at]! > fair[next]! - given[next]!) next = at;
    }
    if (next < 0) break;
    given[next] = given[next]! + 1;
  }
  return given;
}
