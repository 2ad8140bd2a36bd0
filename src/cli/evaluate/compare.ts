import { Command } from 'commander';
import { withoutUndefined } from '../../core/without-undefined.ts';
import { type Io, outJson } from '../io.ts';
import { jsonOption, rootOption } from '../options.ts';
import { comparisonLines } from './comparison.ts';

interface CompareFlags {
  readonly out?: string;
  readonly root?: string;
  readonly json?: boolean;
}

/** `specloom compare` */
export function compareCommand(io: Io): Command {
  return new Command('compare')
    .summary('compare evaluations of one dataset: ranking, differences, judges')
    .description(
      'Compares evaluations item by item: a ranking with intervals, each difference with its p-value after Holm, the smallest difference that this dataset would show, and, where one subject was judged by several judges, how these agree. Writes comparison.json and comparison.html, the report of all of them. Asks nothing. The evaluations must be of the same dataset and scenarios, judged and scored alike.',
    )
    .argument(
      '<folder...>',
      'a folder of results, such as results/quickstart, for all whole evaluations in it, or two and more evaluation folders',
    )
    .option('--out <folder>', 'folder of the comparison (default: results/<dataset>)')
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText(
      'after',
      '\nExamples:\n  specloom compare results/quickstart\n  specloom compare results/quickstart/openai-gpt-4.1 results/quickstart/local-qwen3-32b --json\n',
    )
    .action(async (folders: readonly string[], { out, root, json }: CompareFlags) => {
      const { compare } = await import('../../run/comparing/index.ts');
      const target = folders.length === 1 ? folders[0]! : folders;
      const document = await compare(target, { cwd: io.cwd, ...withoutUndefined({ out, root }) });
      if (json) outJson(io, document);
      else io.out(`${comparisonLines(document).join('\n')}\n`);
    });
}
