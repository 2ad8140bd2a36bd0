import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import { changed } from './changed.ts';
import { pointsIn } from './points.ts';

/** Takes up some of what the instructions name. */
export function rehearseRevise(seen: Sections, random: Random): string {
  return changed(seen.get('response') ?? '', pointsIn(seen.get('revision_instructions') ?? ''), random);
}
