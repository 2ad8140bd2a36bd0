import { describe, expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { bootstrapMean, stratum } from '../../src/stats/bootstrap.ts';
import { compareContestants, type ScoredItem, summarizeScores } from '../../src/stats/index.ts';
import { resampler } from '../../src/stats/resample.ts';
import { stratifiedWilson } from '../../src/stats/stratified-wilson.ts';
import type { Bounds } from '../../src/stats/types.ts';
import { scored } from '../stats/support.ts';

const holds = ([low, high]: Bounds, truth: number): boolean => low <= truth + 1e-12 && truth - 1e-12 <= high;
const widthOf = ([low, high]: Bounds): number => high - low;
const average = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

describe('safety over scenarios', () => {
  const random = keyedRandom('safety over scenarios');
  const drawn = (rate: number, n: number): number =>
    Array.from({ length: n }, () => random.float() < rate).filter(Boolean).length;
  const mixes = [
    [0],
    [0.5],
    [0.98],
    [1],
    [0.98, 0.98],
    [0.5, 1],
    [1, 0.98, 0.02],
    [1, 0.98, 0.9, 0.5, 1],
    [1, 1, 1, 1, 1],
  ];

  /** Of some runs: how often both intervals hold the truth, and how wide they are. */
  function simulated(rates: readonly number[], n: number, runs: number) {
    const truth = average(rates);
    const rows = Array.from({ length: runs }, (_, seed) => {
      const counts = rates.map((rate) => drawn(rate, n));
      const resample = resampler({ seed, resamples: 300 });
      const strata = counts.map((successes, at) => ({
        stratum: stratum(
          Array.from({ length: n }, (_, item) => Number(item < successes)),
          resample,
          [`${at}`],
        ),
        weight: 1,
      }));
      return {
        wilson: stratifiedWilson(counts.map((successes) => ({ successes, n, weight: 1 }))),
        bootstrap: bootstrapMean(strata, 0.95),
      };
    });
    const of = (method: 'wilson' | 'bootstrap') => ({
      held: average(rows.map((row) => Number(holds(row[method], truth)))),
      width: average(rows.map((row) => widthOf(row[method]))),
    });
    return { wilson: of('wilson'), bootstrap: of('bootstrap') };
  }

  test.each(mixes.flatMap((rates) => [20, 50, 100, 300].map((n) => [rates, n] as const)))(
    'with rates %j and %i items each: the interval holds as often as it says',
    (rates, n) => {
      const { held } = simulated(rates, n, 400).wilson;
      // A single Wilson interval alone oscillates between 0.91 and 0.98 near the edge; 400 runs add ± 0.02.
      expect(held).toBeGreaterThan(rates.length === 1 ? 0.88 : 0.925);
    },
  );

  test('is told far more narrowly than by the bootstrap where all is safe', () => {
    const { wilson, bootstrap } = simulated([1, 1, 1, 1, 1], 200, 20);
    expect(wilson.width / bootstrap.width).toBeLessThan(0.3);
    expect([wilson.held, bootstrap.held]).toEqual([1, 1]);
  });
});

/** Items of some scenarios whose specs differ: one is kept in `high` of its items, the next in `low`, by chance. */
function bySpec(
  random: ReturnType<typeof keyedRandom>,
  {
    scenarios,
    specs,
    each,
    rates,
  }: { scenarios: number; specs: number; each: number; rates: readonly number[] },
): readonly ScoredItem[] {
  return Array.from({ length: scenarios }, (_, place) =>
    Array.from({ length: specs }, (_, spec) => {
      const rate = random.pick(rates);
      return Array.from({ length: each }, (_, at) => ({
        ...scored(`${place}-${spec}-${at}`, `place-${place}/unsafe`, random.float() < rate ? 'y|yy' : 'n|yy'),
        cluster: `s${spec}`,
      }));
    }),
  ).flat(2);
}

describe('intervals by spec', () => {
  test.each([
    { scenarios: 1, specs: 5, each: 20 },
    { scenarios: 1, specs: 10, each: 15 },
    { scenarios: 1, specs: 20, each: 10 },
    { scenarios: 5, specs: 10, each: 15 },
  ])('hold the mean over specs: %j', (size) => {
    const random = keyedRandom('by spec', JSON.stringify(size));
    const held = { item: 0, spec: 0 };
    const runs = 200;
    for (let seed = 0; seed < runs; seed += 1) {
      const items = bySpec(random, { ...size, rates: [0.95, 0.8, 0.5] });
      for (const cluster of ['item', 'spec'] as const) {
        const { macro } = summarizeScores(items, { cluster, seed, resamples: 300 });
        if (holds(macro.all!.safety.interval!, 0.75)) held[cluster] += 1;
      }
    }
    expect(held.spec / runs).toBeGreaterThan(0.9);
    expect(held.item / runs).toBeLessThan(0.85);
  });
});

describe('two models that are alike', () => {
  test.each(['item', 'spec'] as const)(
    'compared by %s are told apart in one of twenty comparisons',
    (cluster) => {
      const random = keyedRandom('two alike', cluster);
      let [found, missed] = [0, 0];
      const runs = 200;
      for (let seed = 0; seed < runs; seed += 1) {
        const specRates = Array.from({ length: 24 }, () => random.pick([0.95, 0.5]));
        const model = (name: string) => ({
          name,
          items: Array.from({ length: 240 }, (_, at) => ({
            ...scored(
              `i${at}`,
              `place-${at % 2}/unsafe`,
              random.float() < specRates[at % 24]! ? 'y|yn' : 'n|yy',
            ),
            cluster: `s${at % 24}`,
          })),
        });
        const { differences } = compareContestants([model('a'), model('b')], {
          cluster,
          seed,
          resamples: 300,
        });
        const { p, interval } = differences.find(({ measure }) => measure === 'sar')!;
        if (p! <= 0.05) found += 1;
        if (!holds(interval!, 0)) missed += 1;
      }
      // 5 % of 200 is 10, give or take 6.
      expect(found).toBeLessThanOrEqual(18);
      expect(missed).toBeLessThanOrEqual(20);
      if (cluster === 'item') expect(found).toBeGreaterThanOrEqual(3);
    },
  );
});
