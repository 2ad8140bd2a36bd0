import { Command } from 'commander';
import { askingOptions } from '../asking.ts';
import type { Io } from '../io.ts';
import { judgeOptions } from './judge-options.ts';
import { asLast, pipelineOption } from './options.ts';
import { scoreOptions } from './score-options.ts';
import { doEvaluation, type EvaluationFlags } from './work.ts';

/** `specloom judge` */
export function judgeCommand(io: Io): Command {
  const command = new Command('judge')
    .summary('have the responses of an evaluation judged, and scored')
    .description(
      'Judges the responses of an evaluation folder, anew where they were judged before, scores the verdicts and writes the report.',
    )
    .argument('<evaluation>', 'evaluation folder, such as results/quickstart');
  for (const option of [pipelineOption(), ...judgeOptions(asLast), ...scoreOptions(asLast)])
    command.addOption(option);
  return askingOptions(command, 'this evaluation')
    .addHelpText('after', '\nExample:\n  specloom judge results/quickstart --judge openai/gpt-4.1\n')
    .action((folder: string, options: EvaluationFlags) => doEvaluation(io, 'judge', folder, options));
}
