import { expect, test } from 'vitest';
import { estimate } from '../../../src/stats/correction/estimate.ts';
import { correctedScores } from '../../../src/stats/correction/index.ts';
import { bestPower, fixedPower } from '../../../src/stats/correction/power.ts';
import type { Stratum } from '../../../src/stats/correction/strata.ts';
import { type Answered, correctedSar, modelOf, times } from './support.ts';

const benchmark = { target: 'benchmark', pooled: false } as const;

/** Judged 1, 1, 0 and 1 five more times; people say 1, 0, 0 of the first three. */
const small: readonly Answered[] = [
  { judged: 1, person: 1 },
  { judged: 1, person: 0 },
  { judged: 0, person: 0 },
  ...times(3, { judged: 1 }),
];

test('a small example comes out as by hand', () => {
  // Covariance 1/6, variance of the judge 1/3: power 1/2. The judge's mean is 5/6 over all and 2/3 over the labelled;
  // the labels' mean is 1/3. So 1/3 + 1/2 · (5/6 − 2/3).
  const { judge, labels, power, value } = correctedSar(modelOf(small));
  expect(judge).toBeCloseTo(5 / 6, 12);
  expect(labels.value).toBeCloseTo(1 / 3, 12);
  expect(power).toBeCloseTo(1 / 2, 12);
  expect(value).toBeCloseTo(5 / 12, 12);
});

test('the value is that of PPI++, written for labelled and unlabelled items apart', () => {
  const labelled = [1, 0.3, 0, 0.65, 1, 0.3, 1].map((judged, at) => ({
    judged,
    person: [1, 0.5, 0, 0.3, 1, 0, 0.3][at]!,
  }));
  const others = [1, 1, 0.3, 0, 0.65].map((judged) => ({ judged }));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, each) => sum + each, 0) / values.length;
  const [y, f] = [mean(labelled.map(({ person }) => person)), mean(labelled.map(({ judged }) => judged))];
  const covariance = mean(labelled.map(({ person, judged }) => (person - y) * (judged - f)));
  const variance = mean(labelled.map(({ judged }) => (judged - f) ** 2));
  // The paper's power, with n labelled and N unlabelled items: covariance / ((1 + n/N)·variance).
  const power = covariance / ((1 + labelled.length / others.length) * variance);
  const expected = y + power * (mean(others.map(({ judged }) => judged)) - f);
  expect(correctedSar(modelOf([...labelled, ...others])).value).toBeCloseTo(expected, 12);
});

test('without power it is the stratified mean of the labels, with the variance of drawing without replacement', () => {
  const stratum = (weight: number, size: number, scores: readonly number[]): Stratum => ({
    weight,
    items: Array.from({ length: size }, () => ({ weight: weight / size, judged: 0.5, labelled: false })),
    labels: scores.map((score) => ({
      score,
      judged: 0.5,
      share: 1 / scores.length,
      undrawn: 1 - scores.length / size,
      ofItem: weight / size,
    })),
  });
  const strata = [stratum(2 / 3, 8, [1, 0, 1, 0]), stratum(1 / 3, 10, [1, 1, 0, 1, 1])];
  const { value, variance } = estimate(strata, fixedPower(0, strata), benchmark);
  // Means 1/2 and 4/5; s² 1/3 and 1/5; (1 − n/N)·s²/n 1/24 and 1/50.
  expect(value).toBeCloseTo((2 / 3) * (1 / 2) + (1 / 3) * (4 / 5), 12);
  expect(variance).toBeCloseTo((4 / 9) * (1 / 24) + (1 / 9) * (1 / 50), 12);
  // New prompts add s²/N: 1/24 and 1/50 again.
  const more = estimate(strata, fixedPower(0, strata), { target: 'new prompts', pooled: false });
  expect(more.variance - variance).toBeCloseTo((4 / 9) * (1 / 24) + (1 / 9) * (1 / 50), 12);
});

test('a judge that says the same of all responses is given no power, and the labels alone decide', () => {
  const answered = [
    ...times(80, { judged: 0.5, person: 1 }),
    ...times(40, { judged: 0.5, person: 0 }),
    ...times(80, { judged: 0.5 }),
  ];
  const { power, value, interval, labels } = correctedSar(modelOf(answered));
  expect({ power, value, interval }).toEqual({ power: 0, ...labels });
  expect(value).toBeCloseTo(2 / 3, 12);
});

