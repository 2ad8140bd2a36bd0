import type { Item } from '../core/entity.ts';
import type { JsonObject } from '../core/json.ts';
import { version } from '../core/version.ts';
import type { DatasetContents } from '../files/index.ts';
import { type Shortfall, shortfalls } from '../stages/index.ts';
import { dataCard } from './data-card.ts';
import { type Overrides, scenarioFiles, tokensOf } from './dataset.ts';
import { type AttackFacts, isReviewed, reviewFacts } from './dataset-facts.ts';
import {
  answerKeys,
  attackOutcomes,
  attemptRows,
  countItems,
  coverageOf,
  inOrder,
  type LineageRow,
  type StageOutcomes,
  sortedByItem,
  variantRows,
  withoutTexts,
} from './dataset-rows.ts';
import { answersCost, stageFacts } from './finish.ts';
import type { LineResult } from './line.ts';
import { modelIds } from './open-models.ts';
import type { PreparedDataset } from './prepare-dataset.ts';
import type { Register } from './register.ts';
import { gapsIn } from './run-document.ts';

/** What is kept of the version before. */
interface Before {
  readonly models: Readonly<Record<string, string>>;
  readonly stages: readonly JsonObject[];
  readonly licences: Readonly<Record<string, string>>;
  readonly overrides: Overrides;
  readonly rehearsal: boolean;
  readonly canary: string;
  readonly attack: AttackFacts | null;
  readonly gaps: { readonly records: number };
}

/**
 * A new version of a dataset, with the variants that an attack found: files and facts, not written yet.
 * What the attack did not touch keeps its bytes.
 */
export function attackedContents(
  ready: PreparedDataset,
  line: { readonly result: LineResult; readonly register: Register },
  acceptGaps: boolean,
): DatasetContents {
  const { dataset, prepared } = ready;
  const { result, register } = line;
  const before = dataset.dataset.meta as unknown as Before;
  const items = inOrder(result.records.filter((record): record is Item => record.kind === 'item'));
  const lineage = lineageAfter(items, dataset.lineage, line);
  const attempts = sortedByItem([
    ...dataset.attempts.map(({ scenario: _, ...row }) => row),
    ...attemptRows(result.outcomes),
  ]);
  const traces = new Map(lineage.map(({ id, chain }) => [id, chain.flatMap(({ trail }) => trail)]));
  const review = reviewFacts(items, ({ id }) => traces.get(id)!);
  const answers = register.modelAnswers();
  const gaps = before.gaps.records + gapsIn(result.funnel);
  const facts = {
    counts: countItems(items),
    coverage: coverageOf(items),
    attack: attackAfter(items, before.attack, result.outcomes),
    review,
    rehearsal: before.rehearsal || register.rehearsed().size > 0,
    canary: before.canary,
  };
  const short = shortOf(ready, result);
  const models = { ...before.models, ...modelIds(prepared.models) };
  const funnel = [...dataset.funnel, ...result.funnel];
  const attacked = new Map(dataset.items.map(({ id, scenario }) => [id, scenario]));
  const ids = new Set(items.map(({ id }) => id));
  const files = new Map<string, string>([
    ['pipeline.yaml', prepared.text],
    ['funnel.json', `${JSON.stringify(funnel, null, 2)}\n`],
    ['decisions.jsonl', dataset.dataset.text('decisions.jsonl')],
    ...scenarioFiles({
      scenarios: dataset.scenarios,
      items,
      lineage,
      variants: sortedByItem([
        ...dataset.variants.filter(({ item }) => ids.has(item)),
        ...variantRows(items, result.outcomes),
      ]),
      attempts,
      scenarioOf: scenarioOf(dataset.attempts, attacked),
    }),
    [
      'README.md',
      dataCard({
        name: dataset.name,
        version: nextVersion(dataset.version),
        seed: prepared.seed,
        models,
        scenarios: dataset.scenarios.map(({ scenario }) => scenario),
        licences: before.licences,
        funnel,
        shortfalls: short,
        gaps,
        ...facts,
      }),
    ],
  ]);
  const meta = {
    name: dataset.name,
    version: nextVersion(dataset.version),
    parent: { digest: dataset.dataset.digest, by: 'attack' },
    specloom: version,
    seed: prepared.seed,
    models,
    overrides: { models: prepared.overrides.models, scenarios: before.overrides.scenarios, acceptGaps },
    stages: [...before.stages, ...(stageFacts(prepared.stages) as unknown as JsonObject[])],
    licences: before.licences,
    answers: { count: answers.length, ...tokensOf(answers), costUsd: answersCost(prepared, register) },
    ...facts,
    reviewed: isReviewed(review),
    released: false,
    gaps: { records: gaps, shortfalls: short as unknown as JsonObject[] },
  };
  return { meta, files };
}

/** The quotas that a new version leaves short. */
export function shortOf(
  { prepared, dataset }: PreparedDataset,
  { records }: LineResult,
): readonly Shortfall[] {
  const ids = new Set(dataset.scenarios.map(({ scenario }) => scenario.id));
  const quotas = prepared.pipeline.quotas.filter(({ scenario }) => ids.has(scenario));
  return shortfalls(
    records.filter((record): record is Item => record.kind === 'item'),
    { ...prepared.setting, quotas },
  );
}

const nextVersion = (before: string): string => String(Number(before) + 1);

/** The scenario of an item that was attacked now or in an earlier version. */
function scenarioOf(
  attempts: readonly { readonly item: string; readonly scenario: string }[],
  items: ReadonlyMap<string, string>,
): (item: string) => string {
  const all = new Map([...attempts.map(({ item, scenario }) => [item, scenario] as const), ...items]);
  return (item) => all.get(item)!;
}

/** The lineage of the version before, with what the attack said of each item. */
function lineageAfter(
  items: readonly Item[],
  before: readonly LineageRow[],
  { result, register }: { readonly result: LineResult; readonly register: Register },
): readonly LineageRow[] {
  const rows = new Map(before.map((row) => [row.id, row]));
  const keys = answerKeys(result.outcomes);
  return items.map(({ id }) => {
    const chain = rows.get(id)!.chain;
    const last = chain.at(-1)!;
    const trail = [...last.trail, ...register.trail(id).map(withoutTexts)];
    const answers = [...last.answers, ...(keys.get(id) ?? [])];
    return { id, chain: [...chain.slice(0, -1), { ...last, trail, answers }] };
  });
}

function attackAfter(
  items: readonly Item[],
  before: AttackFacts | null,
  outcomes: readonly StageOutcomes[],
): AttackFacts {
  return {
    attacked: items.filter(({ variant }) => variant !== undefined).length,
    held: attackOutcomes(outcomes).filter(({ kind }) => kind === 'hold').length,
    fromReserve: before?.fromReserve ?? 0,
    attempts: attemptRows(outcomes).length,
  };
}
