import { finish } from './hash32.ts';

/** The features of one kind that a text has, each once, in the order of their first occurrence. */
export interface FeatureBlock {
  /** How many there are; what lies behind in the lists is left over from other texts. */
  size: number;
  /** The 32-bit hash of each, as a signed whole number. */
  hashes: Int32Array;
  /** How often each occurs. */
  times: Int32Array;
}

/** Counts the features of one text at a time, in a hash table whose lists are kept from text to text. */
export function featureCounter() {
  let units: Uint16Array = new Uint16Array();
  let slots = new Int32Array(1_024);
  let mask = 0;
  let from = new Int32Array(512);
  let to = new Int32Array(512);
  const block: FeatureBlock = { size: 0, hashes: new Int32Array(512), times: new Int32Array(512) };
  const isAt = (entry: number, start: number, end: number): boolean => {
    const other = from[entry]!;
    if (to[entry]! - other !== end - start) return false;
    for (let at = 0; at < end - start; at += 1) if (units[other + at] !== units[start + at]) return false;
    return true;
  };
  return {
    block,
    /** Forgets the text before; `most` is more than the new one can have. */
    begin(text: Uint16Array, most: number): void {
      units = text;
      if (most > from.length) {
        from = new Int32Array(most * 2);
        to = new Int32Array(most * 2);
        block.hashes = new Int32Array(most * 2);
        block.times = new Int32Array(most * 2);
      }
      let size = 64;
      while (size < most * 2) size *= 2;
      if (size > slots.length) slots = new Int32Array(size);
      mask = size - 1;
      slots.fill(0, 0, size);
      block.size = 0;
    },
    /** Counts the feature that stands in the units of a place and has been hashed up to its end. */
    add(grown: number, start: number, end: number): void {
      const hash = finish(grown);
      let slot = hash & mask;
      for (let entry = slots[slot]!; entry !== 0; entry = slots[slot]!) {
        if (block.hashes[entry - 1] === hash && isAt(entry - 1, start, end)) {
          block.times[entry - 1]! += 1;
          return;
        }
        slot = (slot + 1) & mask;
      }
      const entry = block.size++;
      slots[slot] = entry + 1;
      block.hashes[entry] = hash;
      block.times[entry] = 1;
      from[entry] = start;
      to[entry] = end;
    },
  };
}
