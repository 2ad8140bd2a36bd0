import { Command, Option } from 'commander';
import type { Io } from '../io.ts';
import { jsonOption, rootOption } from '../options.ts';
import { asLast } from './options.ts';
import { scoreOptions } from './score-options.ts';
import { doEvaluation, type EvaluationFlags } from './work.ts';

/** `specloom score` */
export function scoreCommand(io: Io): Command {
  const command = new Command('score')
    .summary('score the verdicts of an evaluation, by other settings if you like')
    .description('Scores the verdicts of an evaluation folder and writes its report. Asks nothing.')
    .argument('<evaluation>', 'evaluation folder, such as results/quickstart');
  for (const option of scoreOptions(asLast)) command.addOption(option);
  return command
    .addOption(new Option('--quiet', 'no progress'))
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText('after', '\nExample:\n  specloom score results/quickstart --alpha 0.5 --na count\n')
    .action((folder: string, options: EvaluationFlags) => doEvaluation(io, 'score', folder, options));
}
