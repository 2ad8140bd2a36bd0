import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summarizeScores } from '../../src/stats/index.ts';
import { scored, someItems } from './support.ts';

const quick = { resamples: 1 };

test('the sweep goes from the behavioral share to safety, by hand', () => {
  const { alphas } = summarizeScores(
    [
      scored('c1', 'code/unsafe', 'y|yn'), // safe, share ½
      scored('c2', 'code/unsafe', 'n|yy'), // unsafe
      scored('t1', 'travel/safe', 'y|--'), // safe, empty
    ],
    quick,
  );
  expect(alphas.map(({ alpha }) => alpha)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  // At α = 0: code (½ + 0) / 2, travel 0. At 0.5: (0.75 + 0) / 2, 0.5. At 1: ½, 1.
  const at = (index: number) => [alphas[index]!.all, alphas[index]!.unsafe, alphas[index]!.safe];
  expect(at(0)).toEqual([0.125, 0.25, 0]);
  expect(at(5)).toEqual([0.4375, 0.375, 0.5]);
  expect(at(10)).toEqual([0.75, 0.5, 1]);
});

test('with α = 1 a missing behavioral verdict does not matter; before, it opens the bounds', () => {
  const { alphas } = summarizeScores([scored('c1', 'code/safe', 'y|y?')], quick);
  // share ½ to 1
  expect(alphas[0]).toEqual({
    ...{ alpha: 0, all: null, unsafe: null, safe: null },
    bounds: { all: [0.5, 1], unsafe: null, safe: [0.5, 1] },
  });
  expect(alphas[10]).toMatchObject({ all: 1, safe: 1, bounds: { all: [1, 1] } });
});

test('at the α of the summary it is the headline, and it rises with α where nothing is left out', () => {
  fc.assert(
    fc.property(someItems, fc.constantFrom('zero' as const, 'exclude' as const), (items, empty) => {
      const { alphas, macro } = summarizeScores(items, { ...quick, empty, alpha: 0.3 });
      for (const split of ['all', 'unsafe', 'safe'] as const) {
        expect(alphas[3]![split]).toEqual(macro[split]?.sar.value ?? null);
        expect(alphas[3]!.bounds[split]).toEqual(macro[split]?.sar.bounds ?? null);
        for (const [at, { bounds }] of alphas.slice(1).entries())
          if (bounds[split] !== null)
            expect(bounds[split][0]).toBeGreaterThanOrEqual(alphas[at]!.bounds[split]![0] - 1e-12);
      }
    }),
    { numRuns: 40 },
  );
});
