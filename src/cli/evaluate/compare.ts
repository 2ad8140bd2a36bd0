import { Command, Option } from 'commander';
import { withoutUndefined } from '../../core/without-undefined.ts';
import { askingOptions } from '../asking.ts';
import { type Io, outJson } from '../io.ts';
import { asksMethods, type CompareFlags, doCompareMethods } from './compare-methods.ts';
import { comparisonLines } from './comparison.ts';
import { judgeOptions } from './judge-options.ts';
import { methodList, methodsOptions } from './method-options.ts';
import { asFromPipeline, pipelineOption } from './options.ts';
import { scoreOptions } from './score-options.ts';
import { subjectOptions } from './subject-options.ts';

/** `specloom compare` */
export function compareCommand(io: Io): Command {
  const command = new Command('compare')
    .summary('compare evaluations of one dataset, or deliberation methods on it')
    .description(
      'Compares evaluations item by item: a ranking with intervals, each difference with its p-value after Holm, the smallest difference that this dataset would show, and, where one subject was judged by several judges, how these agree. Writes comparison.json and comparison.html, the report of all of them. Asks nothing. The evaluations must be of the same dataset and scenarios, judged and scored alike.\n\nWith --methods, and a dataset in place of results, evaluates each model by each method first, and compares those: scores with their differences from vanilla, tokens and cost.',
    )
    .argument(
      '<folder...>',
      'a folder of results, such as results/quickstart, for all whole evaluations in it, or two and more evaluation folders; with --methods a dataset folder',
    )
    .option(
      '--out <folder>',
      'folder of the comparison, and of the evaluations that are made (default: results/<dataset>)',
    );
  for (const option of [...methodFlags(), ...evaluatingFlags()]) command.addOption(option);
  return askingOptions(command, 'these evaluations')
    .addHelpText(
      'after',
      `
Examples:
  specloom compare results/quickstart
  specloom compare results/quickstart/openai-gpt-4.1 results/quickstart/local-qwen3-32b --json
  specloom compare curated/quickstart --model local/qwen3-32b --methods vanilla,more-think,align3 --plan
  specloom compare curated/quickstart --model local/qwen3-32b --methods vanilla,best-of-n:answers=8,align3 --reward self --tokens 8000
  specloom compare curated/quickstart --model local/qwen3-32b --methods vanilla --ablation --budget 20
`,
    )
    .action(async (folders: readonly string[], flags: CompareFlags) => {
      if (asksMethods(flags)) return doCompareMethods(io, folders, flags);
      const { compare } = await import('../../run/comparing/index.ts');
      const { out, root, json } = flags;
      const target = folders.length === 1 ? folders[0]! : folders;
      const document = await compare(target, { cwd: io.cwd, ...withoutUndefined({ out, root }) });
      if (json) outJson(io, document);
      else io.out(`${comparisonLines(document).join('\n')}\n`);
    });
}

const methodFlags = (): Option[] => [
  new Option(
    '--methods <list>',
    'evaluate a dataset by each of these methods: vanilla, zero-think, more-think, best-of-n, self-refine, tpo, align3, with options as in vanilla,best-of-n:answers=8,align3',
  ).argParser(methodList),
  new Option('--ablation', 'by the eight combinations of the steps of align3, too (the paper, table 4)'),
  new Option('--plan', 'ask nothing: say what each method is expected to ask, and to cost'),
];

/** All that `evaluate` takes but for its folder and its one method. */
const evaluatingFlags = (): Option[] =>
  [
    ...subjectOptions().filter((option) => option.attributeName() !== 'out'),
    ...methodsOptions(),
    pipelineOption(),
    ...judgeOptions(asFromPipeline),
    ...scoreOptions(asFromPipeline),
  ].map((option) => option.helpGroup('Evaluating (with --methods or --ablation):'));
