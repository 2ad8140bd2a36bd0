import { hash32 } from '../../src/embed/hash32.ts';

/**
 * What the hashing embedder does, in the plainest form: every feature is a text of its own, counted in
 * a map. `idfOf` is given the feature.
 */
export function plainVector(
  text: string,
  dimensions: number,
  idfOf: (feature: string) => number = () => 1,
): Float32Array {
  const sum = new Float64Array(dimensions);
  for (const features of plainFeatures(text)) {
    const counts = new Map<string, number>();
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    const weights = [...counts].map(([feature, times]) => (1 + Math.log(times)) * idfOf(feature));
    const scale = 1 / Math.sqrt(weights.reduce((square, weight) => square + weight ** 2, 0));
    for (const [at, feature] of [...counts.keys()].entries()) {
      const hash = hash32(feature);
      sum[(hash >>> 1) % dimensions]! += (hash & 1 ? -1 : 1) * weights[at]! * scale;
    }
  }
  const square = sum.reduce((total, value) => total + value * value, 0);
  const scale = square === 0 ? 0 : 1 / Math.sqrt(square);
  return Float32Array.from(sum, (value) => value * scale);
}

/** The words, joined forms and pairs of a text, and the runs of 3 to 5 characters in its words and joined forms. */
export function plainFeatures(text: string): readonly [words: string[], runs: string[]] {
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=[\p{L}\p{M}\p{N}])['‘’‛](?=[\p{L}\p{M}\p{N}])/gu, '');
  const words = bare.match(/[\p{L}\p{M}\p{N}]+|\p{S}/gu) ?? [];
  const pairs = words.slice(1).map((word, at) => `p ${words[at]} ${word}`);
  const chunks = (bare.match(/\p{S}|[\p{L}\p{M}\p{N}\p{P}]+/gu) ?? [])
    .map((chunk) => ({
      word: chunk.replace(/\p{P}/gu, ''),
      isBroken: /[^\p{P}]\p{P}+[^\p{P}]/u.test(chunk),
    }))
    .filter(({ word }) => word !== '');
  const joined = chunks.filter(({ isBroken }) => isBroken).map(({ word }) => word);
  const withJoined = chunks.flatMap(({ word, isBroken }, at) => {
    const before = chunks[at - 1];
    return [
      ...(isBroken ? [`w ${word}`] : []),
      ...(before !== undefined && (isBroken || before.isBroken) ? [`p ${before.word} ${word}`] : []),
    ];
  });
  const runs = [...words, ...joined].flatMap((word) => {
    const marked = ['<', ...word, '>'];
    return [3, 4, 5].flatMap((size) =>
      marked.flatMap((_, at) =>
        at + size <= marked.length ? [`c ${marked.slice(at, at + size).join('')}`] : [],
      ),
    );
  });
  return [[...words.map((word) => `w ${word}`), ...pairs, ...withJoined], runs];
}
