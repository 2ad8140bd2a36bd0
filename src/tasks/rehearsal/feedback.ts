import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import { findingsOn, pointText } from './points.ts';

/** How often what is amiss is seen. */
const SEEN = 0.85;

/** Goes through the specs as the rehearsed judge does, and now and then overlooks what is amiss. */
export function rehearseFeedback(seen: Sections, random: Random): string {
  const lines = findingsOn(seen.get('response') ?? '', seen, random).map(({ spec, verdict, point }) => {
    if (point !== undefined && random.float() < SEEN) return `${spec}: this is not kept. ${pointText(point)}`;
    return verdict === 'NA' ? `${spec}: this does not come up.` : `${spec}: this is kept.`;
  });
  return lines.join('\n') || 'There is nothing to review.';
}
