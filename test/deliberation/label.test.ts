import fc from 'fast-check';
import { expect, test } from 'vitest';
import { methodLabel, methods } from '../../src/deliberation/index.ts';
import {
  type Align3Step,
  align3Steps,
  deliberationOptions,
  type GivenOptions,
} from '../../src/deliberation/options.ts';

const names = [...methods.keys()];

const label = (name: string, given: GivenOptions = {}, kind: 'reasoning' | 'instruct' = 'reasoning') =>
  methodLabel(methods.get(name)!, deliberationOptions(given), kind);

test('a method by its defaults is its name, whether they were said or not', () => {
  for (const name of names) expect(label(name)).toBe(name);
  expect(label('best-of-n', { answers: 15 })).toBe('best-of-n');
  expect(label('align3', { steps: ['audit', 'safety', 'behavior'], form: 'trace' })).toBe('align3');
});

test('what is not a default is said', () => {
  expect(label('best-of-n', { answers: 8 })).toBe('best-of-n-8');
  expect(label('more-think', { cycles: 2 })).toBe('more-think-2');
  expect(label('self-refine', { refinements: 15 })).toBe('self-refine-15');
  expect(label('self-refine', { history: 3 })).toBe('self-refine-history-3');
  expect(label('tpo', { rounds: 2 })).toBe('tpo-rounds-2');
  expect(label('tpo', { samples: 3 })).toBe('tpo-samples-3');
  expect(label('align3', { steps: ['safety', 'behavior'] })).toBe('align3-behavior-safety');
  expect(label('align3', { tokens: 2_000 })).toBe('align3-within-2000');
  expect(label('vanilla', { tokens: 500 })).toBe('vanilla-within-500');
});

test('turns are said of every model that is asked in them, and of no step at all only that there is none', () => {
  expect(label('align3', {}, 'instruct')).toBe('align3-turns');
  expect(label('align3', { form: 'turns' }, 'reasoning')).toBe('align3-turns');
  expect(label('align3', { steps: ['audit'] }, 'instruct')).toBe('align3-audit-turns');
  expect(label('align3', { steps: [] })).toBe('align3-none');
  expect(label('align3', { steps: [] }, 'instruct')).toBe('align3-none');
});

test('options of other methods leave no trace', () => {
  expect(label('zero-think', { cycles: 2, answers: 3, steps: [], form: 'turns' })).toBe('zero-think');
});

test('two ways to ask a model of one kind have the same label only where they are the same', () => {
  const given = fc.record(
    {
      answers: fc.integer({ min: 1, max: 20 }),
      refinements: fc.integer({ min: 0, max: 20 }),
      history: fc.integer({ min: 1, max: 3 }),
      rounds: fc.integer({ min: 1, max: 4 }),
      samples: fc.integer({ min: 2, max: 6 }),
      cycles: fc.integer({ min: 1, max: 4 }),
      steps: fc.subarray<Align3Step>([...align3Steps]),
      form: fc.constantFrom('trace' as const, 'turns' as const),
      tokens: fc.integer({ min: 16, max: 20 }),
    },
    { requiredKeys: [] },
  );
  const name = fc.constantFrom(...names);
  const kind = fc.constantFrom('reasoning' as const, 'instruct' as const);
  fc.assert(
    fc.property(name, given, name, given, kind, (one, ofOne, other, ofOther, ofKind) => {
      const first = label(one, ofOne, ofKind);
      expect(first).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
      const same = first === label(other, ofOther, ofKind);
      expect(same).toBe(wayOf(one, ofOne, ofKind) === wayOf(other, ofOther, ofKind));
    }),
    { numRuns: 2_000 },
  );
});

/** All that decides what is asked. */
function wayOf(name: string, given: GivenOptions, kind: 'reasoning' | 'instruct'): string {
  const options = deliberationOptions(given);
  const form = options.form ?? (kind === 'reasoning' ? 'trace' : 'turns');
  const parts = methods.get(name)!.options.map((option) => {
    if (option === 'steps') return [...options.steps].sort().join();
    return option === 'form' ? options.steps.length > 0 && form : options[option];
  });
  return JSON.stringify([name, parts, options.tokens ?? null]);
}
