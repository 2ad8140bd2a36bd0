import { Command } from 'commander';
import { withoutUndefined } from '../core/without-undefined.ts';
import type { RunDocument } from '../run/run-pipeline.ts';
import { type AskingFlags, askingOptions, doAsking } from './asking.ts';
import type { Io } from './io.ts';
import { roleModel, wholeNumber } from './options.ts';
import { type PipelineFlags, prepareOptions } from './prepare-options.ts';
import { runSummary } from './run-summary.ts';

interface Options extends Pick<PipelineFlags, 'seed' | 'model'>, AskingFlags {
  readonly root?: string;
  readonly out?: string;
}

/** `specloom attack` */
export function attackCommand(io: Io): Command {
  const command = new Command('attack')
    .summary('make a new version of a dataset with fresh, verified variants')
    .description(
      'Attacks the unsafe prompts of a dataset anew and writes a new version of it beside it. The earlier variants stay in its history; the dataset itself is left as it is. A prompt without a verified variant is left out and listed.',
    )
    .argument('<dataset>', 'dataset folder, such as curated/quickstart')
    .option('--out <folder>', 'folder of the new version (default: <dataset>-v2, -v3, …)')
    .option('--seed <n>', "seed, instead of the dataset's", wholeNumber(0))
    .option(
      '--model <role=provider/model>',
      'model of a role: attacker, verifier; may be repeated',
      roleModel,
    );
  return askingOptions(command, 'this command on this dataset')
    .addHelpText(
      'after',
      '\nExample:\n  specloom attack curated/quickstart --model attacker=openai/gpt-4.1 --budget 10\n',
    )
    .action((dataset: string, options: Options) =>
      doAsking<RunDocument>(io, options, {
        expectedCost: async () => {
          const { expectedAttackCost } = await import('../run/attack-dataset.ts');
          return expectedAttackCost(dataset, prepareOptions(io, options));
        },
        work: async (asking) => {
          const { attackDataset } = await import('../run/attack-dataset.ts');
          return attackDataset(dataset, {
            ...prepareOptions(io, options),
            ...asking,
            ...withoutUndefined({ out: options.out }),
          });
        },
        summary: runSummary,
      }),
    );
}
