import { Command } from 'commander';
import { askingOptions } from '../asking.ts';
import type { Io } from '../io.ts';
import { methodOptions } from './method-options.ts';
import { pipelineOption } from './options.ts';
import { subjectOptions } from './subject-options.ts';
import { doEvaluation, type EvaluationFlags } from './work.ts';

/** `specloom respond` */
export function respondCommand(io: Io): Command {
  const command = new Command('respond')
    .summary('ask models all items of a dataset, and keep what they say')
    .description('The first part of evaluate. Go on with judge, score and report.')
    .argument('<dataset>', 'dataset folder, such as curated/quickstart');
  for (const option of [...subjectOptions(), ...methodOptions(), pipelineOption()]) command.addOption(option);
  return askingOptions(command, 'this evaluation')
    .addHelpText(
      'after',
      '\nExamples:\n  specloom respond curated/quickstart --model openai/gpt-4.1\n  specloom respond curated/quickstart --model local/qwen3-32b --method align3:steps=behavior+safety\n',
    )
    .action((dataset: string, options: EvaluationFlags) => doEvaluation(io, 'respond', dataset, options));
}
