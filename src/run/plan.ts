import { costUsd, countTokens } from '../answers/index.ts';
import type { Item } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import { type Prompt, renderMessages } from '../core/prompt.ts';
import type { ExpectedAsk, Flow, Range } from '../core/stage.ts';
import { lastStage, type Pipeline } from '../files/index.ts';
import type { LoadedStage } from './load-stages.ts';
import { isFree, priceOfModel, type ResolvedModel } from './open-models.ts';
import { flowsOf, runFree } from './plan-flows.ts';
import { seenFunnel, seenRow } from './plan-seen.ts';
import { type SynthesisAdvice, synthesisAdvice } from './plan-synthesis.ts';
import { leadsOf, type Prepared, type PrepareOptions, prepare } from './prepare.ts';
import { missingSources, whyMissing } from './sources-here.ts';

/** Expected questions of one stage to one role. Ranges are from the lowest to the highest expected. */
export interface PlannedAsk {
  readonly stage: string;
  readonly role: string;
  readonly model: string;
  readonly questions: Range;
  readonly inputTokens: Range;
  readonly outputTokens: Range;
  /** US dollars; null where the price is not known. */
  readonly costUsd: Range | null;
}

export interface PlanDocument {
  readonly pipeline: string;
  /** Where the yields come from: stated in the stages, or seen in the last run. */
  readonly yields: 'stated' | 'seen';
  readonly asks: readonly PlannedAsk[];
  readonly costUsd: Range | null;
  /** Items expected at the end, by scenario, label and source, against their quota; null of a source that is not here. */
  readonly flows: readonly { readonly group: string; readonly items: Range | null; readonly quota: number }[];
  /** How many prompts to synthesize for each quota of generated ones. */
  readonly synthesis: readonly SynthesisAdvice[];
  readonly remarks: readonly string[];
}

/**
 * What a run is expected to ask and to cost. Asks nothing, needs no key. Answers that are stored
 * already are not subtracted: the plan is of the whole job. Sources that are not here are remarked on.
 *
 * @throws FileError, UsageError or ConfigError as a run would.
 */
export async function planPipeline(
  pipeline: string | Pipeline,
  options: PrepareOptions = {},
): Promise<PlanDocument> {
  const prepared = await prepare(pipeline, options, 'plan');
  const { records, rest } = await runFree(prepared, await leadsOf(prepared, { missing: 'skip' }));
  const plan = await planOf(prepared, rest, flowsOf(records));
  const missing = missingSources(prepared).map((source) => `${source.file} ${whyMissing(source)}`);
  const without =
    missing.length === 0
      ? []
      : ['what the rows of sources that are not here will ask is not known yet, and not in these figures'];
  return {
    ...plan,
    synthesis: synthesisAdvice(prepared),
    remarks: [...missing, ...without, ...plan.remarks],
  };
}

/**
 * The expected cost alone, in US dollars; null where a price is not known. Where every model is free, no
 * source is read and no token counted to find that out.
 */
export async function expectedCost(
  pipeline: string | Pipeline,
  options: PrepareOptions,
): Promise<Range | null> {
  const prepared = await prepare(pipeline, options, 'plan');
  if (isAllFree(prepared)) return [0, 0];
  const { records, rest } = await runFree(prepared, await leadsOf(prepared));
  return (await planOf(prepared, rest, flowsOf(records))).costUsd;
}

/** The same for stages that are run on a dataset's items, or on the responses to them. */
export async function expectedCostOn(
  prepared: Prepared,
  items: readonly Item[],
  kind: 'item' | 'response' = 'item',
): Promise<Range | null> {
  return isAllFree(prepared) ? [0, 0] : (await expectedOn(prepared, items, kind)).costUsd;
}

/** What stages that are run on a dataset's items, or on the responses to them, are expected to ask, and its cost. */
export async function expectedOn(
  prepared: Prepared,
  items: readonly Item[],
  kind: 'item' | 'response' = 'item',
): Promise<Pick<PlanDocument, 'asks' | 'costUsd'>> {
  const flows = flowsOf(items).map((flow) => ({ ...flow, kind }));
  const { asks, costUsd } = await planOf(prepared, prepared.stages, flows);
  return { asks, costUsd };
}

const isAllFree = ({ models }: Prepared): boolean => models.every((model) => isFree(priceOfModel(model)));

