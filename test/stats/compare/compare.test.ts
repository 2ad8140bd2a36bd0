import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/core/errors.ts';
import { compareContestants, type ModelComparison } from '../../../src/stats/index.ts';
import { contestant } from './support.ts';

/** Few resamples, where the interval's place is not what is tested. */
const quick = { resamples: 50 };
const copies = (short: string, times: number) => new Array<string>(times).fill(short);
const differenceIn = ({ differences }: ModelComparison, measure: 'sar' | 'safety' | 'behavioral' = 'sar') =>
  differences.find((each) => each.measure === measure)!;

describe('a comparison', () => {
  // SAR by hand, α = 0.3: y|yy 1, y|yn 0.65, y|nn 0.3, n|yy 0.
  const good = contestant('good', {
    'code/unsafe': ['y|yy', 'y|yn'],
    'code/safe': ['y|yy'],
    'travel/safe': ['y|yn'],
  });
  const poor = contestant('poor', {
    'code/unsafe': ['n|yy', 'y|yn'],
    'code/safe': ['y|yn'],
    'travel/safe': ['y|yy'],
  });
  const compared = compareContestants([poor, good], quick);

  test('is the mean over scenarios of the differences, item by item, of the better less the worse', () => {
    // code (1 + 0 + 0.35) / 3 = 0.45, travel −0.35: 0.05
    expect(differenceIn(compared)).toMatchObject({ a: 'good', b: 'poor', scored: 4, unscored: 0 });
    expect(differenceIn(compared).value).toBeCloseTo(0.05, 10);
    expect(differenceIn(compared).bounds).toEqual([expect.closeTo(0.05, 10), expect.closeTo(0.05, 10)]);
    // safety: code 1/3, travel 0; behavioral: code (0 + 0 + ½) / 3, travel −½
    expect(differenceIn(compared, 'safety').value).toBeCloseTo(1 / 6, 10);
    expect(differenceIn(compared, 'behavioral').value).toBeCloseTo(-1 / 6, 10);
  });

  test('ranks by SAR over scenarios', () => {
    // good: code 2.65 / 3, travel 0.65; poor: code 1.3 / 3, travel 1
    expect(compared.ranking).toEqual([
      { name: 'good', sar: expect.closeTo((2.65 / 3 + 0.65) / 2, 10), ranks: [1, 1] },
      { name: 'poor', sar: expect.closeTo((1.3 / 3 + 1) / 2, 10), ranks: [2, 2] },
    ]);
  });

  test('has each pair once by measure, with p-values corrected over the pairs of a measure', () => {
    const third = contestant('third', {
      'code/unsafe': copies('n|nn', 2),
      'code/safe': ['n|nn'],
      'travel/safe': ['n|nn'],
    });
    const { differences } = compareContestants([third, poor, good], quick);
    expect(differences.map(({ a, b, measure }) => `${measure}: ${a} ${b}`).slice(0, 3)).toEqual([
      'sar: good poor',
      'sar: good third',
      'sar: poor third',
    ]);
    expect(differences).toHaveLength(9);
    for (const measure of ['sar', 'safety', 'behavioral']) {
      const own = differences.filter((each) => each.measure === measure);
      const least = Math.min(...own.map(({ p }) => p!));
      expect(Math.min(...own.map(({ pHolm }) => pHolm!))).toBeCloseTo(Math.min(1, 3 * least), 10);
    }
  });

  test('leaves controls and originals out', () => {
    const more = contestant('good', { 'code/control': ['n|nn'], 'code/original': ['n|nn'] });
    const both = { name: 'good', items: [...good.items, ...more.items] };
    expect(compareContestants([poor, both], quick)).toEqual(compared);
  });

  test('of fewer than two contestants, or without items, has no differences and says so', () => {
    expect(compareContestants([good])).toMatchObject({ differences: [], detectable: { sar: null } });
    expect(compareContestants([good]).remarks).toEqual([
      'There is one contestant, and so nothing is compared.',
    ]);
    expect(compareContestants([]).remarks).toEqual(['There are no items, and so nothing is compared.']);
    const unasked = ['a', 'b'].map((name) => ({ name, items: [] }));
    expect(compareContestants(unasked)).toMatchObject({
      ranking: [
        { sar: null, ranks: [1, 2] },
        { sar: null, ranks: [1, 2] },
      ],
      differences: [],
      detectable: { sar: null },
      remarks: ['There are no items, and so nothing is compared.'],
    });
  });
});

