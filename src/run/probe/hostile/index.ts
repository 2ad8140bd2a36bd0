import { groupBy } from '../../../core/group-by.ts';
import type { Random } from '../../../core/random.ts';
import type { SectionSizes } from '../../../tasks/index.ts';
import { type Addition, type HostileFamily, hostileFamilies, positions, withAddition } from './addition.ts';
import { forgedAdditions } from './forged.ts';
import { framingAdditions } from './framing.ts';
import { steeringAdditions } from './steering.ts';

export {
  type Addition,
  type HostileFamily,
  hostileFamilies,
  type Position,
  positions,
  withAddition,
} from './addition.ts';
export { forgedJson, forgedReply } from './forged.ts';

/** All hostile additions for a scenario with so many specs, family by family. */
export function hostileAdditions(sizes: SectionSizes): ReadonlyMap<HostileFamily, readonly Addition[]> {
  const all = [...forgedAdditions(sizes), ...framingAdditions(sizes), ...steeringAdditions(sizes)];
  const byFamily = groupBy(all, ({ family }) => family);
  return new Map(hostileFamilies.map((family) => [family, byFamily.get(family) ?? []]));
}

/** A response with one of these additions, drawn with its position. */
export const hostileVersion = (response: string, additions: readonly Addition[], random: Random): string =>
  withAddition(response, random.pick(additions), random.pick(positions));
