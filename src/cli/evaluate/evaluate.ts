import { Command } from 'commander';
import { askingOptions } from '../asking.ts';
import type { Io } from '../io.ts';
import { judgeOptions } from './judge-options.ts';
import { methodOptions } from './method-options.ts';
import { asFromPipeline, pipelineOption } from './options.ts';
import { scoreOptions } from './score-options.ts';
import { subjectOptions } from './subject-options.ts';
import { doEvaluation, type EvaluationFlags } from './work.ts';

/** `specloom evaluate` */
export function evaluateCommand(io: Io): Command {
  const command = new Command('evaluate')
    .summary('score models on a dataset: respond, judge, score, report')
    .description(
      'Asks a model all items of a dataset, has its responses judged, scores the verdicts and writes a report. Several models are evaluated one after the other, each into a folder of its own, and then compared; one that stops or fails does not stop the others. Settings that are not given here come from the pipeline file that the dataset keeps.',
    )
    .argument('<dataset>', 'dataset folder, such as curated/quickstart');
  for (const option of [
    ...subjectOptions(),
    ...methodOptions(),
    pipelineOption(),
    ...judgeOptions(asFromPipeline),
    ...scoreOptions(asFromPipeline),
  ])
    command.addOption(option);
  return askingOptions(command, 'this evaluation')
    .addHelpText(
      'after',
      `
Examples:
  specloom evaluate curated/quickstart --model rehearsal/default
  specloom evaluate curated/quickstart --model openai/gpt-4.1 --judge openai/gpt-4.1 --budget 10
  specloom evaluate curated/quickstart --model openai/gpt-4.1 --model openai/gpt-4.1-mini --budget 20
  specloom evaluate curated/quickstart --model openai/gpt-4.1 --prompts both
  specloom evaluate curated/quickstart --model local/qwen3-32b --method align3
  specloom evaluate curated/quickstart --model local/qwen3-32b --method best-of-n:answers=8 --reward self --tokens 8000
`,
    )
    .action((dataset: string, options: EvaluationFlags) => doEvaluation(io, 'evaluate', dataset, options));
}