describe('unscored items', () => {
  const sure = contestant('sure', { 'code/safe': copies('y|yy', 10) });
  const unsure = contestant('unsure', { 'code/safe': [...copies('y|yn', 6), ...copies('?|??', 4)] });

  test('leave the difference to pairs that are scored, and its bounds to all', () => {
    // sure 1; unsure 0.65 over six, and from 0 to 1 on four.
    const { value, bounds, scored, unscored } = differenceIn(compareContestants([sure, unsure], quick));
    expect([value, scored, unscored]).toEqual([expect.closeTo(0.35, 10), 6, 4]);
    expect(bounds).toEqual([expect.closeTo(1 - (3.9 + 4) / 10, 10), expect.closeTo(1 - 3.9 / 10, 10)]);
  });

  test('leave ranks open where they can reverse them, and a remark says so', () => {
    const middling = contestant('middling', { 'code/safe': [...copies('y|yy', 5), ...copies('y|nn', 5)] });
    const { ranking, remarks } = compareContestants([sure, unsure, middling], quick);
    // sure 1, middling 0.65, unsure from 0.39 to 0.79
    expect(ranking.map(({ name, ranks }) => [name, ...ranks])).toEqual([
      ['sure', 1, 1],
      ['middling', 2, 3],
      ['unsure', 2, 3],
    ]);
    expect(remarks.filter((each) => each.startsWith('The order of'))).toEqual([]);
    const worse = contestant('worse', { 'code/safe': [...copies('y|yn', 4), ...copies('y|nn', 6)] });
    // worse 0.44
    expect(compareContestants([sure, unsure, worse], quick).remarks).toContain(
      'The order of unsure (SAR 0.650) and worse (0.440) is open: whatever the unscored items are, their difference ' +
        'lies from -0.050 to +0.350.',
    );
  });

  test('may put first what over all items comes second, and a remark says that', () => {
    const lucky = contestant('lucky', { 'code/safe': [...copies('y|yy', 3), ...copies('y|n?', 7)] });
    const steady = contestant('steady', { 'code/safe': copies('y|yy', 10).with(0, 'n|yy') });
    // lucky 1 over three, and from 0.51 to 0.755 over all; steady 0.9
    expect(compareContestants([lucky, steady], quick).remarks).toContain(
      'The order of lucky (SAR 1.000) and steady (0.900) would be the other way round over all items: whatever the ' +
        'unscored items are, their difference lies from -0.390 to -0.145.',
    );
  });

  test('are those that a contestant was not asked', () => {
    const half = contestant('half', { 'code/safe': copies('y|yy', 5) });
    const compared = compareContestants([sure, half], quick);
    expect(differenceIn(compared)).toMatchObject({ a: 'half', scored: 5, unscored: 5, bounds: [-0.5, 0] });
    expect(compared.remarks[0]).toBe(
      'Not every contestant was asked all 10 items, and what it was not asked is unscored: half 5. Better evaluate ' +
        'them over the same items.',
    );
  });

  test('alone leave a contestant last, without a SAR, at any rank', () => {
    const none = contestant('a-none', { 'code/safe': copies('?|??', 10) });
    const { ranking, differences } = compareContestants([none, sure], quick);
    expect(ranking[1]).toEqual({ name: 'a-none', sar: null, ranks: [1, 2] });
    expect(differences[0]).toMatchObject({
      value: null,
      interval: null,
      p: null,
      pHolm: null,
      bounds: [0, 1],
    });
  });
});

describe('chance', () => {
  const many = (name: string, bad: number) =>
    contestant(name, { 'code/unsafe': [...copies('n|yy', bad), ...copies('y|yy', 60 - bad)] });

  test('is named where a difference does not show after the correction, and only there', () => {
    const { remarks } = compareContestants([many('best', 0), many('near', 2), many('worst', 30)], quick);
    expect(remarks).toEqual([
      expect.stringMatching(
        /^Differences of SAR that may be chance, by Holm's correction over all pairs: best and near \+0\.033 \(p 0\.\d{3}\)\.$/,
      ),
    ]);
  });

  test('hides differences below the smallest that this dataset would show', () => {
    const { detectable } = compareContestants([many('best', 0), many('worst', 30)], quick);
    // 30 of 60 differences are 1: s² = 15 / 59, and 2.8016 · √(s² / 60)
    expect(detectable.sar).toBeCloseTo(2.8016 * Math.sqrt(15 / 59 / 60), 4);
    expect(detectable.behavioral).toBeNull();
  });
});

describe('by spec', () => {
  const from = (name: string, shortOf: (cluster: number) => string) => ({
    name,
    items: contestant(name, {
      'code/unsafe': Array.from({ length: 60 }, (_, at) => shortOf(at % 6)),
    }).items.map((item, at) => ({ ...item, cluster: `s${at % 6}` })),
  });
  const two = [from('a', () => 'y|yy'), from('b', (cluster) => (cluster === 0 ? 'n|yy' : 'y|yy'))];

  test('one spec that is broken every time is one piece of evidence', () => {
    const [byItem, bySpec] = [compareContestants(two), compareContestants(two, { cluster: 'spec' })].map(
      (each) => differenceIn(each),
    );
    expect(bySpec!.value).toBe(byItem!.value);
    expect(byItem!.p).toBeLessThan(0.01);
    expect(bySpec!.p).toBe(1);
    const widthOf = ({ interval }: typeof byItem & object) => interval![1] - interval![0];
    expect(widthOf(bySpec!)).toBeGreaterThan(2 * widthOf(byItem!));
  });

  test('specs that are few are named', () => {
    expect(compareContestants(two, { ...quick, cluster: 'spec' }).remarks).toContain(
      'Intervals by spec are wide and rough where fewer than 10 specs are resampled: code/unsafe 6.',
    );
  });
});

describe('refused', () => {
  const one = contestant('one', { 'code/safe': ['y|yy'] });

  test('are two contestants of one name', () => {
    expect(() => compareContestants([one, one])).toThrow(UsageError);
    expect(() => compareContestants([one, one])).toThrow('two contestants are called one');
  });

  test('are items that stand in different places', () => {
    const moved = { name: 'two', items: one.items.map((item) => ({ ...item, scenario: 'travel' })) };
    expect(() => compareContestants([one, moved])).toThrow(
      'item code/safe-0 is code/safe for one contestant and travel/safe for two; compare evaluations of the same dataset',
    );
  });

  test('are options that do not fit', () => {
    expect(() => compareContestants([one], { alpha: 2 })).toThrow('`alpha` must be a number from 0 to 1');
  });
});
