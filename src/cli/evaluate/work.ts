import { withoutUndefined } from '../../core/without-undefined.ts';
import type { EvaluateOptions } from '../../run/evaluate.ts';
import type { EvaluationDocument } from '../../run/evaluation-document.ts';
import { type AskingFlags, doAsking } from '../asking.ts';
import type { Io } from '../io.ts';
import { type JudgeFlags, judgingOf } from './judge-options.ts';
import { type ScoreFlags, scoringOf } from './score-options.ts';
import { type SubjectFlags, subjectOf } from './subject-options.ts';
import { evaluationSummary } from './summary.ts';

/** The flags of the commands that evaluate, as commander reads them. */
export interface EvaluationFlags extends AskingFlags, SubjectFlags, JudgeFlags, ScoreFlags {
  readonly pipeline?: string;
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

const evaluateOptionsOf = (io: Io, flags: EvaluationFlags): EvaluateOptions => ({
  cwd: io.cwd,
  env: io.env,
  ...withoutUndefined({ root: flags.root, pipeline: flags.pipeline }),
  ...subjectOf(flags),
  ...judgingOf(flags),
  ...scoringOf(flags),
});
