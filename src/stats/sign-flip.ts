import { keyedRandom, type Random } from '../core/random.ts';

/** Differences of one stratum, which are flipped unit by unit: item by item, or cluster by cluster. */
export interface FlippedStratum {
  /** Of its mean in the mean over strata. */
  readonly weight: number;
  /** The sum of the differences of each unit, and how many there are. At least one unit. */
  readonly units: readonly { readonly sum: number; readonly count: number }[];
}

/** Draws of signs, so that Holm's correction over the pairs of 15 models can still find something: 105 / 10,000 < 0.05. */
const draws = 9_999;

/** Units of a stratum with the same size of sum and the same count: only how many of them turn negative matters. */
interface Group {
  readonly size: number;
  readonly count: number;
  readonly units: number;
}

/** What a statistic is made from. */
interface Prepared {
  readonly weight: number;
  readonly groups: readonly Group[];
  readonly units: number;
  readonly items: number;
  /** Σ sum² and Σ count² over units, whatever their signs. */
  readonly squares: number;
  readonly counts: number;
}

/**
 * The two-sided p-value of no difference, by flipping signs (Fisher 1935; Pesarin and Salmaso 2010, chapter 1): if it
 * did not matter which side is which, each unit's difference would be as likely with the other sign. The statistic is
 * the mean over strata divided by its standard error within strata, so that the test also keeps its level where strata
 * differ in opposite ways and cancel (Chung and Romano 2013). p = (1 + as extreme) / (1 + draws) (Phipson and Smyth
 * 2010): at least 0.0001, and 1 where the mean is 0.
 *
 * @param strata at least one; differences rounded, so that their sums are exact
 */
export function signFlipTest(
  strata: readonly FlippedStratum[],
  { seed, key }: { readonly seed: number; readonly key: readonly string[] },
): number {
  const prepared = strata.map(prepare);
  const seen = statistic(prepared, observed(strata));
  if (seen.mean === 0) return 1;
  const random = keyedRandom(seed, 'sign-flip', ...key);
  let extreme = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const { mean, variance } = statistic(prepared, (at) => flipped(prepared[at]!, random));
    // mean² / variance, compared without dividing: a variance may be 0.
    if (mean ** 2 * seen.variance >= seen.mean ** 2 * variance * (1 - 1e-9)) extreme += 1;
  }
  return (1 + extreme) / (1 + draws);
}

/** Σ sum and Σ count · sum over the units of a stratum. */
type Sums = readonly [sum: number, weighted: number];

const observed =
  (strata: readonly FlippedStratum[]) =>
  (at: number): Sums => [
    strata[at]!.units.reduce((total, { sum }) => total + sum, 0),
    strata[at]!.units.reduce((total, { sum, count }) => total + count * sum, 0),
  ];

function prepare({ weight, units }: FlippedStratum): Prepared {
  const groups = new Map<string, Group>();
  for (const { sum, count } of units) {
    const size = Math.abs(sum);
    const key = `${size} ${count}`;
    if (size > 0) groups.set(key, { size, count, units: (groups.get(key)?.units ?? 0) + 1 });
  }
  return {
    weight,
    groups: [...groups.values()].sort((a, b) => a.size - b.size || a.count - b.count),
    units: units.length,
    items: units.reduce((total, { count }) => total + count, 0),
    squares: units.reduce((total, { sum }) => total + sum ** 2, 0),
    counts: units.reduce((total, { count }) => total + count ** 2, 0),
  };
}

/** The mean over strata, and its variance: that of a ratio of sums over units, linearised. */
function statistic(
  strata: readonly Prepared[],
  sumsOf: (at: number) => Sums,
): { mean: number; variance: number } {
  let [total, variance] = [0, 0];
  for (let at = 0; at < strata.length; at += 1) {
    const { weight, units, items, squares, counts } = strata[at]!;
    const [sum, weighted] = sumsOf(at);
    const mean = sum / items;
    const residuals = Math.max(0, squares - 2 * mean * weighted + mean ** 2 * counts);
    total += weight * mean;
    variance += weight ** 2 * (units / Math.max(1, units - 1)) * (residuals / items ** 2);
  }
  return { mean: total, variance };
}

function flipped({ groups }: Prepared, random: Random): Sums {
  let [sum, weighted] = [0, 0];
  for (const { size, count, units } of groups) {
    const turned = size * (units - 2 * negative(units, random));
    sum += turned;
    weighted += count * turned;
  }
  return [sum, weighted];
}

/** How many of so many fair coins show tails: 30 of them in one draw. */
function negative(coins: number, random: Random): number {
  let tails = 0;
  for (let left = coins; left > 0; left -= 30) tails += ones(random.int(2 ** Math.min(30, left)));
  return tails;
}

/** How many bits are set (Warren 2013, chapter 5). */
function ones(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
