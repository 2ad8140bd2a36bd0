import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { bootstrapMean, stratum } from '../../src/stats/bootstrap.ts';
import { resampler } from '../../src/stats/resample.ts';

const of = (scores: readonly number[], key = 'a', seed = 1, resamples = 2000) =>
  stratum(scores, resampler({ seed, resamples }), [key]);
const interval = (scores: readonly number[], confidence = 0.95) =>
  bootstrapMean([{ stratum: of(scores), weight: 1 }], confidence);
const copies = (score: number, n: number) => new Array<number>(n).fill(score);

describe('where all scores are equal', () => {
  test('each end moves by 1 − 0.05^(1/n) of the distance to 0 and to 1', () => {
    // n = 10: 1 − 0.05^0.1 = 0.25887; of 0.5 that is 0.12943
    const [low, high] = interval(copies(0.5, 10));
    expect(low).toBeCloseTo(0.5 - 0.129433, 5);
    expect(high).toBeCloseTo(0.5 + 0.129433, 5);
  });

  test('rates of 0 and 1 get the one-sided bound, about 3/n', () => {
    // n = 100: 1 − 0.05^0.01 = 0.029513
    expect(interval(copies(0, 100))).toEqual([0, expect.closeTo(0.029513, 6)]);
    expect(interval(copies(1, 100))).toEqual([expect.closeTo(1 - 0.029513, 6), 1]);
  });

  test('another confidence moves them by another share', () => {
    // n = 2 at 90 %: 1 − 0.1^0.5 = 0.683772
    expect(interval([0, 0], 0.9)[1]).toBeCloseTo(0.683772, 6);
  });
});

describe('of strata', () => {
  test('with equal scores, each moves the ends by its weight', () => {
    // n = 2: 1 − 0.05^(1/2) = 0.776393; n = 4: 1 − 0.05^(1/4) = 0.527129
    // mean 0.75 × 1 + 0.25 × 0 = 0.75; down by 0.75 × 0.776393, up by 0.25 × 0.527129
    const parts = [
      { stratum: of([1, 1]), weight: 0.75 },
      { stratum: of([0, 0, 0, 0], 'b'), weight: 0.25 },
    ];
    const [low, high] = bootstrapMean(parts, 0.95);
    expect(low).toBeCloseTo(0.75 - 0.582295, 5);
    expect(high).toBeCloseTo(0.75 + 0.131782, 5);
  });

  test('weights count in proportion', () => {
    const parts = (unit: number) => [
      { stratum: of([0, 0.5, 1]), weight: 2 * unit },
      { stratum: of([0.2, 0.9, 1], 'b'), weight: unit },
    ];
    const [one, tenth] = [bootstrapMean(parts(1), 0.95), bootstrapMean(parts(0.1), 0.95)];
    expect(tenth[0]).toBeCloseTo(one[0], 12);
    expect(tenth[1]).toBeCloseTo(one[1], 12);
  });

  test('none mixes its scores with those of another', () => {
    // 20 scores near 0 and 20 near 1: within strata there is little spread, in one pot there would be much.
    const near = (score: number) => Array.from({ length: 20 }, (_, at) => Math.abs(score - at / 1000));
    const [low, high] = bootstrapMean(
      [
        { stratum: of(near(0)), weight: 1 },
        { stratum: of(near(1), 'b'), weight: 1 },
      ],
      0.95,
    );
    expect(high - low).toBeLessThan(0.01);
    const [potLow, potHigh] = interval([...near(0), ...near(1)]);
    expect(potHigh - potLow).toBeGreaterThan(0.2);
  });

  test('there must be one, with scores', () => {
    expect(() => bootstrapMean([], 0.95)).toThrow(RangeError);
    expect(() => of([])).toThrow(RangeError);
  });
});

test('of 0 and 1 the percentiles are those of the three possible means', () => {
  // Resamples of two: 0 with ¼, ½ with ½, 1 with ¼.
  expect(interval([0, 1])).toEqual([0, 1]);
  // The middle 40 % is ½ alone: no width, so both ends move by (1 − 0.6^(1/2)) × ½ = 0.112702.
  const [low, high] = interval([0, 1], 0.4);
  expect(low).toBeCloseTo(0.5 - 0.112702, 5);
  expect(high).toBeCloseTo(0.5 + 0.112702, 5);
});

