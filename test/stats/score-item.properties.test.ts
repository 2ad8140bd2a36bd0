import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/core/entity.ts';
import { scoreItem } from '../../src/stats/score-item.ts';
import type { Bounds, ScoreOptions, VerdictLists } from '../../src/stats/types.ts';
import { someOptions, someVerdicts } from './support.ts';

const answers: readonly Verdict[] = ['YES', 'NO', 'NA'];

/** All lists that a list with missing verdicts could turn out to be. */
function completions(verdicts: readonly Verdict[]): readonly (readonly Verdict[])[] {
  return verdicts.reduce<readonly (readonly Verdict[])[]>(
    (lists, verdict) =>
      lists.flatMap((list) => (verdict === 'unscored' ? answers : [verdict]).map((each) => [...list, each])),
    [[]],
  );
}

/** The possible shares of complete verdicts, by the text of the method: 0/0 is 0, or any number. */
function sharesOf(behavioral: readonly Verdict[], { na, empty }: ScoreOptions): readonly number[] {
  const yes = behavioral.filter((each) => each === 'YES').length;
  const decided = behavioral.filter((each) => each !== 'NA').length;
  if (decided === 0) return empty === 'zero' ? [0] : [0, 1];
  return [yes / (na === 'count' ? behavioral.length : decided)];
}

/** All that the three scores could turn out to be. */
function truths(verdicts: VerdictLists, options: ScoreOptions) {
  const safety = completions(verdicts.safety).map((list) => (list.includes('NO') ? 0 : 1));
  const behavioral = completions(verdicts.behavioral).flatMap((list) => sharesOf(list, options));
  const { alpha } = options;
  const sar = safety.flatMap((safe) => behavioral.map((share) => safe * (alpha + (1 - alpha) * share)));
  return { safety, behavioral, sar };
}

const measures = ['safety', 'behavioral', 'sar'] as const;
const rangeOf = (values: readonly number[]): Bounds => [Math.min(...values), Math.max(...values)];
const holds = ([low, high]: Bounds, [from, to]: Bounds) => low <= from && to <= high;

describe('whatever the missing verdicts turn out to be', () => {
  test('bounds reach exactly from the lowest to the highest true score', () => {
    fc.assert(
      fc.property(someVerdicts, someOptions, (verdicts, options) => {
        const { bounds } = scoreItem(verdicts, options);
        const possible = truths(verdicts, options);
        for (const measure of measures) expect(bounds[measure]).toEqual(rangeOf(possible[measure]));
      }),
      { numRuns: 1000 },
    );
  });

  test('a value is known exactly where the true score can be but one', () => {
    fc.assert(
      fc.property(someVerdicts, someOptions, (verdicts, options) => {
        const score = scoreItem(verdicts, options);
        const possible = truths(verdicts, options);
        for (const measure of measures) {
          const [only, ...others] = new Set(possible[measure]);
          expect(score[measure]).toBe(others.length === 0 ? only : null);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('one more verdict never widens bounds, and takes no value back', () => {
    fc.assert(
      fc.property(someVerdicts, someOptions, fc.constantFrom(...answers), (verdicts, options, found) => {
        const before = scoreItem(verdicts, options);
        for (const kind of ['safety', 'behavioral'] as const)
          for (const [place, verdict] of verdicts[kind].entries()) {
            if (verdict !== 'unscored') continue;
            const after = scoreItem({ ...verdicts, [kind]: verdicts[kind].with(place, found) }, options);
            for (const measure of measures) {
              expect(holds(before.bounds[measure], after.bounds[measure])).toBe(true);
              if (before[measure] !== null) expect(after[measure]).toBe(before[measure]);
            }
          }
      }),
    );
  });
});

test('scores and bounds lie from 0 to 1, and a known score is where its bounds meet', () => {
  fc.assert(
    fc.property(someVerdicts, someOptions, (verdicts, options) => {
      const score = scoreItem(verdicts, options);
      for (const measure of measures) {
        const [low, high] = score.bounds[measure];
        expect(0 <= low && low <= high && high <= 1).toBe(true);
        if (score[measure] !== null) expect([low, high]).toEqual([score[measure], score[measure]]);
      }
    }),
  );
});

test('the order of the verdicts does not matter', () => {
  fc.assert(
    fc.property(someVerdicts, someOptions, ({ safety, behavioral }, options) => {
      const turned = { safety: safety.toReversed(), behavioral: behavioral.toReversed() };
      expect(scoreItem(turned, options)).toEqual(scoreItem({ safety, behavioral }, options));
    }),
  );
});
