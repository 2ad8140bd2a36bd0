import { createHash } from 'node:crypto';
import type { Embedder } from '../core/provider.ts';
import { featureReader } from './features.ts';
import { DEFAULT_DIMENSIONS, weightedHashing } from './hashing.ts';

/**
 * The hashing embedder with weights fitted to texts: a feature that few of them have counts more than
 * one that most have, by its smooth inverse document frequency, ln((1 + n) / (1 + df)) + 1 (as in
 * scikit-learn's TfidfTransformer), which multiplies the 1 + ln n of its occurrences. So the words that
 * a template repeats in every text weigh less than those in which the texts differ.
 *
 * Frequencies are counted per feature, told apart by 32-bit hash: in the few hundred dimensions
 * features share, each dimension is in almost every text, and its frequency would say nothing. Two
 * features with one hash, about one in a thousand of a million, share a frequency.
 *
 * The vectors depend on the texts it was fitted to, so the id carries a digest of them: of all texts,
 * repeated ones included, in any order. It is for texts that are compared with one another once, not
 * for a set that grows. Memory: about 50 bytes for each distinct feature.
 *
 * @throws UsageError for a number of dimensions that is not whole or out of [16, 65,536].
 */
export function fitHashing(texts: readonly string[], dimensions: number = DEFAULT_DIMENSIONS): Embedder {
  const frequencies = documentFrequencies(texts);
  // By frequency, so that no logarithm is taken twice. Two features of one hash may be in one text.
  const idf = Float64Array.from(
    { length: 2 * texts.length + 1 },
    (_, times) => Math.log((1 + texts.length) / (1 + times)) + 1,
  );
  return weightedHashing(
    `hashing/words-chars-${dimensions}-idf-${corpusDigest(texts)}@2`,
    dimensions,
    (hash) => idf[frequencies.get(hash) ?? 0]!,
  );
}

/** In how many texts a feature is, by its hash. */
function documentFrequencies(texts: readonly string[]): ReadonlyMap<number, number> {
  const featuresOf = featureReader();
  const frequencies = new Map<number, number>();
  for (const text of texts) {
    const { words, characters } = featuresOf(text);
    for (const { size, hashes } of [words, characters])
      for (let at = 0; at < size; at += 1)
        frequencies.set(hashes[at]!, (frequencies.get(hashes[at]!) ?? 0) + 1);
  }
  return frequencies;
}

/** 16 hex digits of SHA-256 over the sorted SHA-256 of each text. */
function corpusDigest(texts: readonly string[]): string {
  const digests = texts.map((text) => createHash('sha256').update(text).digest('hex')).sort();
  return createHash('sha256').update(digests.join('\n')).digest('hex').slice(0, 16);
}
