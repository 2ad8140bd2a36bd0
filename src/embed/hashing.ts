import { UsageError } from '../core/errors.ts';
import type { Embedder } from '../core/provider.ts';
import type { FeatureBlock } from './feature-counter.ts';
import { featureReader, type TextFeatures } from './features.ts';
import { normaliseInto } from './normalise.ts';

/** Dimensions of `hashing/default`. */
export const DEFAULT_DIMENSIONS = 512;

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
  return weightedHashing(`hashing/words-chars-${dimensions}@2`, dimensions);
}

/**
 * The hashing embedder, each feature weighted by `idfOf` its hash where that is given.
 *
 * @throws UsageError for a number of dimensions that is not whole or out of [16, 65,536].
 */
export function weightedHashing(id: string, dimensions: number, idfOf?: (hash: number) => number): Embedder {
  if (!Number.isInteger(dimensions) || dimensions < 16 || dimensions > 65_536)
    throw new UsageError(`hashing: expected 16 to 65536 dimensions, got ${dimensions}`);
  const featuresOf = featureReader();
  const weigh = blockWeigher(idfOf);
  return {
    id,
    dimensions,
    stored: false,
    async embed(texts) {
      const rows = new Float32Array(texts.length * dimensions);
      const sum = new Float64Array(dimensions);
      for (const [row, text] of texts.entries()) {
        const { words, characters }: TextFeatures = featuresOf(text);
        sum.fill(0);
        weigh(sum, words);
        weigh(sum, characters);
        normaliseInto(rows, row * dimensions, sum);
      }
      return rows;
    },
  };
}

/** Adds the features of one kind to a sum, scaled so that their weights have length 1. */
function blockWeigher(idfOf?: (hash: number) => number) {
  /** 1 + ln n for small n; most features of a text occur once. */
  const logs = Float64Array.from({ length: 256 }, (_, times) => 1 + Math.log(times));
  let weights = new Float64Array(512);
  return (sum: Float64Array, { size, hashes, times }: FeatureBlock): void => {
    if (size > weights.length) weights = new Float64Array(size * 2);
    let square = 0;
    for (let at = 0; at < size; at += 1) {
      const count = times[at]!;
      const log = count < logs.length ? logs[count]! : 1 + Math.log(count);
      const weight = idfOf === undefined ? log : log * idfOf(hashes[at]!);
      weights[at] = weight;
      square += weight ** 2;
    }
    const scale = 1 / Math.sqrt(square);
    for (let at = 0; at < size; at += 1) {
      const hash = hashes[at]!;
      const sign = hash & 1 ? -1 : 1;
      sum[(hash >>> 1) % sum.length]! += sign * weights[at]! * scale;
    }
  };
}
