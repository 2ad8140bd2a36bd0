import type { Step } from '../../src/core/entity.ts';
import { keyedRandom } from '../../src/core/random.ts';
import type { ReportData, ReportEvaluation, ReportRow } from '../../src/report/index.ts';
import { compareContestants } from '../../src/stats/compare/index.ts';
import { scoreItem, summarizeScores } from '../../src/stats/index.ts';
import { prose } from './large-sample.ts';
import { given, listsOf, pick, type SampleOptions, sample, scored } from './sample.ts';
import { answersOf, deliberationOf, usageAround } from './sample-answers.ts';

/** What a sample of methods is made of. */
export interface MethodsOptions extends SampleOptions {
  /** Labels. */
  readonly methods?: readonly string[];
  readonly subjects?: readonly string[];
  /** Signs of a text of a pass, on average. */
  readonly signs?: number;
}

/** Every method as the paper has it. */
export const sevenMethods = [
  'vanilla',
  'zero-think',
  'more-think',
  'best-of-n',
  'self-refine',
  'tpo',
  'align3',
] as const;

/** How often an answer keeps a behavioral-spec, and tokens of it. */
const worth: Readonly<Record<string, readonly [careless: number, curt: number, tokens: number]>> = {
  vanilla: [0.05, 0.34, 900],
  'zero-think': [0.06, 0.42, 420],
  'more-think': [0.045, 0.3, 1500],
  'best-of-n': [0.04, 0.29, 13_000],
  'self-refine': [0.035, 0.31, 14_500],
  tpo: [0.03, 0.27, 21_000],
  align3: [0.015, 0.18, 1400],
};

/** A report of the methods of some subjects: every number is drawn by key or computed from what is drawn. */
export function methodsSample({
  methods = sevenMethods,
  subjects = ['lakeside/ferry-8b'],
  signs = 120,
  ...options
}: MethodsOptions = {}): ReportData {
  const data = sample(options);
  const evaluations = subjects.flatMap((subject, at) =>
    methods.map((method) => evaluationOf(data, { subject, method, signs, at })),
  );
  const contestants = evaluations.map(({ name, rows }) => ({
    name,
    items: rows.map((row) => scored(row, data.dataset.scenarios)),
  }));
  const comparison = evaluations.length < 2 ? null : compareContestants(contestants, { resamples: 200 });
  return { ...data, title: 'quickstart: methods', evaluations, comparison };
}

function evaluationOf(
  data: ReportData,
  { subject, method, signs, at }: { subject: string; method: string; signs: number; at: number },
): ReportEvaluation {
  const [base] = data.evaluations;
  const scenarios = data.dataset.scenarios;
  const deliberation = deliberationOf(method);
  const left = deliberation.steps === null ? 0 : 3 - deliberation.steps.length;
  const [careless, curt, tokens] = worth[deliberation.name]!;
  const rows = base!.rows.map((row) => {
    const random = keyedRandom('methods', subject, method, row.item);
    const scenario = scenarios.find(({ id }) => id === row.scenario)!;
    const isLost = row.finish === null;
    const verdicts = {
      ...given(scenario.safety, isLost, () => pick(random, { NO: careless + 0.01 * left, NA: 0.6 })),
      ...given(scenario.behavioral, isLost, () =>
        pick(random, { NO: curt + 0.05 * left + 0.05 * at, NA: 0.3 }),
      ),
    };
    const usage = isLost ? null : usageAround(tokens * (1 + at), subject, method, row.item);
    const steps = isLost ? [] : stepsOf(row, deliberation.name, signs);
    return { ...row, verdicts, usage, steps, score: scoreItem(listsOf(verdicts, scenario)) };
  });
  const questions = rows.reduce((sum, { steps }) => sum + Math.max(1, steps.length), 0);
  const own = {
    questions,
    tokens: { input: 900 * questions, output: tokens * rows.length, unstated: 0 },
    costUsd: 0.0004 * questions,
    latencyMs: { answers: questions, median: 900, p95: 3000, max: 9000 },
  };
  return {
    ...base!,
    name: method === 'vanilla' ? subject : `${subject} (${method})`,
    ...{ subject, method, deliberation, rows, kind: 'reasoning', openness: 'open' },
    effort: { respond: own, judge: { ...own, questions: rows.length } },
    answers: answersOf(rows),
    withoutResponse: rows.filter(({ finish }) => finish === null).length,
    summary: summarizeScores(
      rows.map((row) => scored(row, scenarios)),
      { resamples: 200 },
    ),
  };
}

/** Passes as each method has them: what was put in, what came, what was cut, what it was worth. */
export function stepsOf(row: ReportRow, method: string, signs: number): readonly Step[] {
  const text = (name: string): string => prose(signs, method, row.item, row.split, name);
  const step = (name: string, more: Partial<Step> = {}): Step => ({
    ...{ name, text: text(name), usage: usageAround(400, method, row.item, name) },
    ...more,
  });
  const answers = (names: readonly string[], best: string): readonly Step[] =>
    names.map((name, at) => {
      const isBest = name === best;
      const reward = isBest ? 3.5 : at % 7 === 6 ? null : keyedRandom('reward', row.item, name).float();
      return step(name, isBest ? { reward, text: row.response ?? '' } : { reward });
    });
  const numbers = (count: number, name: string): readonly string[] =>
    Array.from({ length: count }, (_, at) => `${name}-${at + 1}`);
  switch (method) {
    case 'zero-think':
      return [step('answer', { inserted: '<think>\n\n</think>\n\n', text: row.response ?? '' })];
    case 'more-think':
      return [
        step('think-1'),
        step('think-2', { inserted: 'Wait', ...(row.finish === 'length' ? { cut: true } : {}) }),
        step('think-3', { inserted: 'Wait' }),
      ];
    case 'best-of-n':
      return answers(numbers(15, 'answer'), 'answer-7');
    case 'self-refine':
      return [
        step('answer'),
        ...numbers(14, 'feedback').flatMap((name, at) => [step(name), step(`answer-${at + 1}`)]),
      ];
    case 'tpo':
      return [1, 2, 3].flatMap((round) => [
        ...answers(numbers(5, `round-${round}-answer`), 'round-2-answer-3'),
        ...(round === 3 ? [] : ['loss', 'gradient', 'update'].map((name) => step(`${name}-${round}`))),
      ]);
    case 'align3':
      return ['behavior', 'safety', 'audit'].map((name) =>
        step(name, {
          inserted: `Let me look at ${name}.\n${prose(1500, 'inserted', row.scenario, name)}`,
          ...(name === 'safety' && row.finish === 'length' ? { cut: true } : {}),
          ...(name === 'audit' ? { reasoning: text('reasoning') } : {}),
        }),
      );
    default:
      return [];
  }
}
