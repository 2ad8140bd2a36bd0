import { withoutUndefined } from '../../core/without-undefined.ts';
import type { EvaluateOptions } from '../../run/evaluate.ts';
import type { EvaluationDocument } from '../../run/evaluation-document.ts';
import { type AskingFlags, doAsking } from '../asking.ts';
import type { Io } from '../io.ts';
import { evaluationSummary } from './summary.ts';

/** The flags of the commands that evaluate, as commander reads them. */
export interface EvaluationFlags extends AskingFlags {
  readonly model?: string;
  readonly judge?: string;
  readonly pipeline?: string;
  readonly out?: string;
  readonly seed?: number;
  readonly scenario?: readonly string[];
  readonly ask?: 'variant' | 'prompt' | 'both';
  readonly sees?: 'prompt' | 'variant' | 'both';
  readonly alpha?: number;
  readonly na?: 'exclude' | 'count';
  readonly empty?: 'zero' | 'exclude';
}

const verbs = {
  evaluate: async () => (await import('../../run/evaluate.ts')).evaluate,
  respond: async () => (await import('../../run/evaluate.ts')).respond,
  judge: async () => (await import('../../run/evaluate.ts')).judge,
  score: async () => (await import('../../run/evaluate.ts')).score,
};

/** Runs one of them and says what came of it. */
export function doEvaluation(
  io: Io,
  verb: keyof typeof verbs,
  folder: string,
  options: EvaluationFlags,
): Promise<void> {
  const evaluateOptions = evaluateOptionsOf(io, options);
  return doAsking<EvaluationDocument>(io, options, {
    expectedCost: async () => {
      const { expectedEvaluationCost } = await import('../../run/evaluate.ts');
      return expectedEvaluationCost(verb, folder, evaluateOptions);
    },
    work: async (asking) => (await verbs[verb]())(folder, { ...evaluateOptions, ...asking }),
    summary: evaluationSummary,
  });
}

function evaluateOptionsOf(io: Io, options: EvaluationFlags): EvaluateOptions {
  const { root, model, judge, pipeline, out, seed, scenario, ask, sees, alpha, na, empty } = options;
  return withoutUndefined({
    cwd: io.cwd,
    env: io.env,
    root,
    model,
    judge,
    pipeline,
    out,
    seed,
    scenarios: scenario,
    ask,
    sees,
    alpha,
    na,
    empty,
  });
}
