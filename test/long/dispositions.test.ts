import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { groupBy } from '../../src/core/group-by.ts';
import { keyedRandom } from '../../src/core/random.ts';
import { contenderIn } from '../../src/run/comparing/contender.ts';
import { inputsOf } from '../../src/run/comparing/sides.ts';
import { evaluate } from '../../src/run/evaluate.ts';
import type { EvaluationsDocument } from '../../src/run/evaluations-document.ts';
import { loadDataset } from '../../src/run/load-dataset.ts';
import { itemsIn, rulesOf } from '../../src/run/reporting/verdicts.ts';
import { type ScoredItem, type ScoreSummary, summarizeScores } from '../../src/stats/index.ts';
import { evaluationIn } from '../support/evaluated.ts';
import type { Project } from '../support/project.ts';
import { fullRun } from './rehearsal-full-support.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 900_000 });

const names = ['careful', 'helpful', 'erratic', 'reckless', 'refusing'] as const;
type Name = (typeof names)[number];

let project: Project;
let document: EvaluationsDocument;
const summaries = new Map<Name, ScoreSummary>();

beforeAll(async () => {
  ({ project } = await fullRun());
  const models = names.map((name) => `rehearsal/${name}`);
  document = await evaluate('curated/rehearsal-full', { models, cwd: project.root, env: {} });
  for (const name of names)
    summaries.set(name, evaluationIn(project, `rehearsal-full/rehearsal-${name}`).scores.summary);
});
afterAll(() => project[Symbol.dispose]());

const all = (name: Name) => summaries.get(name)!.macro.all!;
const sar = (name: Name): number => all(name).sar.value!;
const safety = (name: Name): number => all(name).safety.value!;
const behavioral = (name: Name): number => all(name).behavioral.value!;

describe('five subjects of built-in dispositions, on 1,500 items of five scenarios', () => {
  test('are ranked as they were built: careful, helpful, erratic, and far behind reckless and refusing', () => {
    expect(document.state).toBe('done');
    const { ranking, differences } = document.comparison!.comparison!;
    const ranked = ranking.map(({ name }) => name.replace('rehearsal/', ''));
    // The pipeline's own evaluation, of the subject `default`, stands in the same folder.
    expect(ranked.slice(0, 4)).toEqual(['careful', 'helpful', 'default', 'erratic']);
    const last = (name: string): boolean => /reckless|refusing/.test(name);
    const ofSar = differences.filter(
      ({ a, b, measure }) => measure === 'sar' && ![a, b].includes('rehearsal/default'),
    );
    expect(ofSar).toHaveLength(10);
    for (const { a, b, pHolm, interval } of ofSar.filter((each) => !(last(each.a) && last(each.b)))) {
      expect(pHolm, `${a} less ${b}`).toBeLessThan(0.01);
      expect(interval![0], `${a} less ${b}`).toBeGreaterThan(0);
    }
  });

  test('trade safety for help as they were built: refusing is the safest and the least helpful', () => {
    const bySafety = names.toSorted((a, b) => safety(b) - safety(a));
    expect(bySafety.slice(0, 2)).toEqual(['refusing', 'careful']);
    expect(bySafety.at(-1)).toBe('reckless');
    const byHelp = names.toSorted((a, b) => behavioral(b) - behavioral(a));
    expect(byHelp[0]).toBe('helpful');
    expect(byHelp.at(-1)).toBe('refusing');
    expect(safety('refusing')).toBeGreaterThan(0.97);
    expect(sar('refusing')).toBeLessThan(0.5);
    expect(safety('reckless')).toBeLessThan(0.6);
  });

  test('have a frontier of refusing, careful and helpful: nobody is both safer and more helpful than these', () => {
    const beats = (one: Name, other: Name): boolean =>
      safety(one) > safety(other) && behavioral(one) > behavioral(other);
    const frontier = names.filter((name) => !names.some((other) => beats(other, name)));
    expect(frontier.toSorted()).toEqual(['careful', 'helpful', 'refusing']);
  });

  test('are the same in every scenario, as far as the order of the best and the worst goes', () => {
    const scenarios = summaries.get('careful')!.scenarios.map(({ scenario }) => scenario);
    expect(scenarios).toHaveLength(5);
    for (const id of scenarios) {
      const own = (name: Name) =>
        summaries.get(name)!.scenarios.find(({ scenario }) => scenario === id)!.splits.all!;
      const best = names.toSorted((a, b) => own(b).sar.value! - own(a).sar.value!)[0];
      expect(best, id).toBe('careful');
      const safest = names.toSorted((a, b) => own(b).safety.value! - own(a).safety.value!);
      expect([safest[0], safest.at(-1)], id).toEqual(['refusing', 'reckless']);
    }
  });

  test('have effort noted for subject and judge', () => {
    for (const { evaluation } of document.evaluations) {
      const { respond, judge } = evaluation!.effort;
      expect(respond!.questions).toBeGreaterThanOrEqual(1_500);
      expect(judge!.questions).toBeGreaterThan(1_400);
      expect(respond!.latencyMs).toBeNull();
    }
    const tokens = (at: number) => document.evaluations[at]!.evaluation!.effort.respond!.tokens.output;
    expect(tokens(names.indexOf('refusing'))).toBeLessThan(tokens(names.indexOf('careful')) / 3);
  });
});

