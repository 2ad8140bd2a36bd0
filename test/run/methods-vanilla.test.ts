import { expect, test } from 'vitest';
import { gainsOf, unlikeVanilla } from '../../src/run/comparing/methods-part.ts';
import type { LoadedDataset } from '../../src/run/load-dataset.ts';
import type { NamedInputs } from '../../src/run/reporting/inputs.ts';
import type { ModelComparison } from '../../src/stats/index.ts';

const dataset = { items: [], scenarios: [] } as unknown as LoadedDataset;

const none = { differences: [] } as unknown as ModelComparison;

/** An evaluation of one subject by a method, asked at a temperature. */
const by = (name: string, method: string, tokens?: number, temperature?: number): NamedInputs =>
  ({
    name,
    facts: {
      models: { subject: 'a/b' },
      stages: [{ name: 'respond', options: { method, ...(tokens === undefined ? {} : { tokens }) } }],
      ...(temperature === undefined ? {} : { sampling: { subject: { temperature } } }),
    },
    items: [],
    responses: [],
    judgements: [],
    summary: { options: { seed: 1, confidence: 0.95, resamples: 10 } },
  }) as unknown as NamedInputs;

const vanillaOf = (...sides: readonly NamedInputs[]) => gainsOf(sides, none, dataset)[0]?.vanilla;

test('without vanilla in its own budget, a method is held against vanilla without any, wherever that stands', () => {
  const others = [by('v-900', 'vanilla', 900), by('v', 'vanilla'), by('v-400', 'vanilla', 400)];
  const method = by('x', 'align3', 200);
  expect(vanillaOf(...others, method)).toBe('v');
  expect(vanillaOf(method, ...others.toReversed())).toBe('v');
});

test('of two vanilla evaluations in the same budget, that of the same sampling is the one', () => {
  const sides = [
    by('hot', 'vanilla', 400, 1),
    by('cold', 'vanilla', 400, 0),
    by('any', 'vanilla', undefined, 0),
  ];
  expect(vanillaOf(...sides, by('x', 'align3', 400, 0))).toBe('cold');
  expect(vanillaOf(...sides, by('x', 'align3', 400, 0.5))).toBe('hot');
});

test('where vanilla was asked otherwise, that is said, and not of an evaluation that does not tell', () => {
  const saidOf = (...sides: readonly NamedInputs[]) => unlikeVanilla(sides, gainsOf(sides, none, dataset));
  expect(saidOf(by('v', 'vanilla', 400, 0), by('x', 'align3', 400, 0))).toEqual([]);
  expect(saidOf(by('v', 'vanilla'), by('x', 'align3', undefined, 1))).toEqual([]);
  expect(saidOf(by('v', 'vanilla', undefined, 0), by('x', 'align3', 400, 1))).toEqual([
    'x is held against v, which was asked within another budget of tokens and with other sampling settings; their difference is not that of the methods alone',
  ]);
});
