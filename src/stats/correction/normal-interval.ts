import type { Bounds } from '../types.ts';
import type { Estimated } from './estimate.ts';
import { tOf } from './student.ts';

/**
 * An interval by Student's t. Its middle is moved towards the side on which labels that are rare and far off would be,
 * by the skewness of the estimate (Johnson 1978; Hall 1992, section 3.10), but not so far that the value falls out.
 */
export function normalInterval({ value, variance, third, freedom }: Estimated, confidence: number): Bounds {
  const half = tOf(confidence, freedom) * Math.sqrt(variance);
  const t = tOf(confidence, freedom);
  const skew = ((third / variance) * (2 * t * t + 1)) / 6;
  const shift = process.env.NOSKEW ? 0 : Math.max(-half, Math.min(half, skew));
  return [value + shift - half, value + shift + half];
}
