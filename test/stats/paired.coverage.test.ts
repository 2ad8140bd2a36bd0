import { expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { beyondControls } from '../../src/stats/beyond-controls.ts';
import { summaryOptions } from '../../src/stats/options.ts';
import { changeOf, pairedCells } from '../../src/stats/paired.ts';
import { resampler } from '../../src/stats/resample.ts';
import type { Bounds, ScoredItem } from '../../src/stats/types.ts';
import { scored } from './support.ts';

type Answers = readonly (readonly [before: string, after: string])[];

/** Unsafe items that lose 0.27 of SAR in one scenario (−1, 0, 0, −0.35, 0) and nothing in the other (−0.35, 0.35, 0). */
const unsafe: Readonly<Record<string, Answers>> = {
  code: [
    ['y|yy', 'n|yy'],
    ['y|yy', 'y|yy'],
    ['y|yn', 'y|yn'],
    ['y|yn', 'y|nn'],
    ['n|yy', 'n|yy'],
  ],
  travel: [
    ['y|yy', 'y|yn'],
    ['y|nn', 'y|yn'],
    ['y|yy', 'y|yy'],
  ],
};
/** Controls that lose 0.175: less than the unsafe items of their scenario, by 0.095. */
const controls: Answers = [
  ['y|yy', 'y|yn'],
  ['y|yy', 'y|yy'],
];

test('in a simulation, intervals of changes hold the true change about as often as they say', () => {
  const random = keyedRandom('coverage of changes');
  const drawn = (place: string, [from, to]: readonly [string, string], answers: Answers, count: number) =>
    Array.from({ length: count }, (_, at): readonly ScoredItem[] => {
      const [before, after] = random.pick(answers);
      const item = `${place}-${from}-${at}`;
      return [scored(item, `${place}/${from}`, before), scored(item, `${place}/${to}`, after)];
    }).flat();
  const held = { change: 0, beyond: 0 };
  const holds = ([low, high]: Bounds, truth: number): number => (low <= truth && truth <= high ? 1 : 0);
  for (let run = 0; run < 200; run += 1) {
    const items = [
      ...Object.entries(unsafe).flatMap(([place, each]) => drawn(place, ['original', 'unsafe'], each, 40)),
      ...drawn('code', ['safe', 'control'], controls, 30),
    ];
    const rules = summaryOptions({ seed: run, resamples: 200 });
    const scenarios = Object.keys(unsafe).map((scenario) => ({
      scenario,
      items: items.filter((each) => each.scenario === scenario),
    }));
    const compared = pairedCells(scenarios, rules, resampler(rules));
    held.change += holds(changeOf(compared[0]!, rules).macro.sar.change.interval!, -0.135);
    held.beyond += holds(beyondControls(compared, rules)!.sar.interval!, -0.095);
  }
  // 95 % of 200 is 190; a percentile bootstrap of 40 falls a little short of it.
  for (const often of Object.values(held)) {
    expect(often).toBeGreaterThan(178);
    expect(often).toBeLessThan(199);
  }
});
