import { keyedRandom } from '../../src/core/random.ts';
import {
  type Bounds,
  type CorrectedScore,
  type CorrectionModel,
  type CorrectionOptions,
  correctedScores,
} from '../../src/stats/index.ts';
import { zOf } from '../../src/stats/normal.ts';
import {
  expectedScores,
  labelled,
  type Population,
  population,
  scenarios,
  trueScores,
  type World,
} from './world.ts';

export type Measure = CorrectedScore['measure'];
export type Target = CorrectionOptions['target'];

/** What simulated corrections of one measure came to. */
export interface Tally {
  readonly measure: Measure;
  readonly target: Target;
  readonly model: string;
  /** Labels of the model, or those of all models where they were pooled. */
  readonly labels: number;
  readonly runs: number;
  /** In how many runs the truth was in the interval: of the corrected score, of the labels alone, of the judge alone. */
  readonly covered: number;
  readonly coveredByLabels: number;
  readonly coveredByJudge: number;
  /** Means over runs. */
  readonly width: number;
  readonly widthOfLabels: number;
  readonly bias: number;
  readonly biasOfJudge: number;
  readonly power: number;
  /** In how many runs the interval was one for bounded means. */
  readonly bounded: number;
}

export interface Simulation {
  readonly world: World;
  readonly models: readonly string[];
  /** Labels of each model in each scenario, as often as there are sizes to try. */
  readonly perScenario: readonly number[];
  readonly targets: readonly Target[];
  readonly pooled?: boolean;
  readonly runs: number;
}

/** Draws worlds, has people label some responses, and counts how often intervals hold the truth. */
export function simulate(plan: Simulation): readonly Tally[] {
  const tallies = new Map<string, Tally>();
  for (let run = 0; run < plan.runs; run += 1) {
    const populations = plan.models.map((model) => population(plan.world, model, run));
    for (const perScenario of plan.perScenario) {
      const models = plan.models.map((model, at) =>
        labelled(model, populations[at]!, perScenario, keyedRandom('labels', model, run, perScenario)),
      );
      for (const target of plan.targets) {
        const seen = plan.pooled ? [models] : models.map((model) => [model]);
        for (const each of seen) addRun(tallies, { plan, target, models: each, populations });
      }
    }
  }
  return [...tallies.values()];
}

interface Run {
  readonly plan: Simulation;
  readonly target: Target;
  readonly models: readonly CorrectionModel[];
  readonly populations: readonly Population[];
}

function addRun(tallies: Map<string, Tally>, { plan, target, models, populations }: Run): void {
  const options = { target, pooled: plan.pooled ?? false };
  for (const { models: names, labels, scores } of correctedScores({ judge: 'simulated', models, options })) {
    const model = names[0]!;
    const of = populations[plan.models.indexOf(model)]!;
    const truths = target === 'benchmark' ? trueScores(of) : expectedScores(plan.world, model);
    for (const score of scores) {
      const { measure } = score;
      const key = JSON.stringify([model, labels, target, measure]);
      const before = tallies.get(key) ?? { ...nothing, measure, target, model, labels };
      tallies.set(key, added(before, score, truths[measure], judgeAlone(of, score)));
    }
  }
}

const nothing = {
  runs: 0,
  covered: 0,
  coveredByLabels: 0,
  coveredByJudge: 0,
  width: 0,
  widthOfLabels: 0,
  bias: 0,
  biasOfJudge: 0,
  power: 0,
  bounded: 0,
};

function added(before: Tally, score: CorrectedScore, truth: number, judge: Bounds): Tally {
  const runs = before.runs + 1;
  const mean = (so: number, now: number): number => so + (now - so) / runs;
  const holds = ([low, high]: Bounds): number => (low - 1e-12 <= truth && truth <= high + 1e-12 ? 1 : 0);
  return {
    ...before,
    runs,
    covered: before.covered + holds(score.interval),
    coveredByLabels: before.coveredByLabels + holds(score.labels.interval),
    coveredByJudge: before.coveredByJudge + holds(judge),
    width: mean(before.width, width(score.interval)),
    widthOfLabels: mean(before.widthOfLabels, width(score.labels.interval)),
    bias: mean(before.bias, score.value - truth),
    biasOfJudge: mean(before.biasOfJudge, score.judge - truth),
    power: mean(before.power, score.power),
    bounded: before.bounded + (score.method === 'bounded' ? 1 : 0),
  };
}

const width = ([low, high]: Bounds): number => high - low;

/** The interval that takes the judge for a person: over the items, which here are as many in each scenario. */
function judgeAlone({ items }: Population, { measure, judge }: CorrectedScore): Bounds {
  const known = items.map(({ scores }) => scores[measure]).filter((score) => score !== null);
  const variance = known.reduce((sum, score) => sum + (score - judge) ** 2, 0) / known.length;
  const half = zOf(0.95) * Math.sqrt(variance / known.length);
  return [judge - half, judge + half];
}

/** So many labels of a model, spread over the scenarios. */
export const perScenario = (labels: readonly number[]): readonly number[] =>
  labels.map((each) => each / scenarios.length);
