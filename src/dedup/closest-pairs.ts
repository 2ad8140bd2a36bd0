import { type ExactRows, exactDistance } from './exact.ts';
import { HALF_STEP } from './greedy-state.ts';
import { Heap } from './heap.ts';
import type { Kernel } from './kernel.ts';
import { type Neighbours, NONE } from './neighbours.ts';
import type { Points } from './points.ts';
import { type ExactList, exactLists, type Surviving } from './refill.ts';
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
  readonly #lists = new Map<number, ExactList>();
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
  ) {
    this.count = points.count;
    this.#rows = rows;
    this.#unit = unit;
    this.#neighbours = neighbours;
    this.#kernel = kernel;
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
    const list = this.#lists.get(point);
    const { partner, distance, bound } =
      list === undefined ? this.#fromEstimates(point) : this.#fromList(list);
    if (distance < bound) this.#set(point, EXACT, distance, partner);
    else if (bound === Number.POSITIVE_INFINITY) this.#heap.pop();
    else this.#set(point, BOUND, Math.max(this.#key[point]!, bound - HALF_STEP), -1);
  }

  #set(point: number, state: number, key: number, partner: number): void {
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

  #fromList({ points, distances, bound }: ExactList): { partner: number; distance: number; bound: number } {
    const at = points.findIndex((other) => this.isAlive(other));
    return at < 0
      ? { partner: -1, distance: Number.POSITIVE_INFINITY, bound }
      : { partner: points[at]!, distance: distances[at]!, bound };
  }

  /** Makes the lists of a point, and of others that stand near the top for the same reason, anew. */
  async #seekAgain(point: number): Promise<void> {
    const most = Math.max(1, Math.min(BATCH, Math.floor(SCRATCH / this.count)));
    this.#scratch ??= new Float32Array(most * this.count);
    const others = [...this.#heap.leading(16 * BATCH)].filter(
      (other) => other !== point && this.#state[other] === BOUND && this.isAlive(other),
    );
    const batch = [point, ...others.slice(0, most - 1)];
    const length = 4 * this.#neighbours.k;
    const lists = await exactLists(batch, this, this.#unit, this.#kernel, length, this.#scratch);
    this.recomputed += batch.length;
    batch.forEach((each, at) => {
      this.#lists.set(each, lists[at]!);
      // Still a lower bound, but one to be looked at when it is topmost.
      this.#state[each] = ESTIMATED;
    });
  }
}

/** The row that stands for each point: the lowest that survives. */
function standIns({ count, starts, members }: Points, alive: Uint8Array): Int32Array {
  const row = new Int32Array(count).fill(-1);
  for (let point = 0; point < count; point += 1)
    for (let at = starts[point + 1]! - 1; at >= starts[point]!; at -= 1)
      if (alive[members[at]!] === 1) row[point] = members[at]!;
  return row;
}
