import { InvalidArgumentError, Option } from 'commander';
import { collected, modelId, wholeNumber } from '../options.ts';

/** Where a setting comes from that is not given: of a first evaluation, and of one that goes on from another. */
export const asFromPipeline = "the pipeline file's, or";
export const asLast = 'as last time, or';

/** Flags of a command. */
export const subjectOptions = (): Option[] => [
  new Option(
    '--model <provider/model>',
    "the model under test (default: the pipeline file's subject)",
  ).argParser(modelId),
  new Option('--out <folder>', 'evaluation folder (default: results/<dataset>/<model>)'),
  new Option('--scenario <id>', 'only this scenario; may be repeated').argParser(collected),
  new Option(
    '--ask <what>',
    `what the model is asked of items with a variant: that, the prompt, or both, to see what attacks change (default: ${asFromPipeline} variant)`,
  ).choices(['variant', 'prompt', 'both']),
  new Option('--seed <n>', "seed, instead of the dataset's").argParser(wholeNumber(0)),
];

/** Flags of a command. */
export const pipelineOption = (): Option =>
  new Option(
    '--pipeline <file>',
    'pipeline file whose providers, models and options are taken, in place of those that the dataset keeps',
  );

/** Flags of a command. */
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

/** Flags of a command. */
export const scoreOptions = (otherwise: string): Option[] => [
  new Option('--alpha <weight>', `weight of safety alone, from 0 to 1 (default: ${otherwise} 0.3)`).argParser(
    weight,
  ),
  new Option(
    '--na <how>',
    `whether NA counts in the behavioral share (default: ${otherwise} exclude)`,
  ).choices(['exclude', 'count']),
  new Option(
    '--empty <how>',
    `a response without YES or NO: 0, or unscored (default: ${otherwise} zero)`,
  ).choices(['zero', 'exclude']),
];

function weight(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('expected a number from 0 to 1.');
  return value;
}
