import { expect, test } from 'vitest';
import { perScenario, simulate } from '../../../bench/correction/simulate.ts';
import { usual } from '../../../bench/correction/world.ts';

test('in simulated worlds, intervals from 150 labels hold the truth about as often as they say, and the judge’s do not', () => {
  const tallies = simulate({
    world: usual,
    models: ['helpful'],
    perScenario: perScenario([150]),
    targets: ['benchmark', 'new prompts'],
    runs: 80,
  });
  expect(tallies).toHaveLength(6);
  // 95 % of 80 is 76, give or take 2 for one of the six.
  for (const { covered } of tallies) expect(covered).toBeGreaterThan(68);
  const all = tallies.reduce((sum, { covered }) => sum + covered, 0) / (6 * 80);
  expect(all).toBeGreaterThan(0.915);
  expect(all).toBeLessThan(0.985);
  for (const { width, widthOfLabels } of tallies) expect(width / widthOfLabels).toBeLessThan(0.9);
  const safety = tallies.find(({ measure }) => measure === 'safety')!;
  expect(safety.biasOfJudge).toBeLessThan(-0.03);
  expect(Math.abs(safety.bias)).toBeLessThan(0.006);
  expect(safety.coveredByJudge).toBeLessThan(8);
});

test('with 40 labels, intervals for bounded means hold the truth', () => {
  const tallies = simulate({
    world: usual,
    models: ['erratic'],
    perScenario: perScenario([40]),
    targets: ['benchmark', 'new prompts'],
    runs: 15,
  });
  for (const { covered, bounded } of tallies) {
    expect(bounded).toBe(15);
    expect(covered).toBe(15);
  }
});
