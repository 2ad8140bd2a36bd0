import { withoutUndefined } from '../../core/without-undefined.ts';
import type { EvaluateOptions, EvaluateSeveralOptions, EvaluationVerb } from '../../run/evaluate.ts';
import type { EvaluationDocument } from '../../run/evaluation-document.ts';
import type { EvaluationsDocument } from '../../run/evaluations-document.ts';
import { type AskingFlags, doAsking } from '../asking.ts';
import type { Io } from '../io.ts';
import { type JudgeFlags, judgingOf } from './judge-options.ts';
import { deliberationOf, type MethodFlags } from './method-options.ts';
import { type ScoreFlags, scoringOf } from './score-options.ts';
import { evaluationsStatus, evaluationsSummary } from './several.ts';
import { type SubjectFlags, subjectOf } from './subject-options.ts';
import { evaluationSummary } from './summary.ts';

/** The flags of the commands that evaluate, as commander reads them. */
export interface EvaluationFlags extends AskingFlags, SubjectFlags, MethodFlags, JudgeFlags, ScoreFlags {
  readonly pipeline?: string;
}

/** Runs one of them and says what came of it. */
export function doEvaluation(
  io: Io,
  verb: EvaluationVerb,
  folder: string,
  flags: EvaluationFlags,
): Promise<void> {
  const { models, ...one } = evaluateOptionsOf(io, flags);
  if (models !== undefined && (verb === 'evaluate' || verb === 'respond'))
    return doSeveral(io, verb, folder, flags, { ...one, models });
  return doAsking<EvaluationDocument>(io, flags, {
    expectedCost: async () => (await runs()).expectedEvaluationCost(verb, folder, one),
    work: async (asking) => (await runs())[verb](folder, { ...one, ...asking }),
    summary: evaluationSummary,
  });
}

function doSeveral(
  io: Io,
  verb: 'evaluate' | 'respond',
  folder: string,
  flags: EvaluationFlags,
  options: EvaluateSeveralOptions,
): Promise<void> {
  return doAsking<EvaluationsDocument>(io, flags, {
    expectedCost: async () => (await runs()).expectedEvaluationCost(verb, folder, options),
    work: async (asking) => (await runs())[verb](folder, { ...options, ...asking }),
    summary: evaluationsSummary,
    statusOf: evaluationsStatus,
  });
}

const runs = () => import('../../run/evaluate.ts');

/** The same as options of the library. */
export const evaluateOptionsOf = (
  io: Io,
  flags: EvaluationFlags,
): EvaluateOptions & Partial<EvaluateSeveralOptions> => ({
  cwd: io.cwd,
  env: io.env,
  ...withoutUndefined({ root: flags.root, pipeline: flags.pipeline }),
  ...subjectOf(flags),
  ...deliberationOf(flags),
  ...judgingOf(flags),
  ...scoringOf(flags),
});
