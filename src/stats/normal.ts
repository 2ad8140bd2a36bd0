/** Beyond this, the probability of a double is 1. */
const farOut = 9;

/**
 * The z for which a standard normal draw lies within ±z with probability `confidence`: 1.959964 for 0.95.
 * By bisection, to the last digits of a double.
 */
export function zOf(confidence: number): number {
  let [low, high] = [0, farOut];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (probabilityWithin(middle) < confidence) low = middle;
    else high = middle;
  }
}

/**
 * P(−z < Z < z) = 2φ(z)·(z + z³/3 + z⁵/(3·5) + …) (Abramowitz and Stegun, 26.2.11). All terms are
 * positive, so nothing cancels.
 */
export function probabilityWithin(z: number): number {
  let [sum, term] = [0, z];
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (z * z) / odd;
  }
  return Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) * sum;
}
