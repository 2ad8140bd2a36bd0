import { Option } from 'commander';

/** Where a setting comes from that is not given: of a first evaluation, and of one that goes on from another. */
export const asFromPipeline = "the pipeline file's, or";
export const asLast = 'as last time, or';

/** Of all commands that ask. */
export const pipelineOption = (): Option =>
  new Option(
    '--pipeline <file>',
    'pipeline file whose providers, models and options are taken, in place of those that the dataset keeps',
  );
