import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkOptions,
  methodOptions,
  methods,
  methodText,
  parseMethod,
  type SaidMethod,
} from '../../src/deliberation/index.ts';
import { methodOptionNames } from '../../src/stages/index.ts';

test.each([
  ['align3', { method: 'align3' }],
  ['best-of-n:answers=8', { method: 'best-of-n', answers: 8 }],
  ['tpo:rounds=2,samples=3', { method: 'tpo', rounds: 2, samples: 3 }],
  ['align3:steps=behavior+safety', { method: 'align3', steps: ['behavior', 'safety'] }],
  ['align3:steps=none,form=turns', { method: 'align3', steps: [], form: 'turns' }],
  ['vanilla:tokens=2000', { method: 'vanilla', tokens: 2000 }],
])('%s is a method with its options, and is written so again', (text, said) => {
  expect(parseMethod(text)).toEqual(said);
  expect(methodText(said as SaidMethod)).toBe(text);
});

const anyOption = fc.record({
  answers: fc.integer({ min: 1, max: 100 }),
  refinements: fc.integer({ min: 0, max: 50 }),
  history: fc.integer({ min: 1, max: 50 }),
  rounds: fc.integer({ min: 1, max: 10 }),
  samples: fc.integer({ min: 2, max: 50 }),
  cycles: fc.integer({ min: 1, max: 10 }),
  steps: fc.subarray(['behavior', 'safety', 'audit'] as const),
  form: fc.constantFrom('trace' as const, 'turns' as const),
  tokens: fc.integer({ min: 16, max: 1_000_000 }),
});

test('what is written of a method reads back as it was, whatever its options', () => {
  expect(Object.keys(methodOptions)).toEqual([...methodOptionNames]);
  fc.assert(
    fc.property(
      fc.constantFrom(...methods.values()),
      anyOption,
      fc.func(fc.boolean()),
      (method, all, isSaid) => {
        const own = [...method.options, 'tokens' as const].filter((option) => isSaid(option));
        const said = {
          method: method.name,
          ...Object.fromEntries(own.map((option) => [option, all[option]])),
        };
        expect(parseMethod(methodText(said as SaidMethod))).toEqual(said);
      },
    ),
  );
});

test.each([
  ['aling3', /no method is called `aling3`; there are vanilla, .*align3/],
  ['', /no method is called ``/],
  ['best-of-n:answer=8', /best-of-n has no option `answer`; its options are answers, tokens/],
  ['vanilla:answers=8', /vanilla has no option `answers`; its options are tokens/],
  ['best-of-n:', /best-of-n:: `` is no option; write name:option=value/],
  ['best-of-n:8', /`8` is no option; write name:option=value,option=value, such as best-of-n:answers=8/],
  ['best-of-n:answers=', /`answers=` is no option/],
  ['best-of-n:answers=8,answers=9', /`answers` is said twice/],
  ['best-of-n:answers=many', /`answers` cannot be `many`: .*number/],
  ['best-of-n:answers=0', /`answers` cannot be `0`: .*1/],
  ['tpo:rounds=1.5', /`rounds` cannot be `1.5`/],
  ['align3:steps=safety+fun', /`steps` cannot be `safety\+fun`: .*behavior/],
])('%s is refused', (text, says) => {
  expect(() => parseMethod(text)).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringMatching(says) }),
  );
});

test('an option that the method does not have is refused, naming the method that has it', () => {
  expect(() => checkOptions({ method: 'align3', answers: 3 })).toThrow(
    'align3 has no option `answers`; it is one of best-of-n',
  );
  expect(() => checkOptions({ method: 'align3', steps: [], tokens: 900 })).not.toThrow();
});
