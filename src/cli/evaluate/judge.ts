import { Command, Option } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { askingOptions } from '../asking.ts';
import type { Io } from '../io.ts';
import { refuseFlagsOfOthers } from './judge-forms.ts';
import { judgeOptions } from './judge-options.ts';
import { asLast, pipelineOption } from './options.ts';
import { type ProbeFlags, probeOptions } from './probe-options.ts';
import { scoreOptions } from './score-options.ts';
import { doTranscripts } from './transcripts.ts';
import { doEvaluation, type EvaluationFlags } from './work.ts';

type Flags = EvaluationFlags & ProbeFlags & { readonly probe?: boolean; readonly transcripts?: string };

/** `specloom judge` */
export function judgeCommand(io: Io): Command {
  const command = new Command('judge')
    .summary('have the responses of an evaluation judged, and scored')
    .description(
      'Judges the responses of an evaluation folder, anew where they were judged before, scores the verdicts and writes the report. With --probe, finds out how far a judge can be trusted on a dataset. With --transcripts, scores what the evaluator released with SpecBench wrote.',
    )
    .argument('[folder]', 'evaluation folder, such as results/quickstart; with --probe a dataset folder');
  for (const option of [
    pipelineOption(),
    ...judgeOptions(asLast),
    ...scoreOptions(asLast),
    new Option('--probe', 'judge responses whose right verdicts are known, and say how many it finds'),
    new Option(
      '--transcripts <file>',
      'score a file of the released evaluator (<judge>_evaluate.json, or its rows as JSON Lines) again, and compare; asks nothing',
    ),
    ...probeOptions(),
  ])
    command.addOption(option);
  return askingOptions(command, 'this evaluation')
    .addHelpText(
      'after',
      `
Examples:
  specloom judge results/quickstart/openai-gpt-4.1 --judge openai/gpt-4.1
  specloom judge results/quickstart/openai-gpt-4.1 --judge openai/gpt-4.1 --judge local/qwen3-32b
  specloom judge --probe curated/quickstart --judge openai/gpt-4.1
  specloom judge --transcripts GPT-4.1_evaluate.json
`,
    )
    .action((folder: string | undefined, flags: Flags) => doJudge(io, folder, flags));
}

async function doJudge(io: Io, folder: string | undefined, flags: Flags): Promise<void> {
  const { transcripts, probe = false } = flags;
  if (transcripts !== undefined) {
    if (folder !== undefined || probe)
      throw new UsageError('--transcripts takes a file of its own; leave the folder and --probe out');
    refuseFlagsOfOthers('transcripts', flags);
    return doTranscripts(io, transcripts, flags);
  }
  refuseFlagsOfOthers(probe ? 'probe' : 'evaluation', flags);
  if (folder === undefined)
    throw new UsageError(
      probe
        ? 'expected a dataset folder, such as curated/quickstart'
        : 'expected an evaluation folder, such as results/quickstart; make one with specloom respond',
    );
  if (!probe) return doEvaluation(io, 'judge', folder, flags);
  // Probing loads what judging an evaluation does not need.
  const { doProbe } = await import('./probe.ts');
  return doProbe(io, folder, flags);
}
