import { finish, fnvStart, fnvUnit } from './hash32.ts';

/** The features of one kind that a text has, each once, in the order of their first occurrence. */
export interface FeatureBlock {
  /** How many there are; what lies behind in the lists is left over from other texts. */
  size: number;
  /** The 32-bit hash of each, as a signed whole number. */
  hashes: Int32Array;
  /** How often each occurs. */
  times: Int32Array;
}

/** The words and pairs of neighbouring words of a text, and the runs of characters in its words. */
export interface TextFeatures {
  readonly words: FeatureBlock;
  readonly characters: FeatureBlock;
}

const [w, p, c, space, open, close] = [...'wpc <>'].map((mark) => mark.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
  number,
];

/** The leading letter keeps kinds of features apart. */
const startOf = (kind: number): number => fnvUnit(fnvUnit(fnvStart, kind), space);
const starts = { word: startOf(w), pair: startOf(p), run: startOf(c) };

/**
 * Reads the features of texts: words (runs of letters, marks and digits; single symbols) after NFKC and
 * lower-casing, pairs of neighbouring words, and runs of 3 to 5 characters of a word with its ends
 * marked, so that `plan` and `airplane` differ.
 *
 * No feature is built as a text of its own: hashes grow unit by unit along the words, and two features
 * are the same where their units in the text are. The result of one reading is overwritten by the next.
 */
export function featureReader(): (text: string) => TextFeatures {
  const words = featureCounter();
  const characters = featureCounter();
  let units = new Uint16Array(256);
  // Where each character of a word begins in `units`, its marks included, and the hash up to its end.
  let begins = new Int32Array(256);
  let grown = new Int32Array(256);
  return (text) => {
    const found =
      text
        .normalize('NFKC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+|\p{S}/gu) ?? [];
    const marked = found.reduce((sum, word) => sum + word.length + 2, 0);
    if (marked > units.length) {
      units = new Uint16Array(marked * 2);
      begins = new Int32Array(marked * 2 + 1);
      grown = new Int32Array(marked * 2);
    }
    words.begin(units, found.length * 2);
    characters.begin(units, marked * 3);
    let end = 0;
    const places: number[] = [];
    for (const word of found) {
      const start = end;
      places.push(start);
      units[end++] = open;
      for (let at = 0; at < word.length; at += 1) units[end++] = word.charCodeAt(at);
      units[end++] = close;
      words.add(hashOf(starts.word, units, start + 1, end - 1), start + 1, end - 1);
      addRuns(start, end);
    }
    for (let at = 1; at < places.length; at += 1) {
      const [start, middle] = [places[at - 1]! + 1, places[at]!];
      const after = at + 1 < places.length ? places[at + 1]! : end;
      const first = fnvUnit(hashOf(starts.pair, units, start, middle - 1), space);
      words.add(hashOf(first, units, middle + 1, after - 1), start, after - 1);
    }
    return { words: words.block, characters: characters.block };
  };

  /** All runs of 3 characters of a marked word, then all of 4, then all of 5. */
  function addRuns(start: number, end: number): void {
    let length = 0;
    for (let at = start; at < end; at += isHigh(units[at]!) ? 2 : 1) {
      grown[length] = starts.run;
      begins[length++] = at;
    }
    begins[length] = end;
    for (let size = 1; size <= 5; size += 1)
      for (let at = 0; at + size <= length; at += 1) {
        grown[at] = hashOf(grown[at]!, units, begins[at + size - 1]!, begins[at + size]!);
        if (size >= 3) characters.add(grown[at]!, begins[at]!, begins[at + size]!);
      }
  }
}

/** The first half of a character of two units. Words have whole characters only. */
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

function hashOf(before: number, units: Uint16Array, start: number, end: number): number {
  let hash = before;
  for (let at = start; at < end; at += 1) hash = fnvUnit(hash, units[at]!);
  return hash;
}

/** Counts the features of one text at a time, in a hash table whose lists are kept from text to text. */
function featureCounter() {
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
