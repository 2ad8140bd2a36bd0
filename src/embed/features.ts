import { type FeatureBlock, featureCounter } from './feature-counter.ts';
import { fnvStart, fnvUnit } from './hash32.ts';
import { type TextWords, wordsOf } from './words.ts';

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
 * Reads the features of texts: words (see `wordsOf`), pairs of neighbouring words, and runs of 3 to 5
 * characters of a word with its ends marked, so that `plan` and `airplane` differ. Words that punctuation alone
 * parts are there joined as well, with their neighbours and runs: `well-known` is near `well known` and `wellknown`.
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
    const { words: found, broken } = wordsOf(text);
    const marked = found.reduce((sum, word) => sum + word.length + 2, 0);
    // A joined form is no longer than its words with their marks; any other word is copied twice at most.
    const room = broken.length > 0 ? marked * 3 : marked;
    if (room > units.length) {
      units = new Uint16Array(room * 2);
      begins = new Int32Array(room * 2 + 1);
      grown = new Int32Array(room * 2);
    }
    words.begin(units, found.length * 2 + broken.length * 3);
    characters.begin(units, room * 3);
    let end = 0;
    const places: number[] = [];
    for (const word of found) {
      places.push(end);
      end = writeWord(word, end);
    }
    places.push(end);
    for (let at = 1; at < found.length; at += 1) addPair(places[at - 1]!, places[at]!, places[at + 1]!);
    addJoined(places, broken);
    return { words: words.block, characters: characters.block };
  };

  /** Writes a word between its marks and counts it; returns where it ends. */
  function writeWord(word: string, start: number): number {
    let end = start;
    units[end++] = open;
    for (let at = 0; at < word.length; at += 1) units[end++] = word.charCodeAt(at);
    units[end++] = close;
    addWord(start, end);
    return end;
  }

  /**
   * Counts the joined forms of broken words and the pairs that they make with their neighbours. All of them are
   * written behind the words, at whose `places` they are read, since the two of a pair have to stand side by side.
   */
  function addJoined(places: readonly number[], broken: TextWords['broken']): void {
    let end = places.at(-1)!;
    let before = end;
    for (const [at, [from, to]] of broken.entries()) {
      if (from > 0 && broken[at - 1]?.[1] !== from) {
        before = end;
        end = copyWords(places, from - 1, from, before);
      }
      const start = end;
      end = copyWords(places, from, to, start);
      addWord(start, end);
      if (from > 0) addPair(before, start, end);
      before = start;
      if (to === places.length - 1 || broken[at + 1]?.[0] === to) continue;
      const behind = end;
      end = copyWords(places, to, to + 1, behind);
      addPair(start, behind, end);
    }
  }

  /** Writes words as one between its marks; returns where it ends. */
  function copyWords(places: readonly number[], from: number, to: number, start: number): number {
    let end = start;
    units[end++] = open;
    for (let word = from; word < to; word += 1)
      for (let at = places[word]! + 1; at < places[word + 1]! - 1; at += 1) units[end++] = units[at]!;
    units[end++] = close;
    return end;
  }

  function addWord(start: number, end: number): void {
    words.add(hashOf(starts.word, units, start + 1, end - 1), start + 1, end - 1);
    addRuns(start, end);
  }

  /** Two words that stand side by side, the second from `middle` on, marks included. */
  function addPair(start: number, middle: number, end: number): void {
    const first = fnvUnit(hashOf(starts.pair, units, start + 1, middle - 1), space);
    words.add(hashOf(first, units, middle + 1, end - 1), start + 1, end - 1);
  }

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
