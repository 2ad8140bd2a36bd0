import { Option } from 'commander';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { EvaluateOptions } from '../../run/evaluate.ts';
import { modelId } from '../options.ts';

/** What the command line says of judging, as commander reads it. */
export interface JudgeFlags {
  readonly judge?: string;
  readonly sees?: 'prompt' | 'variant' | 'both';
}

/** The same as options of the library. */
export const judgingOf = ({ judge, sees }: JudgeFlags): Partial<EvaluateOptions> =>
  withoutUndefined({ judge, sees });

/** What the commands that judge take. */
export const judgeOptions = (otherwise: string): Option[] => [
  new Option(
    '--judge <provider/model>',
    "the judge (default: the one that judged before, or the pipeline file's)",
  ).argParser(modelId),
  new Option('--sees <what>', `what the judge sees of the question (default: ${otherwise} prompt)`).choices([
    'prompt',
    'variant',
    'both',
  ]),
];
