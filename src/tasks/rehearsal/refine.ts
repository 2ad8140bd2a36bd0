import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import { changed } from './changed.ts';
import { pointsIn } from './points.ts';

/** Takes up some of what the latest feedback names. */
export function rehearseRefine(seen: Sections, random: Random): string {
  const pairs = [...seen.keys()].filter((name) => name.startsWith('response_')).length;
  const points = pointsIn(seen.get(`feedback_${pairs}`) ?? '');
  return changed(seen.get(`response_${pairs}`) ?? '', points, random);
}