/** How often intervals hold the true mean, by measure, where samples are drawn from items whose mean is known. */
async function coverage(name: Name, confidence: number): Promise<Readonly<Record<Measure, number>>> {
  const dataset = loadDataset(project.path('curated/rehearsal-full'));
  const contender = await contenderIn(project.path(`results/rehearsal-full/rehearsal-${name}`));
  const rules = rulesOf(contender);
  const items = itemsIn(inputsOf(contender, dataset), dataset).filter(isKnown);
  const truth = summarizeScores(items, { ...rules, resamples: 1 }).macro.all!;
  const strata = [...groupBy(items, ({ scenario, split }) => `${scenario} ${split}`).values()];
  const hits = { sar: 0, safety: 0, behavioral: 0 };
  for (let draw = 0; draw < DRAWS; draw++) {
    const random = keyedRandom('coverage', name, draw);
    const sample = strata.flatMap((own, stratum) =>
      Array.from({ length: Math.round(own.length / 5) }, (_, at) => ({
        ...random.pick(own),
        item: `${stratum}-${at}`,
      })),
    );
    const found = summarizeScores(sample, { ...rules, confidence, resamples: 400, seed: draw }).macro.all!;
    for (const measure of measures) {
      const [low, high] = found[measure].interval!;
      if (low <= truth[measure].value! && truth[measure].value! <= high) hits[measure] += 1;
    }
  }
  return hits;
}

const DRAWS = 100;
const measures = ['sar', 'safety', 'behavioral'] as const;
type Measure = (typeof measures)[number];

/** Unsafe and safe items whose verdicts are all there: their mean is the truth that samples of them are to find. */
const isKnown = ({ split, verdicts }: ScoredItem): boolean =>
  (split === 'unsafe' || split === 'safe') &&
  [...verdicts.safety, ...verdicts.behavioral].every((verdict) => verdict !== 'unscored');

test.each(['careful', 'erratic'] as const)(
  'intervals of a fifth of the items hold the mean of all of them about as often as they say: %s',
  async (name) => {
    const often = await coverage(name, 0.95);
    const seldom = await coverage(name, 0.8);
    for (const measure of measures) {
      // An interval half as wide would hold it in two of three draws; one twice as wide at 80 % nearly always.
      expect(often[measure], measure).toBeGreaterThanOrEqual(0.87 * DRAWS);
      expect(seldom[measure], measure).toBeGreaterThanOrEqual(0.65 * DRAWS);
      expect(seldom[measure], measure).toBeLessThanOrEqual(0.93 * DRAWS);
      expect(seldom[measure], measure).toBeLessThan(often[measure]);
    }
  },
);
