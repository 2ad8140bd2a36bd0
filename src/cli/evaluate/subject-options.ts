import { Option } from 'commander';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { EvaluateOptions } from '../../run/evaluate.ts';
import { collected, modelId, wholeNumber } from '../options.ts';
import { asFromPipeline } from './options.ts';

/** What the command line says of the subject and of what it is asked, as commander reads it. */
export interface SubjectFlags {
  readonly model?: string;
  readonly out?: string;
  readonly scenario?: readonly string[];
  readonly prompts?: keyof typeof askOf;
  readonly seed?: number;
}

/** The stage's word for what is asked of an item that has a variant. */
const askOf = { variant: 'variant', original: 'prompt', both: 'both' } as const;

/** The same as options of the library. */
export const subjectOf = ({ model, out, scenario, prompts, seed }: SubjectFlags): Partial<EvaluateOptions> =>
  withoutUndefined({
    model,
    out,
    scenarios: scenario,
    ask: prompts === undefined ? undefined : askOf[prompts],
    seed,
  });

/** What the commands that ask a subject take. */
export const subjectOptions = (): Option[] => [
  new Option(
    '--model <provider/model>',
    "the model under test (default: the pipeline file's subject)",
  ).argParser(modelId),
  new Option('--out <folder>', 'evaluation folder (default: results/<dataset>/<model>)'),
  new Option('--scenario <id>', 'only this scenario; may be repeated').argParser(collected),
  new Option(
    '--prompts <which>',
    `what the model is asked of items with a variant: that, the original prompt, or both, to see what attacks change (default: ${asFromPipeline} variant)`,
  ).choices(Object.keys(askOf)),
  new Option('--seed <n>', "seed, instead of the dataset's").argParser(wholeNumber(0)),
];
