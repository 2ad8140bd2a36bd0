/** Words of one n-gram, as in the contamination checks of published model reports. */
export const NGRAM_WORDS = 8;

/**
 * The different word 8-grams of a text, their words with a space between. Words are runs of letters,
 * marks and digits after NFKC and lower case; what stands between them does not count.
 *
 * A text of 1 to 7 words has no 8-gram: all of its words stand for it, and as they hold fewer spaces,
 * they only equal another text of just these words, never a part of a longer one. Empty for a text
 * without words.
 */
export function ngramsOf(text: string): ReadonlySet<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0) return new Set();
  if (words.length < NGRAM_WORDS) return new Set([words.join(' ')]);
  return new Set(
    Array.from({ length: words.length - NGRAM_WORDS + 1 }, (_, at) =>
      words.slice(at, at + NGRAM_WORDS).join(' '),
    ),
  );
}

/**
 * Which of some texts hold an n-gram. N-grams are kept as hashes of 64 bits, in typed arrays: 24 to 36
 * bytes each, whatever their length. Among ten million of them, the chance that any two share a hash is
 * about one in 400,000.
 */
export class NgramIndex {
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  /** Number of the n-gram in a place of the hash table, counted from 1; 0 for an empty place. */
  #numbers = new Int32Array(1024);
  #size = 0;
  /** Rows of n-gram `id` are #rows[#starts[id]] to #rows[#starts[id + 1]], ascending. */
  readonly #starts: Int32Array;
  readonly #rows: Int32Array;

  constructor(texts: Iterable<string>) {
    let ids = new Int32Array(1024);
    let rows = new Int32Array(1024);
    let length = 0;
    let row = 0;
    for (const text of texts) {
      for (const ngram of ngramsOf(text)) {
        if (length === ids.length) {
          ids = doubled(ids);
          rows = doubled(rows);
        }
        ids[length] = this.#add(ngram);
        rows[length] = row;
        length += 1;
      }
      row += 1;
    }
    this.#starts = new Int32Array(this.#size + 1);
    for (let at = 0; at < length; at += 1) this.#starts[ids[at]! + 1]! += 1;
    for (let id = 0; id < this.#size; id += 1) this.#starts[id + 1]! += this.#starts[id]!;
    const next = this.#starts.slice();
    this.#rows = new Int32Array(length);
    for (let at = 0; at < length; at += 1) {
      const id = ids[at]!;
      this.#rows[next[id]!] = rows[at]!;
      next[id]! += 1;
    }
  }

  /** The number of an n-gram that some text holds; undefined where none does. */
  find(ngram: string): number | undefined {
    const place = this.#place(hash64(ngram));
    const number = this.#numbers[place]!;
    return number === 0 ? undefined : number - 1;
  }

  /** The texts that hold it, by position, ascending. */
  rowsOf(id: number): Int32Array {
    return this.#rows.subarray(this.#starts[id]!, this.#starts[id + 1]!);
  }

  #add(ngram: string): number {
    const hash = hash64(ngram);
    let place = this.#place(hash);
    if (this.#numbers[place] !== 0) return this.#numbers[place]! - 1;
    if (2 * (this.#size + 1) > this.#numbers.length) {
      this.#grow();
      place = this.#place(hash);
    }
    this.#size += 1;
    this.#put(place, hash, this.#size);
    return this.#size - 1;
  }

  /** Where a hash stands in the table, or the empty place where it would. At most half of the table is filled. */
  #place({ high, low }: Hash64): number {
    const mask = this.#numbers.length - 1;
    let place = low & mask;
    while (this.#numbers[place] !== 0 && !(this.#low[place] === low && this.#high[place] === high))
      place = (place + 1) & mask;
    return place;
  }

  #put(place: number, { high, low }: Hash64, number: number): void {
    this.#high[place] = high;
    this.#low[place] = low;
    this.#numbers[place] = number;
  }

  #grow(): void {
    const [high, low, numbers] = [this.#high, this.#low, this.#numbers];
    this.#high = new Uint32Array(2 * high.length);
    this.#low = new Uint32Array(2 * low.length);
    this.#numbers = new Int32Array(2 * numbers.length);
    for (let at = 0; at < numbers.length; at += 1) {
      if (numbers[at] === 0) continue;
      const hash = { high: high[at]!, low: low[at]! };
      this.#put(this.#place(hash), hash, numbers[at]!);
    }
  }
}

interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/** Two multiplicative hashes with different factors over the UTF-16 code units, each mixed with the other at the end. */
function hash64(text: string): Hash64 {
  let a = 0x9e3779b9;
  let b = 0x7f4a7c15;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x85ebca6b);
    b = Math.imul(b ^ unit, 0x27d4eb2f);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (b >>> 16), 0xc2b2ae35);
  b = Math.imul(b ^ (a >>> 15), 0x165667b1);
  return { high: (a ^ (a >>> 16)) >>> 0, low: (b ^ (b >>> 13)) >>> 0 };
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
