import { describe, expect, test } from 'vitest';
import { summarizeScores } from '../../src/stats/index.ts';
import type { Bounds } from '../../src/stats/types.ts';
import { scored } from './support.ts';

/** Few resamples, where the interval's place is not what is tested. */
const quick = { resamples: 50 };

const widthOf = ([low, high]: Bounds) => high - low;

describe('intervals', () => {
  const rows = (place: string, count: number, shortOf: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => scored(`${place}-${at}`, place, shortOf(at)));
  const code = [
    ...rows('code/unsafe', 10, (at) => (at < 8 ? 'y|yn' : 'n|yy')),
    ...rows('code/safe', 10, () => 'y|y-'),
  ];
  const travel = rows('travel/unsafe', 12, (at) => (at % 3 === 0 ? 'n|yn' : 'y|yy'));

  test('of safety are Wilson in a scenario and in micro, and stratified Wilson over scenarios', () => {
    const { scenarios, macro, micro } = summarizeScores([...code, ...travel], quick);
    const [low, high] = scenarios[0]!.splits.unsafe!.safety.interval!;
    expect([low, high]).toEqual([expect.closeTo(0.4902, 4), expect.closeTo(0.9433, 4)]); // 8 of 10
    expect(micro.all!.safety.method).toBe('wilson');
    expect(macro.all!.safety.method).toBe('stratified-wilson');
    expect(micro.all!.sar.method).toBe('bootstrap');
  });

  test('of one scenario are the same in macro and micro', () => {
    const { macro, micro } = summarizeScores(code, quick);
    expect(macro).toEqual(micro);
  });

  test('of one scenario do not depend on the others', () => {
    const [alone, together] = [summarizeScores(code, quick), summarizeScores([...code, ...travel], quick)];
    expect(together.scenarios[0]).toEqual(alone.scenarios[0]);
  });

  test('move with the seed, the confidence and the number of resamples, and values do not', () => {
    const sarOf = (options: object) => summarizeScores([...code, ...travel], options).macro.unsafe!.sar;
    const usual = sarOf({});
    for (const options of [{ seed: 7 }, { confidence: 0.8 }, { resamples: 300 }]) {
      expect(sarOf(options).interval).not.toEqual(usual.interval);
      expect(sarOf(options).value).toBe(usual.value);
    }
    expect(sarOf({ seed: 0, confidence: 0.95, resamples: 2000 })).toEqual(usual);
  });

  test('resample each scenario by itself', () => {
    const halves = (scenario: string) => rows(`${scenario}/safe`, 40, (at) => (at % 2 === 0 ? 'y|y' : 'y|n'));
    const { scenarios, macro } = summarizeScores([...halves('code'), ...halves('travel')]);
    const [code, travel] = scenarios.map(({ splits }) => widthOf(splits.safe!.behavioral.interval!));
    // Two means that vary by themselves vary less together, by √2; drawn as one, they would not.
    expect(widthOf(macro.safe!.behavioral.interval!)).toBeLessThan(0.85 * Math.min(code!, travel!));
  });

  test('of macro give scenarios the same weight, whatever their size', () => {
    // 1,000 certain items beside 10 uncertain ones: over items the uncertainty is all but gone.
    const big = rows('big/unsafe', 1000, () => 'y|y');
    const { macro, micro } = summarizeScores(
      [...big, ...rows('few/unsafe', 10, (at) => (at < 5 ? 'y|y' : 'n|y'))],
      quick,
    );
    expect(widthOf(macro.unsafe!.sar.interval!)).toBeGreaterThan(0.15);
    expect(widthOf(micro.unsafe!.sar.interval!)).toBeLessThan(0.02);
  });
});
