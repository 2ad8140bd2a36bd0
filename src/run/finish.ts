import { costUsd } from '../answers/index.ts';
import type { Item } from '../core/entity.ts';
import { version } from '../core/version.ts';
import { writeDataset } from '../files/index.ts';
import { type Shortfall, shortfalls } from '../stages/index.ts';
import { coverageOf, datasetContents } from './dataset.ts';
import type { LineResult } from './line.ts';
import { isFree, modelIds, priceOfModel } from './open-models.ts';
import type { Prepared } from './prepare.ts';
import type { Register } from './register.ts';

/** What a finished line ended in. `digest` is undefined where nothing was written. */
export interface Finished {
  readonly digest: string | undefined;
  readonly shortfalls: readonly Shortfall[];
  /** What a reader should be told of the items, in words. */
  readonly remarks: readonly string[];
}

/**
 * Writes the dataset that a finished line ends in. Returns its digest and the quotas that it leaves
 * short. A line without items writes nothing: an empty dataset must not replace one that is there.
 */
export function finishDataset(
  prepared: Prepared,
  result: LineResult,
  register: Register,
  folder: string,
): Finished {
  const items = result.records.filter((record): record is Item => record.kind === 'item');
  const short = shortfalls(items, prepared.setting);
  if (items.length === 0) return { digest: undefined, shortfalls: short, remarks: [] };
  const contents = datasetContents({
    name: prepared.pipeline.name,
    toolVersion: version,
    seed: prepared.seed,
    models: modelIds(prepared.models),
    stages: prepared.stages.map(({ stage, options }) => ({
      name: stage.name,
      version: stage.version,
      options,
    })),
    pipelineText: prepared.text,
    scenarios: prepared.scenarios,
    licences: licencesOf(items),
    items,
    funnel: result.funnel,
    outcomes: result.outcomes,
    register,
    shortfalls: short,
    costUsd: answersCost(prepared, register),
  });
  return {
    digest: writeDataset(folder, contents).digest,
    shortfalls: short,
    remarks: thinSpecs(prepared, items),
  };
}

/** Specs with less than half of an even share of the generated prompts, in words. */
function thinSpecs({ quotas, scenarios }: Prepared, items: readonly Item[]): readonly string[] {
  const coverage = coverageOf(items.filter(({ origin }) => origin.source === 'generated'));
  return scenarios.flatMap(({ scenario }) => {
    const quota = quotas.find(
      ({ scenario: id, label, source }) => id === scenario.id && label === 'unsafe' && source === 'generated',
    );
    if (quota === undefined || quota.count === 0) return [];
    const share = quota.count / scenario.safety.length;
    const thin = scenario.safety
      .map(({ id }) => ({ id, items: coverage[scenario.id]?.[id] ?? 0 }))
      .filter((spec) => spec.items < share / 2);
    if (thin.length === 0) return [];
    const list = thin.map((spec) => `${spec.id} ${spec.items}`).join(', ');
    return [
      `thin specs of ${scenario.id}, of ${Math.round(share)} each: ${list}; raise overGenerate, or say within: spec under dedup and even: specs under balance`,
    ];
  });
}

function licencesOf(items: readonly Item[]): Readonly<Record<string, string>> {
  const entries = new Map(items.map(({ origin }) => [origin.source, origin.licence]));
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the answers behind the dataset cost, at the prices of their models; null where one is not known. */
function answersCost(prepared: Prepared, register: Register): number | null {
  const prices = new Map(prepared.models.map((model) => [model.to, priceOfModel(model)]));
  let total = 0;
  for (const [, { to, answer }] of register.answers()) {
    const price = prices.get(to);
    if (isFree(price)) continue;
    if (price === undefined || answer.usage === null) return null;
    total += costUsd(price, answer.usage);
  }
  return total;
}
