import type { Item } from '../core/entity.ts';
import type { FunnelRow } from '../core/funnel.ts';
import { digest } from '../core/hash.ts';
import type { JsonObject } from '../core/json.ts';
import type { Scenario } from '../core/scenario.ts';
import { type DatasetContents, decisionLine } from '../files/index.ts';
import type { Shortfall } from '../stages/index.ts';
import { dataCard } from './data-card.ts';
import { attackFacts, isReviewed, reviewFacts } from './dataset-facts.ts';
import {
  type AttemptRow,
  answerKeys,
  attemptRows,
  countItems,
  coverageOf,
  inOrder,
  jsonLines,
  type LineageRow,
  lineageOf,
  type StageOutcomes,
  tracesOf,
  type VariantRow,
  variantRows,
} from './dataset-rows.ts';
import type { Register } from './register.ts';
import { gapsIn } from './run-document.ts';

/** What was said on the command line and differs from the pipeline file: what a rebuild needs to know. */
export type Overrides = {
  readonly models: Readonly<Record<string, string>>;
  readonly scenarios: readonly string[] | null;
  readonly acceptGaps: boolean;
};

/** What a dataset is made from. Nothing in here depends on a clock, a machine or who answered first. */
export interface DatasetInputs {
  readonly name: string;
  readonly toolVersion: string;
  readonly seed: number;
  readonly models: Readonly<Record<string, string>>;
  readonly overrides: Overrides;
  readonly stages: readonly { readonly name: string; readonly version: string; readonly options: unknown }[];
  /** The pipeline file and the scenario files, as they were read. */
  readonly pipelineText: string;
  readonly scenarios: readonly { readonly scenario: Scenario; readonly text: string }[];
  readonly licences: Readonly<Record<string, string>>;
  readonly items: readonly Item[];
  readonly funnel: readonly FunnelRow[];
  readonly outcomes: readonly StageOutcomes[];
  readonly register: Register;
  readonly shortfalls: readonly Shortfall[];
  readonly costUsd: number | null;
}

/** The files of a dataset folder by relative path, and the facts of its dataset.json. */
export function datasetContents(inputs: DatasetInputs): DatasetContents {
  const { register, outcomes } = inputs;
  const items = inOrder(inputs.items);
  const answers = register.modelAnswers();
  const rehearsal = register.rehearsed().size > 0;
  const gaps = gapsIn(inputs.funnel);
  const canary = `specloom-canary-${digest([inputs.name, items.map((item) => item.id)]).slice(0, 32)}`;
  const attack = attackFacts(items, outcomes);
  const review = reviewFacts(items, (item) => tracesOf(item, register));
  const facts = { counts: countItems(items), coverage: coverageOf(items), attack, review, rehearsal, canary };
  const keys = answerKeys(outcomes);
  const scenarios = inputs.scenarios.map(({ scenario }) => scenario);
  const files = new Map<string, string>([
    ['pipeline.yaml', inputs.pipelineText],
    ['funnel.json', `${JSON.stringify(inputs.funnel, null, 2)}\n`],
    ['decisions.jsonl', decisionLines(register)],
    ...scenarioFiles({
      scenarios: inputs.scenarios,
      items,
      lineage: items.map((item) => lineageOf(item, register, keys)),
      variants: variantRows(items, outcomes),
      attempts: attemptRows(outcomes),
      scenarioOf: (id) => (register.find(id) as Item).scenario,
    }),
    ['README.md', dataCard({ ...inputs, ...facts, scenarios, gaps })],
  ]);
  const meta = {
    name: inputs.name,
    version: '1',
    parent: null,
    specloom: inputs.toolVersion,
    seed: inputs.seed,
    models: inputs.models,
    overrides: inputs.overrides,
    stages: inputs.stages as unknown as JsonObject[],
    licences: inputs.licences,
    answers: { count: answers.length, ...tokensOf(answers), costUsd: inputs.costUsd },
    ...facts,
    reviewed: isReviewed(review),
    released: false,
    gaps: { records: gaps, shortfalls: inputs.shortfalls as unknown as JsonObject[] },
  };
  return { meta, files };
}

const decisionLines = (register: Register): string =>
  register
    .decisions()
    .map(({ question, answer }) => `${decisionLine(question, answer)}\n`)
    .join('');

/** The rows of a dataset, before they are split by scenario. */
export interface DatasetRows {
  readonly scenarios: readonly { readonly scenario: Scenario; readonly text: string }[];
  /** In the order in which they are listed. */
  readonly items: readonly Item[];
  readonly lineage: readonly LineageRow[];
  readonly variants: readonly VariantRow[];
  readonly attempts: readonly AttemptRow[];
  /** The scenario of an item, of held ones, too. */
  scenarioOf(item: string): string;
}

/** The files of each scenario by relative path. */
export function scenarioFiles(rows: DatasetRows): [path: string, text: string][] {
  const scenarioById = new Map(rows.items.map(({ id, scenario }) => [id, scenario]));
  return rows.scenarios.flatMap(({ scenario: { id }, text }) => [
    [`${id}/scenario.yaml`, text],
    [`${id}/items.jsonl`, jsonLines(rows.items.filter(({ scenario }) => scenario === id))],
    [`${id}/lineage.jsonl`, jsonLines(rows.lineage.filter((row) => scenarioById.get(row.id) === id))],
    [`${id}/variants.jsonl`, jsonLines(rows.variants.filter((row) => scenarioById.get(row.item) === id))],
    [`${id}/attempts.jsonl`, jsonLines(rows.attempts.filter((row) => rows.scenarioOf(row.item) === id))],
  ]);
}

/** Tokens of the answers in use, as they were reported, and how many answers came without a report. */
export function tokensOf(answers: ReturnType<Register['answers']>) {
  const sums = { inputTokens: 0, outputTokens: 0, withoutUsage: 0 };
  for (const [, { answer }] of answers) {
    if (answer.usage === null) sums.withoutUsage += 1;
    else {
      sums.inputTokens += answer.usage.inputTokens;
      sums.outputTokens += answer.usage.outputTokens;
    }
  }
  return sums;
}
