import { expect, test } from 'vitest';
import { gainsOf } from '../../src/run/comparing/methods-part.ts';
import type { LoadedDataset } from '../../src/run/load-dataset.ts';
import type { NamedInputs } from '../../src/run/reporting/inputs.ts';
import type { ModelComparison } from '../../src/stats/index.ts';

/** Without items, what is compared are the scores alone. */
const dataset = { scenarios: [] } as unknown as LoadedDataset;

/** An evaluation of a subject by a method. */
const by = (name: string, options: { method: string; tokens?: number }, subject = 'a/b'): NamedInputs =>
  ({
    name,
    facts: { models: { subject }, stages: [{ name: 'respond', options }] },
    items: [],
    responses: [],
    judgements: [],
    summary: { options: { seed: 1, confidence: 0.95, resamples: 10 } },
  }) as unknown as NamedInputs;

const comparisonOf = (...differences: readonly object[]): ModelComparison =>
  ({ differences }) as unknown as ModelComparison;

const vanilla = by('v', { method: 'vanilla' });

test('a gain is that of the method over vanilla, whichever of them the comparison has first', () => {
  const sides = [vanilla, by('x', { method: 'align3' }), by('y', { method: 'zero-think' })];
  const measure = 'sar';
  const comparison = comparisonOf(
    { measure, a: 'v', b: 'x', value: 0.2, interval: [0.1, 0.4], pHolm: 0.01 },
    { measure, a: 'y', b: 'v', value: 0.2, interval: [0.1, 0.4], pHolm: 0.02 },
  );
  const unknown = { value: null, interval: null, pHolm: null };
  expect(gainsOf(sides, comparison, dataset)).toEqual([
    {
      ...{ name: 'x', vanilla: 'v', tokens: { input: null, output: null } },
      gains: {
        sar: { value: -0.2, interval: [-0.4, -0.1], pHolm: 0.01 },
        ...{ safety: unknown, behavioral: unknown },
      },
    },
    expect.objectContaining({
      name: 'y',
      gains: expect.objectContaining({ sar: { value: 0.2, interval: [0.1, 0.4], pHolm: 0.02 } }),
    }),
  ]);
  expect(gainsOf(sides, null, dataset)).toEqual([]);
});

test('no difference at all is 0 from either side', () => {
  const none = { measure: 'sar', a: 'v', b: 'x', value: 0, interval: [0, 0], pHolm: 1 };
  const [gain] = gainsOf([vanilla, by('x', { method: 'align3' })], comparisonOf(none), dataset);
  expect(gain!.gains.sar).toEqual({ value: 0, interval: [0, 0], pHolm: 1 });
});

test('a method is held against vanilla of its own subject, within its own budget where there is one', () => {
  const sides = [
    vanilla,
    by('v-400', { method: 'vanilla', tokens: 400 }),
    by('x', { method: 'align3' }),
    by('x-400', { method: 'align3', tokens: 400 }),
    by('other', { method: 'align3' }, 'c/d'),
  ];
  const vanillas = (all: readonly NamedInputs[]) =>
    gainsOf(all, comparisonOf(), dataset).map((each) => [each.name, each.vanilla]);
  const expected = [
    ['x', 'v'],
    ['x-400', 'v-400'],
  ];
  expect(vanillas(sides)).toEqual(expected);
  expect(vanillas(sides.toReversed()).toReversed()).toEqual(expected);
});