/** 150 labels and 450 more items; the judge is right on all. */
const perfect: readonly Answered[] = [0, 0.3, 0.65, 1].flatMap((score) => [
  ...times(score === 1 ? 60 : 30, { judged: score, person: score }),
  ...times(score === 1 ? 180 : 90, { judged: score }),
]);

test('a judge that is always right is believed: its value, in a narrower interval, which still has a width', () => {
  const { judge, value, power, interval, labels, method } = correctedSar(modelOf(perfect));
  expect(value).toBeCloseTo(judge, 12);
  expect(power).toBeCloseTo(1, 12);
  expect(method).toBe('bounded');
  const [wide, narrow] = [labels.interval, interval].map(([low, high]) => high - low) as [number, number];
  expect(narrow).toBeGreaterThan(0.005);
  expect(narrow).toBeLessThan(wide * 0.7);
});

test('a judge that is wrong by as much everywhere is corrected for it', () => {
  const sour = perfect.map((each) => ({ ...each, judged: each.judged! * 0.9 }));
  const shifted = sour.map((each, at) => ({
    ...each,
    judged: each.judged + 0.1,
    ...(at % 7 === 0 && each.person !== undefined ? { person: 0.3 } : {}),
  }));
  const unshifted = shifted.map((each) => ({ ...each, judged: each.judged - 0.1 }));
  const [one, other] = [correctedSar(modelOf(shifted)), correctedSar(modelOf(unshifted))];
  expect(one.judge - other.judge).toBeCloseTo(0.1, 12);
  expect(one.method).toBe('ppi');
  expect(other.value).toBeCloseTo(one.value, 12);
  expect(other.interval[0]).toBeCloseTo(one.interval[0], 12);
  expect(other.interval[1]).toBeCloseTo(one.interval[1], 12);
});

test('where everything is labelled, the benchmark’s value is known, and that of new prompts is not', () => {
  const answered = times(60, { judged: 1 }).map((each, at) => ({
    ...each,
    person: at % 3 === 0 ? 0 : 1,
    probability: 1,
  }));
  const known = correctedSar(modelOf(answered));
  expect(known.value).toBeCloseTo(2 / 3, 12);
  expect(known.interval[0]).toBeCloseTo(2 / 3, 9);
  expect(known.interval[1]).toBeCloseTo(2 / 3, 9);
  const [low, high] = correctedSar(modelOf(answered), { target: 'new prompts' }).interval;
  expect(low).toBeLessThan(0.6);
  expect(high).toBeGreaterThan(0.72);
  const [of] = correctedScores({ judge: 'judge', models: [modelOf(answered)] });
  expect(of!.remarks.join()).toContain('every item is labelled');
});

test('labels of items that were likelier to be drawn count for less', () => {
  // A quarter of the first hundred and half of the second are labelled; people say 1 of the first and 0 of the second.
  const answered = [
    ...times(25, { judged: 0.5, person: 1, probability: 0.25 }),
    ...times(75, { judged: 0.5 }),
    ...times(50, { judged: 0.5, person: 0, probability: 0.5 }),
    ...times(50, { judged: 0.5 }),
  ];
  expect(correctedSar(modelOf(answered)).labels.value).toBeCloseTo(1 / 2, 12);
});

test('scenarios weigh the same, however many items they have', () => {
  const answered = [
    ...times(100, { judged: 1, person: 1, scenario: 'museum' }),
    ...times(200, { judged: 1, scenario: 'museum' }),
    ...times(10, { judged: 0, person: 0, scenario: 'travel' }),
    ...times(20, { judged: 0, scenario: 'travel' }),
  ];
  const { judge, labels } = correctedSar(modelOf(answered));
  expect(judge).toBeCloseTo(1 / 2, 12);
  expect(labels.value).toBeCloseTo(1 / 2, 12);
});

test('power is tuned within strata: scores that agree only in the mean of scenarios lend none', () => {
  const stratum = (level: number): Stratum => ({
    weight: 1 / 2,
    items: Array.from({ length: 40 }, () => ({ weight: 1 / 80, judged: level, labelled: false })),
    labels: [0, 1, 0, 1].map((up, at) => ({
      score: level + up / 10,
      judged: level + (at < 2 ? 0 : 1 / 10),
      share: 1 / 4,
      undrawn: 0.9,
      ofItem: 1 / 80,
    })),
  });
  expect(bestPower([stratum(0), stratum(0.9)]).power).toBeCloseTo(0, 12);
});
