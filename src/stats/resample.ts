import { keyedRandom } from '../core/random.ts';

/** Values that are drawn with replacement, and the mean of each resample. The order of the values decides which ones a draw takes. */
export type Resample = (values: Readonly<ArrayLike<number>>, key: readonly string[]) => Float64Array;

/** More draws than this are not kept: 20 MB. */
const kept = 10_000_000;

/**
 * Resamples by key: draws depend on seed, key and the number of values alone. Scores of the same items by several
 * measures and models are drawn alike, so the draws of a key are kept, for as many values as were last asked for.
 */
export function resampler({
  seed,
  resamples,
}: {
  readonly seed: number;
  readonly resamples: number;
}): Resample {
  const draws = new Map<string, Uint16Array>();
  const drawn = (size: number, key: readonly string[]): Uint16Array => {
    const name = JSON.stringify(key);
    const before = draws.get(name);
    if (before?.length === size * resamples) return before;
    const random = keyedRandom(seed, 'bootstrap', ...key);
    const now = Uint16Array.from({ length: size * resamples }, () => random.int(size));
    draws.set(name, now);
    return now;
  };
  return (values, key) => {
    const size = values.length;
    const means = new Float64Array(resamples);
    const small = size * resamples <= kept && size <= 2 ** 16;
    const from = small ? drawn(size, key) : null;
    const random = keyedRandom(seed, 'bootstrap', ...key);
    for (let resample = 0; resample < resamples; resample += 1) {
      const start = resample * size;
      let sum = 0;
      for (let draw = 0; draw < size; draw += 1)
        sum += values[from === null ? random.int(size) : from[start + draw]!]!;
      means[resample] = sum / size;
    }
    return means;
  };
}
