import { probabilityWithin } from '../normal.ts';

/** From here on the continued fraction gains on the series. */
const FAR = 2;

/** P(|Z| ≥ |z|) of a standard normal draw. */
export function normalTwoSided(z: number): number {
  const size = Math.abs(z);
  return size < FAR ? 1 - probabilityWithin(size) : 2 * density(size) * millsRatio(size);
}

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** 1/(z + 1/(z + 2/(z + 3/(z + …)))) (Abramowitz and Stegun, 26.2.14). */
function millsRatio(z: number): number {
  let below = z;
  for (let step = 200; step >= 1; step -= 1) below = z + step / below;
  return 1 / below;
}

/**
 * P(|T| ≥ |t|) of Student's t, by its finite sums (Abramowitz and Stegun, 26.7.3 and 26.7.4). Absolute error
 * below 1e-14.
 *
 * @param freedom degrees of freedom, a whole number of at least 1
 */
export function studentTwoSided(t: number, freedom: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(freedom));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = 0;
  for (let power = isOdd ? 1 : 0; power <= freedom - 2; power += 2) {
    sum += term;
    term *= (cosine * cosine * (power + 1)) / (power + 2);
  }
  const inside = isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  return Math.min(1, Math.max(0, 1 - inside));
}
