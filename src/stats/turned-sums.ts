import type { Random } from '../core/random.ts';
import type { Unit } from './clusters.ts';

/** Σ sum and Σ count · sum over units. */
export interface Sums {
  readonly sum: number;
  readonly weighted: number;
}

/** Units whose sums are looked up together, by as many bits. */
const block = 8;
const signs = 2 ** block;

/**
 * Sums over units whose signs are turned at random, each with probability ½. What eight units come to for each of
 * their 256 signs is put down beforehand, so that a draw takes one step for eight units.
 */
export function turnable(units: readonly Unit[]): (random: Random) => Sums {
  const moving = units.filter(({ sum }) => sum !== 0);
  const sums = tableOf(moving.map(({ sum }) => sum));
  const alone = moving.every(({ count }) => count === 1);
  const weighted = alone ? sums : tableOf(moving.map(({ sum, count }) => sum * count));
  return (random) => {
    let [sum, both, bits] = [0, 0, 0];
    for (let from = 0, at = 0; from < sums.length; from += signs, at += 1) {
      bits = at % 4 === 0 ? random.int(2 ** 32) : bits >>> block;
      const place = from + (bits & (signs - 1));
      sum += sums[place]!;
      if (!alone) both += weighted[place]!;
    }
    return { sum, weighted: alone ? sum : both };
  };
}

/** By block and signs: Σ ±value, where a set bit turns its value's sign. */
function tableOf(values: readonly number[]): Float64Array {
  const table = new Float64Array(Math.ceil(values.length / block) * signs);
  for (const [at, value] of values.entries()) {
    const from = Math.floor(at / block) * signs;
    const bit = at % block;
    for (let place = 0; place < signs; place += 1)
      table[from + place] = table[from + place]! + ((place >>> bit) & 1 ? -value : value);
  }
  return table;
}
