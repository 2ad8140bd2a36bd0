import { Command } from 'commander';
import type { PlanDocument } from '../run/plan.ts';
import { dollarRange } from './dollars.ts';
import { type Io, outJson } from './io.ts';
import { collected, jsonOption, roleModel, rootOption, wholeNumber } from './options.ts';
import { type PipelineFlags, prepareOptions } from './prepare-options.ts';
import { columns } from './tables.ts';

/** `specloom plan` */
export function planCommand(io: Io): Command {
  return new Command('plan')
    .summary('expected questions, tokens and dollars of a run, before anything is spent')
    .description(
      'Says what a run is expected to ask and to cost, stage by stage, as ranges: from the yields of the last run of this pipeline where there was one, else from stated ones. Asks nothing.',
    )
    .argument('<pipeline>', 'pipeline file')
    .option('--seed <n>', "seed, instead of the pipeline file's", wholeNumber(0))
    .option('--scenario <id>', 'only this scenario; may be repeated', collected)
    .option('--model <role=provider/model>', 'model of a role; may be repeated', roleModel)
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText(
      'after',
      '\nExample:\n  specloom plan pipelines/quickstart.yaml --model generator=openai/gpt-4.1\n',
    )
    .action(async (pipeline: string, options: PipelineFlags & { json?: boolean }) => {
      const { planPipeline } = await import('../run/plan.ts');
      const document = await planPipeline(pipeline, prepareOptions(io, options));
      if (options.json) outJson(io, document);
      else io.out(text(document));
    });
}

const range = ([low, high]: readonly [number, number]): string =>
  low === high ? count(low) : `${count(low)}-${count(high)}`;
const count = (value: number): string =>
  value >= 10_000 ? `${Math.round(value / 1000)}k` : String(Math.round(value));
const dollars = (cost: readonly [number, number] | null): string =>
  cost === null ? 'unknown' : cost[1] === 0 ? '$0' : dollarRange(cost);

function text(document: PlanDocument): string {
  const head = ['stage', 'role', 'model', 'questions', 'input tokens', 'output tokens', 'cost'];
  const rows = document.asks.map((ask) => [
    ask.stage,
    ask.role,
    ask.model,
    range(ask.questions),
    range(ask.inputTokens),
    range(ask.outputTokens),
    dollars(ask.costUsd),
  ]);
  const flows = document.flows.map((flow) => [
    flow.group,
    flow.items === null ? 'unknown' : range(flow.items),
    String(flow.quota),
  ]);
  const lines = [
    `${document.pipeline}: what is to be expected, by ${document.yields === 'seen' ? 'the yields of its last run' : 'the yields that its stages state (no run has been seen yet)'}`,
    '',
    columns([head, ...rows, ['total', '', '', '', '', '', dollars(document.costUsd)]]),
    '',
    columns([['items at the end', 'expected', 'quota'], ...flows]),
  ];
  if (document.synthesis.length > 0) lines.push('', ...synthesisLines(document.synthesis));
  for (const remark of document.remarks) lines.push(`note: ${remark}`);
  return `${lines.join('\n')}\n`;
}

const percent = (share: number | null): string =>
  share === null ? 'unknown' : `${Math.round(share * 100)} %`;

/** How many prompts to synthesize, and what `overGenerate` asks for as many. */
function synthesisLines(synthesis: PlanDocument['synthesis']): string[] {
  const head = [
    'prompts to synthesize',
    'quota',
    'usable',
    'held',
    'asked for',
    'needed',
    'overGenerate',
    'suffices',
  ];
  const rows = synthesis.map((advice) => [
    advice.group,
    String(advice.quota),
    percent(advice.sieved),
    percent(advice.held),
    count(advice.wanted),
    advice.needed === null ? 'unknown' : count(advice.needed),
    String(advice.overGenerate),
    advice.suffices === null ? 'unknown' : String(advice.suffices),
  ]);
  const short = synthesis.filter(
    ({ suffices, overGenerate }) => suffices !== null && suffices > overGenerate,
  );
  const dry = synthesis.flatMap((advice) => advice.dry);
  return [
    columns([head, ...rows]),
    ...short.map(
      ({ group, suffices }) =>
        `note: ${group} is expected to be short: say overGenerate: ${suffices}, or more`,
    ),
    ...(dry.length === 0
      ? []
      : [
          `note: ${dry.join(', ')} brought less than was asked for, so that a higher overGenerate brings no more there: add seeds, or widen the spec`,
        ]),
  ];
}
