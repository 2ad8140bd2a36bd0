import type { ExactRows } from './exact.ts';
import { type Rules, removalOf, toleranceOf } from './rules.ts';
import type { Pair, Removal, SelectionOptions } from './selection.ts';
import { Survivors } from './survivors.ts';

/** Half a step of the grid of distances: what lies below a distance plus this is at most that distance. */
export const HALF_STEP = 2 ** -41;

/**
 * How near to the tolerance the difference of two phi may be, as a share of |S|, before both are added up
 * literally. Far more than the rounding of either way of adding up, so that both ways decide alike.
 */
const GUARD = 2e-11;

/** A selection in the making: who survives, and who was removed, in order. */
export class GreedyState {
  readonly survivors: Survivors;
  readonly removed: Removal[] = [];
  readonly rules: Rules;
  readonly #onStep: SelectionOptions['onStep'];

  constructor(rows: ExactRows, rules: Rules, onStep: SelectionOptions['onStep']) {
    this.survivors = new Survivors(rows);
    this.rules = rules;
    this.#onStep = onStep;
  }

  /** Whether the number of survivors allows no more removals. */
  get full(): boolean {
    return this.survivors.size <= this.rules.keep;
  }

  /** Removes a row of the closest pair. */
  settle(pair: Pair): Removal {
    const { survivors, rules } = this;
    const { size } = survivors;
    let first = survivors.phi(pair.first);
    let second = survivors.phi(pair.second);
    if (Math.abs(Math.abs(first - second) - toleranceOf(size)) <= GUARD * size) {
      first = survivors.literalPhi(pair.first);
      second = survivors.literalPhi(pair.second);
    }
    return this.#remove(removalOf(pair, first, second, size, rules));
  }

  /** The last row of all has no pair. It goes only where nothing but a number says how many stay. */
  settleLast(): void {
    const [index] = this.survivors.size === 1 ? this.survivors.kept() : [];
    const { rules } = this;
    if (index === undefined || rules.protected[index] === 1 || rules.minDistance < Number.POSITIVE_INFINITY)
      return;
    this.#remove({ index, partner: null, distance: null, phi: 0, phiPartner: null });
  }

  #remove(found: Omit<Removal, 'order'>): Removal {
    const removal = { ...found, order: this.removed.length + 1 };
    this.survivors.remove(removal.index);
    this.removed.push(removal);
    this.#onStep?.(removal);
    return removal;
  }
}
