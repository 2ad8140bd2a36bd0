import { Command, Option } from 'commander';
import { withoutUndefined } from '../core/without-undefined.ts';
import { agreeSampleCommand } from './agree-sample.ts';
import { agreeText } from './agree-text.ts';
import { type Io, outJson } from './io.ts';
import { collected, jsonOption, rootOption } from './options.ts';

interface Flags {
  readonly evaluation?: readonly string[];
  readonly design?: string;
  readonly target?: keyof typeof targets;
  readonly pool?: boolean;
  readonly out?: string;
  readonly root?: string;
  readonly json?: boolean;
}

const targets = { benchmark: 'benchmark', new: 'new prompts' } as const;

/** `specloom agree` */
export function agreeCommand(io: Io): Command {
  return new Command('agree')
    .enablePositionalOptions()
    .summary('compare people and judge: agreement, and scores that labels have corrected')
    .description(
      "Reads back what people have labelled of the responses that `agree sample` drew: how they and the judge agree (Cohen's kappa, Krippendorff's alpha, the gap between their SARs), and the models' scores, corrected by the labels. A file may be half filled in. Asks no model.",
    )
    .argument('<labels...>', 'files of labels of one sample')
    .addOption(
      new Option(
        '--evaluation <folder>',
        'an evaluation to compare with; may be repeated (default: those of the sample)',
      ).argParser(collected),
    )
    .option(
      '--design <file>',
      'the file that says how the sample was drawn (default: the one beside the labels)',
    )
    .addOption(
      new Option(
        '--target <what>',
        'what corrected scores are about: the items of this benchmark, or new prompts like them (default: benchmark)',
      ).choices(Object.keys(targets)),
    )
    .option(
      '--pool',
      'correct each model by the labels of all, assuming that the judge errs alike on all of them',
    )
    .option('--out <folder>', 'where agreement.json is written (default: results/<dataset>)')
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText(
      'after',
      `
Examples:
  specloom agree sample results/quickstart/openai-gpt-4.1 --size 150 --out labels.jsonl
  specloom agree labels.jsonl
  specloom agree labels-anna.jsonl labels-ben.jsonl --target new
  specloom agree labels.jsonl --evaluation results/quickstart/another-judge

Exit status: 0 done, 2 a label cannot be read, or is of responses that are others by now.
`,
    )
    .action(async (files: string[], { json, evaluation, target, ...flags }: Flags) => {
      const { agree } = await import('../run/agree/index.ts');
      const document = await agree(files, {
        cwd: io.cwd,
        ...withoutUndefined({
          ...flags,
          evaluations: evaluation,
          target: target === undefined ? undefined : targets[target],
        }),
      });
      if (json) outJson(io, document);
      else io.out(agreeText(document));
    })
    .addCommand(agreeSampleCommand(io));
}
