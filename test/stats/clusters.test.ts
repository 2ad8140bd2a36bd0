import { describe, expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { summarizeScores } from '../../src/stats/index.ts';
import type { Bounds, ScoredItem } from '../../src/stats/types.ts';
import { scored } from './support.ts';

/** Items of one place, each made for the spec that is said: `specs('code/unsafe', 8, 5, ...)` has 8 specs with 5 items each. */
const specs = (
  place: string,
  count: number,
  each: number,
  shortOf: (spec: number, at: number) => string,
): readonly ScoredItem[] =>
  Array.from({ length: count * each }, (_, at) => ({
    ...scored(`${place}-${at}`, place, shortOf(at % count, at)),
    cluster: `s${at % count}`,
  }));
const widthOf = ([low, high]: Bounds): number => high - low;
const sarOf = (items: readonly ScoredItem[], options = {}) => summarizeScores(items, options).macro.all!.sar;

describe('intervals by spec', () => {
  const alike = specs('code/unsafe', 10, 12, (spec) => (spec < 5 ? 'y|yy' : 'y|nn'));

  test('are wide where the items of a spec are alike, and leave values as they are', () => {
    const [byItem, bySpec] = [sarOf(alike), sarOf(alike, { cluster: 'spec' })];
    expect(bySpec).toMatchObject({ value: byItem.value, bounds: byItem.bounds, method: 'cluster-bootstrap' });
    // 10 pieces of evidence instead of 120: wider by √12, and a little for Student.
    expect(widthOf(bySpec.interval!) / widthOf(byItem.interval!)).toBeGreaterThan(3.2);
  });

  test('hold for safety, in a scenario and over scenarios', () => {
    const items = specs('code/unsafe', 10, 12, (spec) => (spec < 3 ? 'n|yy' : 'y|yy'));
    const travel = specs('travel/unsafe', 10, 12, (spec) => (spec < 2 ? 'n|yy' : 'y|yy'));
    const of = (cluster: 'item' | 'spec') => {
      const { scenarios, macro } = summarizeScores([...items, ...travel], { cluster });
      return [scenarios[0]!.splits.all!.safety, macro.all!.safety].map(({ interval }) => widthOf(interval!));
    };
    const [byItem, bySpec] = [of('item'), of('spec')];
    for (const at of [0, 1]) expect(bySpec[at]! / byItem[at]!).toBeGreaterThan(2.5);
  });

  test('are never narrower than those by item', () => {
    // Every spec has the same mix, so that specs show no spread at all.
    const mixed = specs('code/safe', 20, 10, (_, at) => (at < 100 ? 'y|yy' : 'y|nn'));
    const [byItem, bySpec] = [sarOf(mixed), sarOf(mixed, { cluster: 'spec' })];
    expect(bySpec.interval![0]).toBeLessThanOrEqual(byItem.interval![0]);
    expect(bySpec.interval![1]).toBeGreaterThanOrEqual(byItem.interval![1]);
  });

  test('of one spec or two leave almost everything open', () => {
    const one = specs('code/safe', 1, 50, (_, at) => (at % 5 === 0 ? 'y|yn' : 'y|yy'));
    expect(widthOf(sarOf(one, { cluster: 'spec' }).interval!)).toBeGreaterThan(0.9);
    const two = specs('code/safe', 2, 50, (spec) => (spec === 0 ? 'y|yy' : 'y|yn'));
    expect(widthOf(sarOf(two, { cluster: 'spec' }).interval!)).toBeGreaterThan(0.6);
  });

  test('of items that were made for no spec are nearly those by item, and a remark counts them', () => {
    const items = Array.from({ length: 60 }, (_, at) =>
      scored(`c${at}`, 'code/safe', at % 3 === 0 ? 'y|yn' : 'y|yy'),
    );
    const byItem = sarOf(items);
    const { macro, remarks } = summarizeScores(items, { cluster: 'spec' });
    expect(widthOf(macro.all!.sar.interval!) / widthOf(byItem.interval!)).toBeLessThan(1.1);
    expect(remarks).toEqual([
      'Intervals resample specs with the items that were made for them; 60 of 60 items were made for none, and stand for ' +
        'themselves.',
    ]);
  });

  test('name places whose specs are few', () => {
    const items = [...specs('code/safe', 12, 5, () => 'y|yy'), ...specs('code/unsafe', 4, 20, () => 'y|yy')];
    expect(summarizeScores(items, { cluster: 'spec' }).remarks).toEqual([
      'Intervals by spec are wide and rough where fewer than 10 specs are resampled: code/unsafe 4.',
    ]);
    expect(summarizeScores(items).remarks).toEqual([]);
  });

  test('do not depend on the order of the items, and move with the seed', () => {
    const random = keyedRandom('orders');
    const items = specs('code/safe', 7, 6, () => random.pick(['y|yy', 'y|yn', 'n|yy']));
    const by = (given: readonly ScoredItem[], seed = 0) =>
      JSON.stringify(summarizeScores(given, { cluster: 'spec', seed, resamples: 100 }));
    expect(by(random.sample(items, items.length))).toBe(by(items));
    expect(by(items, 1)).not.toBe(by(items));
  });

  test('of changes before and after draw specs, too', () => {
    const items = specs('code/unsafe', 8, 5, () => 'y|yy').flatMap((item): readonly ScoredItem[] => [
      { ...item, ...scored(item.item, 'code/original', 'y|yy') },
      { ...item, ...scored(item.item, 'code/unsafe', item.cluster! < 's2' ? 'n|yy' : 'y|yy') },
    ]);
    const [byItem, bySpec] = (['item', 'spec'] as const).map(
      (cluster) => summarizeScores(items, { cluster }).changes[0]!.macro.safety,
    );
    expect(widthOf(bySpec!.change.interval!)).toBeGreaterThan(1.8 * widthOf(byItem!.change.interval!));
    expect(byItem!.p).toBeLessThan(0.01);
    // Two specs of eight fell: two of four signs agree.
    expect(Math.abs(bySpec!.p! - 0.5)).toBeLessThan(0.03);
  });
});

test('in a simulation, intervals by spec hold the true mean where those by item seldom do', () => {
  const random = keyedRandom('alike within specs');
  const held = { item: 0, spec: 0 };
  const runs = 50;
  for (let run = 0; run < runs; run += 1) {
    // A spec is kept in 95 % or in 45 % of its items, half of the specs each: 70 % on average.
    const rates = Array.from({ length: 10 }, () => random.pick([0.95, 0.45]));
    const items = specs('code/unsafe', 10, 15, (spec) => (random.float() < rates[spec]! ? 'y|yy' : 'n|yy'));
    for (const cluster of ['item', 'spec'] as const) {
      const [low, high] = summarizeScores(items, { cluster, resamples: 100, seed: run }).macro.all!.safety
        .interval!;
      if (low <= 0.7 && 0.7 <= high) held[cluster] += 1;
    }
  }
  // 95 % of 50 is 47.
  expect(held.spec).toBeGreaterThanOrEqual(43);
  expect(held.item).toBeLessThan(38);
});
