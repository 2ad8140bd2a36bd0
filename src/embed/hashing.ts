import { UsageError } from '../core/errors.ts';
import type { Embedder } from '../core/provider.ts';
import { hash32 } from './hash32.ts';
import { normaliseInto } from './normalise.ts';

/** Dimensions of `hashing/default`. */
const DEFAULT_DIMENSIONS = 512;

/**
 * An embedder without a model: words, pairs of neighbouring words, and runs of 3 to 5 characters inside
 * words, hashed into a fixed number of dimensions with signs (feature hashing, Weinberger et al. 2009).
 * A feature that occurs n times counts 1 + ln n. Words and characters have equal say. Nothing is fitted
 * to a corpus, so a text's vector never depends on other texts.
 *
 * It is *lexical*: it sees that two texts share words and spellings, not that they mean the same. Texts
 * without letters, digits or symbols have no features and become a row of zeros.
 *
 * @param dimensions at least 16. Fewer dimensions mean more chance likeness between unrelated texts:
 *   its standard deviation is about 1/√dimensions.
 * @throws UsageError for a number of dimensions that is not whole or out of [16, 65,536].
 */
export function hashingEmbedder(dimensions: number = DEFAULT_DIMENSIONS): Embedder {
  if (!Number.isInteger(dimensions) || dimensions < 16 || dimensions > 65_536)
    throw new UsageError(`hashing: expected 16 to 65536 dimensions, got ${dimensions}`);
  return {
    id: `hashing/words-chars-${dimensions}@1`,
    dimensions,
    stored: false,
    async embed(texts) {
      const rows = new Float32Array(texts.length * dimensions);
      texts.forEach((text, row) => {
        normaliseInto(rows, row * dimensions, hashedFeatures(text, dimensions));
      });
      return rows;
    },
  };
}

function hashedFeatures(text: string, dimensions: number): Float64Array {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+|\p{S}/gu) ?? [];
  const sum = new Float64Array(dimensions);
  addBlock(sum, count(wordFeatures(words)));
  addBlock(sum, count(words.flatMap(characterFeatures)));
  return sum;
}

/** The words, and each pair of neighbours. The leading letter keeps kinds of features apart. */
function wordFeatures(words: readonly string[]): string[] {
  const pairs = words.slice(1).map((word, at) => `p ${words[at]} ${word}`);
  return [...words.map((word) => `w ${word}`), ...pairs];
}

/** Runs of 3 to 5 characters of a word with its ends marked, so that `plan` and `airplane` differ. */
function characterFeatures(word: string): string[] {
  const marked = ['<', ...word, '>'];
  const found: string[] = [];
  for (let size = 3; size <= 5; size += 1)
    for (let at = 0; at + size <= marked.length; at += 1)
      found.push(`c ${marked.slice(at, at + size).join('')}`);
  return found;
}

function count(features: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return counts;
}

/** Adds one kind of features, scaled so that its weights have length 1. */
function addBlock(sum: Float64Array, counts: ReadonlyMap<string, number>): void {
  let square = 0;
  for (const times of counts.values()) square += (1 + Math.log(times)) ** 2;
  const scale = 1 / Math.sqrt(square);
  for (const [feature, times] of counts) {
    const hash = hash32(feature);
    const sign = hash & 1 ? -1 : 1;
    sum[(hash >>> 1) % sum.length]! += sign * (1 + Math.log(times)) * scale;
  }
}
