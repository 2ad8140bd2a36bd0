import type { Embedder } from '../../src/core/provider.ts';
import type { ScoredPair } from './data.ts';
import { spearman } from './rank-correlation.ts';

/** Texts embedded at a time, so that an embedder's own working memory stays small. */
const STEP = 1000;

/** Vectors of texts, row-major. */
export async function embedAll(embedder: Embedder, texts: readonly string[]): Promise<Float32Array> {
  const { dimensions } = embedder;
  const vectors = new Float32Array(texts.length * dimensions);
  for (let from = 0; from < texts.length; from += STEP)
    vectors.set(await embedder.embed(texts.slice(from, from + STEP)), from * dimensions);
  return vectors;
}

/** Spearman's correlation of an embedder's cosines with human scores, on [-1, 1]. */
export async function agreement(embedder: Embedder, pairs: readonly ScoredPair[]): Promise<number> {
  const first = await embedAll(
    embedder,
    pairs.map((pair) => pair.first),
  );
  const second = await embedAll(
    embedder,
    pairs.map((pair) => pair.second),
  );
  const { dimensions } = embedder;
  const cosines = pairs.map((_, row) => {
    let cosine = 0;
    for (let at = row * dimensions; at < (row + 1) * dimensions; at += 1) cosine += first[at]! * second[at]!;
    return cosine;
  });
  return spearman(
    cosines,
    pairs.map(({ score }) => score),
  );
}
