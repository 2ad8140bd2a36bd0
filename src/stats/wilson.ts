import { zOf } from './normal.ts';
import type { Bounds } from './types.ts';

/**
 * The Wilson score interval of a rate (Wilson 1927; Newcombe 1998, method 3), within [0, 1]. Unlike
 * the textbook p ± z·√(p(1−p)/n), it is never of zero width at 0 % and 100 %.
 *
 * @param n at least 1
 * @param confidence between 0 and 1
 * @throws RangeError for counts that are no rate.
 */
export function wilson(successes: number, n: number, confidence = 0.95): Bounds {
  expectRate(successes, n, confidence);
  return wilsonAt(successes, n, zOf(confidence));
}

/** Wilson's interval that reaches as far as z standard errors. */
export function wilsonAt(successes: number, n: number, z: number): Bounds {
  const rate = successes / n;
  const centre = rate + (z * z) / (2 * n);
  const half = z * Math.sqrt((rate * (1 - rate)) / n + (z / (2 * n)) ** 2);
  const whole = 1 + (z * z) / n;
  return [
    successes === 0 ? 0 : Math.max(0, (centre - half) / whole),
    successes === n ? 1 : Math.min(1, (centre + half) / whole),
  ];
}

/** @throws RangeError for counts that are no rate, and confidence out of range. */
export function expectRate(successes: number, n: number, confidence: number): void {
  const counts = Number.isSafeInteger(successes) && Number.isSafeInteger(n);
  if (!counts || n < 1 || successes < 0 || successes > n)
    throw new RangeError(
      `${successes} of ${n} is no rate: expected whole numbers, 0 ≤ successes ≤ n and n ≥ 1`,
    );
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`\`confidence\` must be a number between 0 and 1, not ${confidence}`);
}
