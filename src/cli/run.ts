import { Command } from 'commander';
import { withoutUndefined } from '../core/without-undefined.ts';
import type { PlanDocument } from '../run/plan.ts';
import type { RunDocument } from '../run/run-pipeline.ts';
import { EXIT } from './exit-status.ts';
import { type Io, outJson } from './io.ts';
import { collected, dollars, jsonOption, roleModel, rootOption, wholeNumber } from './options.ts';
import { type PipelineFlags, prepareOptions } from './prepare-options.ts';
import { progressPrinter } from './progress.ts';
import { onSignals } from './signals.ts';
import { funnelTable } from './tables.ts';

interface Options extends PipelineFlags {
  out?: string;
  budget?: number;
  replay?: boolean;
  collect?: string;
  acceptGaps?: boolean;
  events?: boolean;
  quiet?: boolean;
  json?: boolean;
}

/** `specloom run` */
export function runCommand(io: Io): Command {
  return new Command('run')
    .summary('build a dataset from a pipeline file')
    .description(
      'Builds a dataset from a pipeline file. Answers are stored as they come in: a run that was stopped is resumed by running it again, and nothing is paid for twice.',
    )
    .argument('<pipeline>', 'pipeline file, such as pipelines/quickstart.yaml')
    .option('--out <folder>', 'dataset folder (default: curated/<pipeline name>)')
    .option('--seed <n>', "seed, instead of the pipeline file's", wholeNumber(0))
    .option('--scenario <id>', 'only this scenario; may be repeated', collected)
    .option('--until <stage>', 'stop after this stage')
    .option('--model <role=provider/model>', 'model of a role; may be repeated', roleModel)
    .option('--budget <usd>', 'most dollars to spend, earlier runs of this pipeline included', dollars)
    .option('--replay', 'ask nothing: only stored answers')
    .option('--collect <file>', 'ask nothing: write the pending questions as a batch file')
    .option('--accept-gaps', 'give up records that lack an answer, and say so in the dataset')
    .option('--events', 'progress as NDJSON on standard error')
    .option('--quiet', 'no progress')
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText(
      'after',
      `
Examples:
  specloom run pipelines/quickstart.yaml
  specloom run pipelines/quickstart.yaml --model generator=openai/gpt-4.1 --budget 5
  specloom run pipelines/quickstart.yaml --replay --json
`,
    )
    .action(async (pipeline: string, options: Options) => {
      const { runPipeline } = await import('../run/run-pipeline.ts');
      const printer = progressPrinter(
        io,
        options.events ? 'events' : options.quiet || options.json ? 'none' : 'text',
      );
      const signals = onSignals(io, () => printer.stop());
      try {
        const asking = options.replay !== true && options.collect === undefined;
        if (asking && !options.quiet && !options.json && !options.events)
          await noteExpectedCost(io, pipeline, options);
        const document = await runPipeline(pipeline, {
          ...prepareOptions(io, options),
          signal: signals.signal,
          onEvent: printer.onEvent,
          ...withoutUndefined({
            out: options.out,
            budgetUsd: options.budget,
            collect: options.collect,
          }),
          replay: options.replay ?? false,
          acceptGaps: options.acceptGaps ?? false,
        });
        printer.stop();
        if (options.json) outJson(io, document);
        else io.out(summary(document));
        io.exit(signals.exitStatus() ?? statusOfRun(document));
      } finally {
        printer.stop();
        signals.dispose();
      }
    });
}

/** Says what a run is expected to cost before it spends anything; nothing where all models are free. */
async function noteExpectedCost(io: Io, pipeline: string, options: Options): Promise<void> {
  const { expectedCost } = await import('../run/plan.ts');
  let costUsd: PlanDocument['costUsd'];
  try {
    costUsd = await expectedCost(pipeline, prepareOptions(io, options));
  } catch {
    // The run itself meets the same problem and reports it, or does without what only a forecast needs.
    return;
  }
  if (costUsd === null)
    io.note('expected cost: unknown, a model has no known price (specloom plan says which)\n');
  else if (costUsd[1] > 0) {
    const limit =
      options.budget === undefined ? '' : `; budget $${options.budget.toFixed(2)}, earlier runs included`;
    io.note(
      `expected cost: $${costUsd[0].toFixed(2)}-${costUsd[1].toFixed(2)} for the whole job, stored answers included${limit} (specloom plan says more)\n`,
    );
  }
}

function statusOfRun(document: RunDocument): number {
  if (document.state === 'stopped') return EXIT.resumable;
  return document.shortfalls.length > 0 || document.gaps > 0 ? EXIT.shortfall : EXIT.done;
}

function summary(document: RunDocument): string {
  const lines = [funnelTable(document.funnel), ''];
  lines.push(
    `asked ${document.asked}, stored ${document.stored}, faults ${document.faults}, cost ${dollarsText(document.costUsd)}`,
  );
  for (const { scenario, label, source, want, have } of document.shortfalls)
    lines.push(
      `short: ${scenario}/${label}/${source} has ${have} of ${want}; specloom status says where the others went`,
    );
  if (document.gaps > 0) lines.push(`gaps: ${document.gaps} records were given up without an answer`);
  for (const remark of document.remarks) lines.push(`note: ${remark}`);
  if (document.dataset !== null) lines.push(`dataset ${document.dataset}`, `digest  ${document.digest}`);
  else if (document.state === 'done' && document.shortfalls.length > 0)
    lines.push('no dataset was written: no item is left');
  if (document.collected !== null)
    lines.push(`collected ${document.collected.questions} questions in ${document.collected.file}`);
  if (document.pending !== null) lines.push(...pendingLines(document.pending, document.collected));
  return `${lines.join('\n')}\n`;
}

function pendingLines(
  { stage, records, reasons, detail }: NonNullable<RunDocument['pending']>,
  collected: RunDocument['collected'],
): string[] {
  const why = Object.entries(reasons).map(([reason, count]) => `${reason}: ${count}`);
  const lack = records === 1 ? '1 record lacks an answer' : `${records} records lack an answer`;
  const lines = [`stopped in ${stage}: ${lack} (${why.join(', ')})`, `  ${detail}`];
  if (collected !== null)
    lines.push(
      '  bring the answers in with: specloom answers import <file>',
      '  then collect again until nothing is missing, or run without --collect',
    );
  else if (reasons.budget !== undefined)
    lines.push('  raise --budget and run again to go on from here; what was answered is kept');
  else lines.push('  run the same command again to go on from here; what was answered is kept');
  return lines;
}

const dollarsText = (costUsd: number | null): string =>
  costUsd === null ? 'unknown (no price for a model)' : `$${costUsd.toFixed(4)}`;
