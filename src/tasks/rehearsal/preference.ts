import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import { findingsOn, pointText } from './points.ts';

/** Names the specs in which two responses differ, and what is still amiss with the better one. */
export function rehearsePreference(seen: Sections, random: Random): string {
  const rejected = findingsOn(seen.get('rejected_response') ?? '', seen, random);
  const chosen = findingsOn(seen.get('chosen_response') ?? '', seen, random);
  const lines = chosen.flatMap(({ spec, point }, place) => {
    const isWorse = rejected[place]!.point !== undefined;
    if (point !== undefined) return [`${spec}: the chosen response falls short of this. ${pointText(point)}`];
    return isWorse ? [`${spec}: the chosen response keeps this, and the rejected one does not.`] : [];
  });
  return lines.join('\n') || 'The two responses keep the specifications alike.';
}
