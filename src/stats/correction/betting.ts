/** What one draw adds to the sum of draws less a mean m: value − slope·m; so many times, at least once. */
export interface Draw {
  readonly value: number;
  /** At least 0. */
  readonly slope: number;
  readonly times: number;
}

/** Stakes, as shares of the largest that cannot be lost. The small ones are for draws that spread widely. */
const stakes = [1, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32];

/** Enough halvings of an interval of length 1 for twelve digits. */
const halvings = 40;

/**
 * The upper end of an interval for a mean, from bounded independent draws that need not be alike. It holds for any
 * number of draws, with no normal approximation.
 *
 * A mean m is left out where betting against it would have gained a factor of 1 / error, as in the betting intervals of
 * Waudby-Smith and Ramdas (2024, section 4), but with stakes that are set beforehand: with stake g the capital against
 * a mean of m or more is Π(1 − g·(value − slope·m) / limit(m)), and the capital is the mean over stakes. If the
 * expectations add up to 0 or more, the product has one of at most 1 (a geometric mean is at most the arithmetic), so
 * by Markov's inequality capital beyond 1 / error is as rare as that. No order of the draws is needed, and drawing
 * without replacement only makes it safer, as such draws are negatively associated (Joag-Dev and Proschan 1983).
 *
 * @param limit the most that a draw can be above 0 at mean m
 * @param from a mean that is inside, such as the estimate
 * @returns from `from` to 1
 */
export function upperEnd(
  draws: readonly Draw[],
  limit: (mean: number) => number,
  { from, error }: { readonly from: number; readonly error: number },
): number {
  const needed = Math.log(1 / error);
  let [inside, outside] = [Math.min(from, 1), 1];
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = (inside + outside) / 2;
    if (logCapital(draws, limit(middle), middle) >= needed) outside = middle;
    else inside = middle;
  }
  return outside;
}

function logCapital(draws: readonly Draw[], limit: number, mean: number): number {
  const logs = stakes.map((stake) => {
    let log = 0;
    for (const { value, slope, times } of draws)
      log += times * Math.log1p(Math.max(-1, (stake * (slope * mean - value)) / limit));
    return log;
  });
  const most = Math.max(...logs);
  if (!Number.isFinite(most)) return most;
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
}
