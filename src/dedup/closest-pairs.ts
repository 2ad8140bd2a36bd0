import { SpecloomError } from '../core/errors.ts';
import { takeTurn } from './engine.ts';
import { type ExactRows, exactDistance } from './exact.ts';
import { HALF_STEP } from './greedy-state.ts';
import { Heap } from './heap.ts';
import type { Kernel } from './kernel.ts';
import { type Neighbours, NONE } from './neighbours.ts';
import { type Points, standIns } from './points.ts';
import { cosinesOf, type ExactList, exactList, type Surviving, type Wanted } from './refill.ts';
import type { Pair } from './selection.ts';
import type { UnitPoints } from './unit.ts';

/** What is known of the nearest survivor of a point. */
const ESTIMATED = 0;
const EXACT = 1;
/** Its list is used up: the nearest is no nearer than the key. */
const BOUND = 2;

/** Most points whose lists are made anew together, and most cosines that this may take. */
const BATCH = 64;
const SCRATCH = 8e6;

/** Most neighbours that long lists of equally near ones may hold, all together. */
const TIED_ENTRIES = 4e6;

/** A list that was made anew, and its first neighbour that may survive. */
interface NewList {
  readonly list: ExactList;
  next: number;
}

/**
 * The closest surviving pair, again and again. A heap has all free points by a lower bound of their
 * distance to a later survivor; removals only raise distances, so a bound stays one, and only what comes
 * to the top is looked at. A list entry is trusted only where no survivor outside the list can come before
 * it; else the point stands by the list's bound, and its neighbours are sought again if it surfaces.
 */
export class ClosestPairs implements Surviving {
  readonly count: number;
  /** Lists that were made anew. */
  recomputed = 0;
  readonly #rows: ExactRows;
  readonly #unit: UnitPoints;
  readonly #neighbours: Neighbours;
  readonly #kernel: Kernel;
  /** The row that stands for a point; -1 for a point with no survivor. */
  readonly #row: Int32Array;
  readonly #key: Float64Array;
  readonly #state: Uint8Array;
  readonly #partner: Int32Array;
  readonly #signal: AbortSignal | undefined;
  readonly #lists = new Map<number, NewList>();
  /** Neighbours in these lists. */
  #entries = 0;
  readonly #heap: Heap;
  #scratch: Float32Array | undefined;