/** Goes through the stages that ask, from forecast to forecast. */
async function planOf(
  prepared: Prepared,
  stages: readonly LoadedStage[],
  start: readonly Flow[],
): Promise<Omit<PlanDocument, 'synthesis'>> {
  const seen = seenFunnel(prepared);
  let flows = start;
  let exported: readonly Flow[] | undefined;
  const asks: PlannedAsk[] = [];
  const remarks: string[] = [];
  for (const loaded of stages) {
    const { stage, options: stageOptions } = loaded;
    if (stage.forecast === undefined) {
      remarks.push(`stage ${stage.name} states no forecast: what it asks and what it hands on is unknown`);
      continue;
    }
    const forecast = stage.forecast(flows, stageOptions, prepared.setting, seenRow(seen, loaded, prepared));
    for (const [role, expected] of groupBy(forecast.asks, (ask) => ask.role))
      asks.push(await plannedAsk(stage.name, role, expected, prepared));
    flows = forecast.out;
    if (stage.name === lastStage) exported = flows;
  }
  const unknown = asks.filter((ask) => ask.costUsd === null).map((ask) => ask.model);
  if (unknown.length > 0)
    remarks.push(
      `no price is known for ${[...new Set(unknown)].join(', ')}; state prices: under the provider`,
    );
  const ends = endOf(exported ?? flows, prepared);
  for (const { group, items, quota } of ends)
    if (items !== null && items[1] < quota)
      remarks.push(
        `${group} will be short: at most ${items[1]} of ${quota} are expected; see quotas, rows and stages`,
      );
  return {
    pipeline: prepared.pipeline.name,
    yields: seen.length > 0 ? 'seen' : 'stated',
    asks,
    costUsd: unknown.length > 0 ? null : sum(asks.map((ask) => ask.costUsd!)),
    flows: ends,
    remarks,
  };
}

async function plannedAsk(
  stage: string,
  role: string,
  expected: readonly ExpectedAsk[],
  prepared: Prepared,
): Promise<PlannedAsk> {
  const model = prepared.models.find((each) => each.role === role)!;
  const parts = await Promise.all(
    expected.map(async ({ questions, sample, outputTokens }) => {
      const scored = isScored(model);
      const inputTokens = await sampleTokens(scored ? { ...sample, instructions: '' } : sample);
      const output = times(questions, scored ? 0 : outputTokens);
      return { questions, input: times(questions, inputTokens), output };
    }),
  );
  const inputTokens = sum(parts.map((part) => part.input));
  const outputTokens = sum(parts.map((part) => part.output));
  const price = priceOfModel(model);
  const cost = (end: 0 | 1): number =>
    costUsd(price!, { inputTokens: inputTokens[end], outputTokens: outputTokens[end] });
  return {
    stage,
    role,
    model: model.to,
    questions: sum(parts.map((part) => part.questions)),
    inputTokens,
    outputTokens,
    costUsd: price === undefined ? null : [cost(0), cost(1)],
  };
}

/** Whether a model gives rewards by a route of its own: it reads conversation and answer alone, and writes nothing. */
const isScored = ({ source }: ResolvedModel): boolean =>
  source.kind === 'provider' && source.provider.servers.some(({ reward }) => reward !== undefined);

async function sampleTokens(sample: Prompt): Promise<number> {
  // A text to embed, or to give a reward for, has no instructions around it.
  if (sample.instructions === '')
    return countTokens(sample.sections.map((section) => section.text).join('\n'));
  const messages = renderMessages('plan', sample);
  return countTokens(messages.map((message) => message.content).join('\n'));
}

const times = ([low, high]: Range, factor: number): Range => [low * factor, high * factor];
const sum = (ranges: readonly Range[]): Range =>
  ranges.reduce<Range>(([low, high], each) => [low + each[0], high + each[1]], [0, 0]);

function endOf(flows: readonly Flow[], prepared: Prepared): PlanDocument['flows'] {
  const missing = new Set(missingSources(prepared).map(({ name }) => name));
  return prepared.quotas
    .filter((quota) => quota.count > 0)
    .map(({ scenario, label, source, count }) => {
      const own = flows.filter(
        (flow) =>
          flow.kind === 'item' &&
          flow.scenario === scenario &&
          flow.label === label &&
          flow.source === source,
      );
      return {
        group: `${scenario}/${label}/${source}`,
        items: missing.has(source) ? null : sum(own.map((flow) => flow.records)),
        quota: count,
      };
    });
}
