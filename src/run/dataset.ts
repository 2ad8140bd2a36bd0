import type { Trace } from '../core/ask.ts';
import type { Entity, Id, Item } from '../core/entity.ts';
import type { FunnelRow } from '../core/funnel.ts';
import { groupBy } from '../core/group-by.ts';
import { digest } from '../core/hash.ts';
import { canonicalJson, type JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Key } from '../core/question.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Shortfall } from '../stages/index.ts';
import { dataCard } from './data-card.ts';
import type { Register } from './register.ts';
import { gapsIn } from './run-document.ts';

/** What a dataset is made from. Nothing in here depends on a clock, a machine or who answered first. */
export interface DatasetInputs {
  readonly name: string;
  readonly toolVersion: string;
  readonly seed: number;
  readonly models: Readonly<Record<string, string>>;
  readonly stages: readonly { readonly name: string; readonly version: string; readonly options: unknown }[];
  /** The pipeline file and the scenario files, as they were read. */
  readonly pipelineText: string;
  readonly scenarios: readonly { readonly scenario: Scenario; readonly text: string }[];
  readonly licences: Readonly<Record<string, string>>;
  readonly items: readonly Item[];
  readonly funnel: readonly FunnelRow[];
  readonly outcomes: readonly (readonly Outcome<Entity>[])[];
  readonly register: Register;
  readonly shortfalls: readonly Shortfall[];
  readonly costUsd: number | null;
}

/** The files of a dataset folder by relative path, and the facts of its dataset.json. */
export function datasetContents(inputs: DatasetInputs): {
  meta: JsonObject;
  files: ReadonlyMap<string, string>;
} {
  const items = [...inputs.items].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const answers = inputs.register.answers();
  const rehearsal = inputs.register.rehearsed().size > 0;
  const gaps = gapsIn(inputs.funnel);
  const canary = `specloom-canary-${digest([inputs.name, items.map((item) => item.id)]).slice(0, 32)}`;
  const counts = countItems(items);
  const coverage = coverageOf(items);
  const files = new Map<string, string>();
  files.set('pipeline.yaml', inputs.pipelineText);
  files.set('funnel.json', `${JSON.stringify(inputs.funnel, null, 2)}\n`);
  const keys = answerKeys(inputs.outcomes);
  for (const { scenario, text } of inputs.scenarios) {
    const own = items.filter((item) => item.scenario === scenario.id);
    files.set(`${scenario.id}/scenario.yaml`, text);
    files.set(`${scenario.id}/items.jsonl`, lines(own));
    files.set(
      `${scenario.id}/lineage.jsonl`,
      lines(own.map((item) => lineageOf(item, inputs.register, keys))),
    );
  }
  files.set(
    'README.md',
    dataCard({
      ...inputs,
      scenarios: inputs.scenarios.map(({ scenario }) => scenario),
      counts,
      coverage,
      rehearsal,
      gaps,
      canary,
    }),
  );
  const meta = {
    name: inputs.name,
    version: '1',
    parent: null,
    specloom: inputs.toolVersion,
    seed: inputs.seed,
    models: inputs.models,
    stages: inputs.stages as unknown as JsonObject[],
    counts,
    coverage,
    licences: inputs.licences,
    answers: { count: answers.length, ...tokensOf(answers), costUsd: inputs.costUsd },
    rehearsal,
    canary,
    reviewed: false,
    released: false,
    gaps: { records: gaps, shortfalls: inputs.shortfalls as unknown as JsonObject[] },
  };
  return { meta, files };
}

const orderOf = (item: Item): string => `${item.scenario}/${item.label === 'unsafe' ? 0 : 1}/${item.id}`;

const lines = (records: readonly unknown[]): string =>
  records.map((record) => `${canonicalJson(record)}\n`).join('');

function countItems(items: readonly Item[]) {
  const groups = groupBy(items, (item) => [item.scenario, item.label, item.origin.source].join('\n'));
  return [...groups]
    .map(([name, group]) => {
      const [scenario, label, source] = name.split('\n') as [string, string, string];
      return { scenario, label, source, items: group.length };
    })
    .sort((a, b) => (groupKey(a) < groupKey(b) ? -1 : 1));
}

const groupKey = (count: { scenario: string; label: string; source: string }): string =>
  `${count.scenario}/${count.label === 'unsafe' ? 0 : 1}/${count.source}`;

/** Items by the spec that they were made to test, by scenario. Items of no spec, such as safe ones, do not count. */
export function coverageOf(
  items: readonly Item[],
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const tests = items.flatMap(({ scenario, specs }) => specs.map((spec) => ({ scenario, spec })));
  const counted = [...groupBy(tests, ({ scenario }) => scenario)].map(([scenario, own]) => {
    const bySpec = [...groupBy(own, ({ spec }) => spec)].map(([spec, each]) => [spec, each.length] as const);
    return [scenario, Object.fromEntries(bySpec)] as const;
  });
  return Object.fromEntries(counted);
}

/** Tokens of the answers in use, as they were reported, and how many answers came without a report. */
function tokensOf(answers: ReturnType<Register['answers']>) {
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

/** Keys of the answers behind each record's outcomes. */
function answerKeys(outcomes: DatasetInputs['outcomes']): ReadonlyMap<Id, readonly Key[]> {
  const keys = new Map<Id, Key[]>();
  for (const stage of outcomes)
    for (const { from, answers } of stage) keys.set(from, [...(keys.get(from) ?? []), ...answers]);
  return keys;
}

/** An item's ancestors, oldest first, each with what the stages said of it and the answers that they rest on. */
function lineageOf(item: Item, register: Register, keys: ReadonlyMap<Id, readonly Key[]>) {
  const chain: { id: Id; kind: string; at: string; trail: readonly Trace[]; answers: readonly Key[] }[] = [];
  const visit = (record: Entity): void => {
    for (const parent of record.parents) visit(register.find(parent));
    const at = record.kind === 'lead' ? record.at : record.kind === 'item' ? record.origin.at : '';
    const trail = register.trail(record.id);
    chain.push({ id: record.id, kind: record.kind, at, trail, answers: keys.get(record.id) ?? [] });
  };
  visit(item);
  return { id: item.id, chain };
}