  /** @param alive 1 for each row that survives; of a free point, at most one. */
  constructor(
    rows: ExactRows,
    points: Points,
    unit: UnitPoints,
    neighbours: Neighbours,
    kernel: Kernel,
    alive: Uint8Array,
    signal: AbortSignal | undefined,
  ) {
    this.count = points.count;
    this.#rows = rows;
    this.#unit = unit;
    this.#neighbours = neighbours;
    this.#kernel = kernel;
    this.#signal = signal;
    this.#row = standIns(points, alive);
    this.#key = new Float64Array(points.free);
    this.#state = new Uint8Array(points.free);
    this.#partner = new Int32Array(points.free).fill(-1);
    const { k, cosines } = neighbours;
    const ranked: number[] = [];
    for (let point = 0; point < points.free; point += 1) {
      if (this.#row[point]! < 0 || cosines[point * k]! <= NONE + 1) continue;
      this.#key[point] = 1 - cosines[point * k]! - unit.error;
      ranked.push(point);
    }
    this.#heap = new Heap(Int32Array.from(ranked), (a, b) => this.#before(a, b));
  }

  /** The closest pair; of equally close ones the lowest (first, second). Undefined where there is none. */
  async closest(): Promise<Pair | undefined> {
    for (;;) {
      const point = this.#heap.top;
      if (point === undefined) return undefined;
      if (!this.isAlive(point)) this.#heap.pop();
      else if (this.#isCertain(point)) return this.#pair(point);
      else if (this.#state[point] === BOUND) await this.#seekAgain(point);
      else this.#look(point);
    }
  }

  /** Told that the row that stands for a free point was removed. */
  forget(point: number): void {
    this.#row[point] = -1;
    this.#entries -= this.#lists.get(point)?.list.points.length ?? 0;
    this.#lists.delete(point);
  }

  isAlive(point: number): boolean {
    return this.#row[point]! >= 0;
  }

  distance(point: number, other: number): number {
    return exactDistance(this.#rows, this.#row[point]!, this.#rows, this.#row[other]!);
  }

  comesBefore(point: number, a: number, b: number): boolean {
    const lows = this.#low(point, a) - this.#low(point, b);
    return lows === 0 ? this.#high(point, a) < this.#high(point, b) : lows < 0;
  }

  #low(a: number, b: number): number {
    return Math.min(this.#row[a]!, this.#row[b]!);
  }

  #high(a: number, b: number): number {
    return Math.max(this.#row[a]!, this.#row[b]!);
  }

  #pair(point: number): Pair {
    const other = this.#partner[point]!;
    return { first: this.#low(point, other), second: this.#high(point, other), distance: this.#key[point]! };
  }

  /**
   * By key. Of equal ones, what has yet to be looked at comes first, for it may hide a pair that comes
   * before the others; then the order of pairs.
   */
  #before(a: number, b: number): boolean {
    if (this.#key[a] !== this.#key[b]) return this.#key[a]! < this.#key[b]!;
    const certain = this.#isCertain(a);
    if (certain !== this.#isCertain(b)) return !certain;
    if (!certain) return a < b;
    const [one, other] = [this.#partner[a]!, this.#partner[b]!];
    const lows = this.#low(a, one) - this.#low(b, other);
    if (lows !== 0) return lows < 0;
    const highs = this.#high(a, one) - this.#high(b, other);
    return highs === 0 ? a < b : highs < 0;
  }

  /** Whether the key is the distance of a pair of survivors. */
  #isCertain(point: number): boolean {
    return this.#state[point] === EXACT && this.isAlive(point) && this.isAlive(this.#partner[point]!);
  }

  /** Finds out what a point's list still says. The point is the topmost of the heap. */
  #look(point: number): void {
    const known = this.#lists.get(point);
    const { partner, distance, bound } =
      known === undefined ? this.#fromEstimates(point) : this.#fromList(known);
    if (distance < bound) this.#set(point, EXACT, distance, partner);
    else if (bound === Number.POSITIVE_INFINITY) this.#heap.pop();
    else this.#set(point, BOUND, Math.max(this.#key[point]!, bound - HALF_STEP), -1);
  }

  #set(point: number, state: number, key: number, partner: number): void {
    // It would be neither near nor far, and the search would not end.
    if (Number.isNaN(key)) throw new SpecloomError('internal', 'the vectors were changed while dedup ran');
    this.#state[point] = state;
    this.#key[point] = key;
    this.#partner[point] = partner;
    this.#heap.settle();
  }

  #fromEstimates(point: number): { partner: number; distance: number; bound: number } {
    const { k, cosines, points } = this.#neighbours;
    const { error } = this.#unit;
    let partner = -1;
    let distance = Number.POSITIVE_INFINITY;
    for (let at = point * k; at < (point + 1) * k; at += 1) {
      const nearest = 1 - cosines[at]! - error;
      if (cosines[at]! <= NONE + 1 || nearest > distance) break;
      const other = points[at]!;
      if (!this.isAlive(other)) continue;
      const exact = this.distance(point, other);
      if (exact > distance || (exact === distance && !this.comesBefore(point, other, partner))) continue;
      partner = other;
      distance = exact;
    }
    const last = cosines[point * k + k - 1]!;
    return { partner, distance, bound: last <= NONE + 1 ? Number.POSITIVE_INFINITY : 1 - last - error };
  }

  #fromList(known: NewList): { partner: number; distance: number; bound: number } {
    const { points, distances, bound } = known.list;
    while (known.next < points.length && !this.isAlive(points[known.next]!)) known.next += 1;
    return known.next === points.length
      ? { partner: -1, distance: Number.POSITIVE_INFINITY, bound }
      : { partner: points[known.next]!, distance: distances[known.next]!, bound };
  }

  /** Makes the lists of a point, and of others that stand near the top for the same reason, anew. */
  async #seekAgain(point: number): Promise<void> {
    const most = Math.max(1, Math.min(BATCH, Math.floor(SCRATCH / this.count)));
    this.#scratch ??= new Float32Array(most * this.count);
    const others = [...this.#heap.leading(16 * BATCH)].filter(
      (other) => other !== point && this.#state[other] === BOUND && this.isAlive(other),
    );
    const batch = [point, ...others.slice(0, most - 1)];
    const cosines = await cosinesOf(batch, this.#unit, this.#kernel, this.#scratch);
    for (const [at, each] of batch.entries()) {
      await takeTurn(this.#signal);
      this.#keep(each, exactList(each, cosines[at]!, this, this.#unit.error, this.#wanted()));
    }
    this.recomputed += batch.length;
  }

  #wanted(): Wanted {
    return { length: 4 * this.#neighbours.k, tied: TIED_ENTRIES - this.#entries };
  }

  #keep(point: number, list: ExactList): void {
    this.#entries += list.points.length - (this.#lists.get(point)?.list.points.length ?? 0);
    this.#lists.set(point, { list, next: 0 });
    // Its key is a lower bound still, but one to be looked at when it is topmost.
    this.#state[point] = ESTIMATED;
  }
}