test("few scores widen the percentiles by Student's quantile and √(n / (n − 1))", () => {
  // 3 scores: t(2) / z · √(3 / 2) = 4.3027 / 1.96 · 1.2247 = 2.689, from 0.5 on
  const scores = [0.49, 0.5, 0.51];
  const means = resampler({ seed: 1, resamples: 2000 })(Float64Array.from(scores), ['a']).sort();
  // Type 7: place 49.975 of 2,000
  const low = means[49]! + 0.975 * (means[50]! - means[49]!);
  expect(interval(scores)[0]).toBeCloseTo(0.5 - 2.6887 * (0.5 - low), 4);
});

test('an interval is never of zero width, and lies from 0 to 1', () => {
  const scores = fc.array(fc.constantFrom(0, 0.1, 0.3, 0.65, 1), { minLength: 1, maxLength: 12 });
  const strata = fc.array(fc.tuple(scores, fc.double({ min: 0.01, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(strata, fc.constantFrom(0.01, 0.5, 0.95, 0.99), (drawn, confidence) => {
      const parts = drawn.map(([each, weight], at) => ({ stratum: of(each, `${at}`, 1, 50), weight }));
      const [low, high] = bootstrapMean(parts, confidence);
      expect(0 <= low && low < high && high <= 1).toBe(true);
    }),
  );
});

test('the seed and the key matter, the order of the scores does not', () => {
  const scores = keyedRandom('scores').sample(
    Array.from({ length: 40 }, (_, at) => at / 40),
    40,
  );
  const of95 = (each: ReturnType<typeof of>) => bootstrapMean([{ stratum: each, weight: 1 }], 0.95);
  expect(of95(of(scores.toSorted()))).toEqual(of95(of(scores)));
  expect(of95(of(scores, 'a', 2))).not.toEqual(of95(of(scores, 'a', 1)));
  expect(of95(of(scores, 'b'))).not.toEqual(of95(of(scores, 'a')));
});

test('in a simulation, intervals hold the mean over strata of which some show no spread', () => {
  const random = keyedRandom('mixed strata');
  // Always 1; nearly always 1; spread out: means 1, 0.98 and 0.525.
  const draw = () =>
    [() => 1, () => (random.float() < 0.98 ? 1 : 0), () => random.pick([0, 0.3, 0.8, 1])].map((score) =>
      Array.from({ length: 30 }, score),
    );
  let held = 0;
  for (let run = 0; run < 200; run += 1) {
    const parts = draw().map((scores, at) => ({ stratum: of(scores, `${at}`, run, 200), weight: 1 }));
    const [low, high] = bootstrapMean(parts, 0.95);
    if (low <= 2.505 / 3 && 2.505 / 3 <= high) held += 1;
  }
  // 95 % of 200 is 190; strata without spread are given more than they need.
  expect(held).toBeGreaterThan(184);
});

test('in a simulation, intervals of 95 % hold the true mean about as often as they say', () => {
  const random = keyedRandom('coverage');
  /** Two strata whose true means are 0.65 and 0.325: 0.4875 over both. */
  const draw = () => [
    Array.from({ length: 40 }, () => random.pick([0.3, 0.5, 0.8, 1])),
    Array.from({ length: 40 }, () => random.pick([0, 0, 0.3, 1])),
  ];
  let held = 0;
  for (let run = 0; run < 400; run += 1) {
    const parts = draw().map((scores, at) => ({ stratum: of(scores, `${at}`, run, 300), weight: 0.5 }));
    const [low, high] = bootstrapMean(parts, 0.95);
    if (low <= 0.4875 && 0.4875 <= high) held += 1;
  }
  // 95 % of 400 is 380; a percentile bootstrap of 40 falls a little short of it.
  expect(held).toBeGreaterThan(364);
  expect(held).toBeLessThan(396);
});
