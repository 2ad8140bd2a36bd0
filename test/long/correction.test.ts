import { expect, test } from 'vitest';
import { perScenario, simulate, type Tally } from '../../bench/correction/simulate.ts';
import { usual } from '../../bench/correction/world.ts';

const measures = ['safety', 'behavioral', 'sar'] as const;
const targets = ['benchmark', 'new prompts'] as const;

const share = (tallies: readonly Tally[], of: (tally: Tally) => number): number =>
  tallies.reduce((sum, each) => sum + of(each), 0) / tallies.reduce((sum, { runs }) => sum + runs, 0);

test('over five models, intervals from 150 and from 300 labels cover 95 % within one point and chance', () => {
  const tallies = simulate({
    world: usual,
    models: Object.keys(usual.habits),
    perScenario: perScenario([150, 300]),
    targets,
    runs: 400,
  });
  for (const labels of [150, 300])
    for (const target of targets)
      for (const measure of measures) {
        const cell = tallies.filter(
          (each) => each.labels === labels && each.target === target && each.measure === measure,
        );
        const covered = share(cell, (each) => each.covered);
        // One point, and three times the Monte Carlo error of 2,000 runs.
        expect(covered, `${labels} ${target} ${measure}`).toBeGreaterThan(0.94 - 0.0145);
        expect(covered, `${labels} ${target} ${measure}`).toBeLessThan(0.96 + 0.0145);
        expect(share(cell, (each) => each.width * each.runs)).toBeLessThan(
          share(cell, (each) => each.widthOfLabels * each.runs),
        );
      }
});

test('below 100 labels, intervals for bounded means cover at least 95 % for every model', () => {
  const tallies = simulate({
    world: usual,
    models: Object.keys(usual.habits),
    perScenario: perScenario([10, 25, 60]),
    targets,
    runs: 100,
  });
  for (const { covered, runs, model, measure, labels } of tallies)
    expect(covered / runs, `${model} ${measure} ${labels}`).toBeGreaterThanOrEqual(0.95);
});
