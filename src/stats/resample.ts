import { keyedRandom, type Random } from '../core/random.ts';

/**
 * The mean of each resample of some values, drawn with replacement by key. The order of the values decides which ones
 * a draw takes.
 */
export type Resample = (values: Readonly<ArrayLike<number>>, key: readonly string[]) => Float64Array;

/** More draws than this are not kept: 20 MB. */
const mostKept = 10_000_000;

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
  const kept = new Map<string, Uint16Array>();
  return (values, key) => {
    const size = values.length;
    const random = (): Random => keyedRandom(seed, 'bootstrap', ...key);
    const own = Float64Array.from(values);
    if (size * resamples > mostKept || size > 2 ** 16) return meansBy(own, resamples, random());
    const name = JSON.stringify(key);
    const before = kept.get(name);
    const draws = before?.length === size * resamples ? before : drawn(size, resamples, random());
    kept.set(name, draws);
    return meansOf(own, resamples, draws);
  };
}

function drawn(size: number, resamples: number, random: Random): Uint16Array {
  const draws = new Uint16Array(size * resamples);
  for (let at = 0; at < draws.length; at += 1) draws[at] = random.int(size);
  return draws;
}

function meansOf(values: Float64Array, resamples: number, draws: Uint16Array): Float64Array {
  const size = values.length;
  const means = new Float64Array(resamples);
  for (let resample = 0, at = 0; resample < resamples; resample += 1) {
    let sum = 0;
    for (const end = at + size; at < end; at += 1) sum += values[draws[at]!]!;
    means[resample] = sum / size;
  }
  return means;
}

/** The same, without keeping what is drawn. */
function meansBy(values: Float64Array, resamples: number, random: Random): Float64Array {
  const size = values.length;
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    let sum = 0;
    for (let draw = 0; draw < size; draw += 1) sum += values[random.int(size)]!;
    means[resample] = sum / size;
  }
  return means;
}
