import { zOf } from './normal.ts';

/** From here on the normal quantile is off by less than 0.1 %. */
const many = 2_000;
const steps = 1_000;

/**
 * The t for which a draw of Student's distribution lies within ±t with probability `confidence`: 12.706 for 0.95 and
 * 1 degree of freedom, 2.228 for 10. With t = √ν·tan θ the density is proportional to cos^(ν−1) θ, which is summed
 * by trapezoids until the share is reached. Within 0.1 %.
 *
 * @param confidence from 0 to 0.999
 * @param freedom at least 1, whole or not
 */
export function studentQuantile(confidence: number, freedom: number): number {
  if (freedom >= many) return zOf(confidence);
  const width = Math.PI / 2 / steps;
  const density = (step: number): number => Math.max(0, Math.cos(step * width)) ** (freedom - 1);
  const below = new Float64Array(steps + 1);
  for (let step = 1; step <= steps; step += 1)
    below[step] = below[step - 1]! + (density(step - 1) + density(step)) / 2;
  const sought = confidence * below[steps]!;
  const above = below.findIndex((sum) => sum >= sought);
  if (above <= 0) return 0;
  const part = (sought - below[above - 1]!) / (below[above]! - below[above - 1]!);
  return Math.sqrt(freedom) * Math.tan((above - 1 + part) * width);
}
