/** A binary heap of numbers. Of two, `before` says whether the first stands above the second. */
export class Heap {
  readonly #items: Int32Array;
  readonly #before: (a: number, b: number) => boolean;
  #size: number;

  /** @param items taken over and put in order. */
  constructor(items: Int32Array, before: (a: number, b: number) => boolean) {
    this.#items = items;
    this.#before = before;
    this.#size = items.length;
    for (let place = (this.#size >> 1) - 1; place >= 0; place -= 1) this.#sink(place);
  }

  /** The topmost; undefined when empty. */
  get top(): number | undefined {
    return this.#size === 0 ? undefined : this.#items[0];
  }

  /** Takes the topmost away. */
  pop(): void {
    this.#size -= 1;
    this.#items[0] = this.#items[this.#size]!;
    this.#sink(0);
  }

  /** Told that the topmost may stand lower now. */
  settle(): void {
    this.#sink(0);
  }

  /** The `count` items nearest to the top of the heap's array: among the first, though not exactly the first. */
  leading(count: number): Int32Array {
    return this.#items.subarray(0, Math.min(count, this.#size));
  }

  #sink(from: number): void {
    const items = this.#items;
    const item = items[from]!;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#before(items[child + 1]!, items[child]!)) child += 1;
      if (!this.#before(items[child]!, item)) break;
      items[place] = items[child]!;
      place = child;
    }
    items[place] = item;
  }
}
