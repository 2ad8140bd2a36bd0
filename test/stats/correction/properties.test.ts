import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correctedScores } from '../../../src/stats/correction/index.ts';
import { type Answered, modelOf } from './support.ts';

const score = fc.constantFrom(0, 0.3, 0.5, 0.65, 1);
const answered: fc.Arbitrary<Answered> = fc.record(
  {
    judged: fc.oneof({ weight: 9, arbitrary: score }, { weight: 1, arbitrary: fc.constant(null) }),
    person: fc.oneof({ weight: 9, arbitrary: score }, { weight: 1, arbitrary: fc.constant(null) }),
    scenario: fc.constantFrom('museum', 'travel'),
    label: fc.constantFrom('safe', 'unsafe'),
  },
  { requiredKeys: ['judged', 'scenario', 'label'] },
) as fc.Arbitrary<Answered>;
const target = fc.constantFrom('benchmark', 'new prompts');
const responses = fc.array(answered, { minLength: 2, maxLength: 240 });

test('values lie in their intervals, and intervals within 0 to 1', () => {
  fc.assert(
    fc.property(responses, target, fc.boolean(), (all, target, pooled) => {
      const models = [modelOf(all), modelOf(all.slice(0, all.length / 2), 'other')];
      for (const { scores } of correctedScores({ judge: 'judge', models, options: { target, pooled } }))
        for (const each of scores)
          for (const { value, interval } of [each, each.labels]) {
            const [low, high] = interval;
            expect(low).toBeGreaterThanOrEqual(0);
            expect(low).toBeLessThanOrEqual(value + 1e-9);
            expect(high).toBeGreaterThanOrEqual(value - 1e-9);
            expect(high).toBeLessThanOrEqual(1 + 1e-9);
            expect(each.power).toBeGreaterThanOrEqual(0);
            expect(each.power).toBeLessThanOrEqual(1);
          }
    }),
    { numRuns: 60 },
  );
});

test('the order of models, items and labels does not matter', () => {
  fc.assert(
    fc.property(responses, target, (all, target) => {
      const models = [modelOf(all), modelOf(all.slice(1), 'other')];
      const turned = models
        .toReversed()
        .map((each) => ({ ...each, items: each.items.toReversed(), labels: each.labels.toReversed() }));
      const options = { target };
      const given = correctedScores({ judge: 'judge', models, options });
      expect(correctedScores({ judge: 'judge', models: turned, options })).toEqual(given);
    }),
    { numRuns: 40 },
  );
});

test('scores counted from the other end give the same intervals from the other end', () => {
  const other = (score: number | null | undefined) => (typeof score === 'number' ? 1 - score : score);
  fc.assert(
    fc.property(responses, target, (all, target) => {
      const mirrored = all.map((each) => ({
        ...each,
        judged: other(each.judged) ?? null,
        ...(each.person === undefined ? {} : { person: other(each.person) ?? null }),
      }));
      const [one, two] = [all, mirrored].map((each) =>
        correctedScores({ judge: 'judge', models: [modelOf(each)], options: { target } }).flatMap(
          ({ scores }) => scores,
        ),
      );
      for (const [at, { value, interval }] of one!.entries()) {
        expect(two![at]!.value).toBeCloseTo(1 - value, 8);
        expect(two![at]!.interval[0]).toBeCloseTo(1 - interval[1], 8);
        expect(two![at]!.interval[1]).toBeCloseTo(1 - interval[0], 8);
      }
    }),
    { numRuns: 40 },
  );
});

test('no interval of a benchmark that is not labelled as a whole has no width', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 200 }),
      score,
      score,
      target,
      (labelled, open, judged, person, target) => {
        const all = [
          ...Array.from({ length: labelled }, () => ({ judged, person })),
          ...Array.from({ length: open }, () => ({ judged })),
        ];
        const [of] = correctedScores({ judge: 'judge', models: [modelOf(all)], options: { target } });
        for (const { interval, labels } of of!.scores)
          for (const [low, high] of [interval, labels.interval]) expect(high - low).toBeGreaterThan(1e-4);
      },
    ),
    { numRuns: 60 },
  );
});
