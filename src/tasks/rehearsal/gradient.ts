import type { Sections } from '../../core/prompt.ts';
import { pointsIn, pointText } from './points.ts';

/** Says the weaknesses that the comparison names as things to do. */
export function rehearseGradient(seen: Sections): string {
  const points = pointsIn(seen.get('comparison') ?? '');
  return [...points.map(pointText), 'Keep the rest as it is.'].map((line) => `- ${line}`).join('\n');
}
