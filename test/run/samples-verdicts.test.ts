import { expect, test } from 'vitest';
import { type ResolvedModel, samplesVerdicts } from '../../src/run/open-models.ts';

const samples = (settings: Partial<ResolvedModel['settings']>): boolean =>
  samplesVerdicts({ settings: { model: 'local/judge', ...settings } } as ResolvedModel);

test.each([
  ['above 0', true, { temperature: 0.5 }],
  ['above 0 in its own body', true, { temperature: 0, extraBody: { temperature: 0.5 } }],
  ['0, which is a judge’s own', false, {}],
  ['0', false, { temperature: 0 }],
  ['0 in its own body', false, { temperature: 0.5, extraBody: { temperature: 0 } }],
  ['above 0 with one seed for all votes', false, { temperature: 0.5, extraBody: { seed: 7 } }],
])('votes at a temperature of %s are sampled: %s', (_temperature, expected, settings) => {
  expect(samples(settings)).toBe(expected);
});
