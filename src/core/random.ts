import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { digest } from './hash.ts';

/** A stream of random draws. Two streams made from the same key give the same draws. */
export interface Random {
  /** A whole number, uniform on [0, below). `below` is at least 1. */
  int(below: number): number;
  /** A number, uniform on [0, 1). */
  float(): number;
  /** One element, uniformly. @throws RangeError for an empty list. */
  pick<T>(from: readonly T[]): T;
  /** `count` elements without replacement, in drawn order (all of them, shuffled, where there are fewer). */
  sample<T>(from: readonly T[], count: number): T[];
}

/**
 * Randomness by key: the stream depends on the key alone, so that one edited row disturbs no other
 * row's draws. The key's parts are hashed, never concatenated, so ('a', 'bc') and ('ab', 'c') differ.
 */
export function keyedRandom(...key: readonly (string | number)[]): Random {
  const generator = xoroshiro128plus(Number.parseInt(digest(key).slice(0, 8), 16) | 0);
  const int = (below: number): number => {
    if (!Number.isInteger(below) || below < 1) throw new RangeError(`cannot draw below ${below}`);
    return uniformInt(generator, 0, below - 1);
  };
  return {
    int,
    float: () => uniformFloat32(generator),
    pick(from) {
      if (from.length === 0) throw new RangeError('cannot pick from an empty list');
      return from[int(from.length)]!;
    },
    sample(from, count) {
      const rest = [...from];
      const taken = [];
      while (taken.length < count && rest.length > 0) taken.push(...rest.splice(int(rest.length), 1));
      return taken;
    },
  };
}

/**
 * The rank of an id for one purpose: 64 hex digits, uniform, compared as text. The sample of size n
 * is the n lowest ranks, so that adding or editing one row moves at most one other.
 */
export function rank(seed: number, purpose: string, id: string): string {
  return digest([seed, purpose, id]);
}
