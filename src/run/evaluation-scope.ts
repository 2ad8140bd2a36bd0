import { join, relative } from 'node:path';
import { sha256 } from '../core/hash.ts';

/** The name that an evaluation is run and charged under, by where its folder lies below `results/` of the root. */
export function scopeOf(root: string, results: string): string {
  const place = relative(join(root, 'results'), results);
  const plain = place.split(/[\\/]/).join('-');
  const safe = plain.replace(/[^\w.-]+/g, '-');
  return `evaluate-${safe}${safe === plain ? '' : `-${sha256(place).slice(0, 8)}`}`;
}
