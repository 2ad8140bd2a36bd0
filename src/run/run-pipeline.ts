import fs from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { type AskThrough, costUsd, openAnswers, openBudget, type Store } from '../answers/index.ts';
import type { Entity, Item } from '../core/entity.ts';
import type { PendingError } from '../core/errors.ts';
import type { FunnelRow } from '../core/funnel.ts';
import type { Json } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { AnyStage } from '../core/stage.ts';
import { version } from '../core/version.ts';
import { acquireLock, type Pipeline, writeDataset } from '../files/index.ts';
import { type Shortfall, shortfalls } from '../stages/index.ts';
import type { AskContext } from './asker.ts';
import { collectPending } from './collect.ts';
import { datasetContents } from './dataset.ts';
import { connectModels, modelIds, priceOfModel, type ResolvedModel } from './open-models.ts';
import { leadsOf, type Prepared, type PrepareOptions, prepare } from './prepare.ts';
import { emptyTally, type RunEvent, type Tally, tallyOf } from './progress.ts';
import { Register } from './register.ts';
import { remarksOf } from './remarks.ts';
import { RunFolder, type RunState } from './run-folder.ts';
import { runStage } from './runner.ts';

/** How a pipeline is to be run. */
export interface RunOptions extends PrepareOptions {
  /** Dataset folder, relative to the working folder; `curated/<pipeline name>` by default. */
  readonly out?: string;
  /** Most US dollars to spend, earlier runs of this pipeline included. */
  readonly budgetUsd?: number;
  /** Ask nothing: stored answers only. */
  readonly replay?: boolean;
  /** Ask nothing, and write the pending questions to this file as a batch. */
  readonly collect?: string;
  /** Give up records that lack an answer. */
  readonly acceptGaps?: boolean;
  /** Aborted to stop: what is in flight comes home, nothing new is asked. */
  readonly signal?: AbortSignal;
  /** How faults are tried again; the defaults suit real servers. */
  readonly retry?: NonNullable<AskThrough['retry']>;
  onEvent?(event: RunEvent): void;
}

/** What a run did. `asked`, `stored`, `faults` and `costUsd` are of this run; `digest` is of the dataset. */
export interface RunDocument {
  readonly pipeline: string;
  readonly state: 'done' | 'stopped';
  readonly asked: number;
  readonly answered: number;
  readonly stored: number;
  readonly faults: number;
  readonly costUsd: number | null;
  readonly dataset: string | null;
  readonly digest: string | null;
  readonly shortfalls: readonly Shortfall[];
  readonly gaps: number;
  readonly pending: {
    readonly stage: string;
    readonly records: number;
    readonly reasons: Readonly<Record<string, number>>;
    /** The first record's reason in a sentence. */
    readonly detail: string;
  } | null;
  readonly collected: { readonly file: string; readonly questions: number } | null;
  readonly remarks: readonly string[];
  readonly funnel: readonly FunnelRow[];
}

/**
 * Runs a pipeline to its dataset, or to where answers are missing. Running it again goes on from
 * there; what is stored is not asked again.
 *
 * @param pipeline - the path of a pipeline file, relative to the working folder, or a pipeline that was loaded
 * @throws FileError, UsageError, ConfigError before anything is asked; StoreError when an answer cannot
 *   be kept; ConfigError also when a server refuses the key or the model.
 */
export async function runPipeline(
  pipeline: string | Pipeline,
  options: RunOptions = {},
): Promise<RunDocument> {
  const offline = options.replay === true || options.collect !== undefined;
  const prepared = await prepare(pipeline, options, offline);
  const leads = await leadsOf(prepared);
  const out = resolve(
    options.cwd ?? process.cwd(),
    options.out ?? join(prepared.root, 'curated', prepared.pipeline.name),
  );
  const folder = new RunFolder(join(prepared.root, '.specloom', 'runs', basename(out)));
  fs.mkdirSync(folder.path, { recursive: true, mode: 0o700 });
  const lock = acquireLock(join(folder.path, 'lock'));
  try {
    const store = await openAnswers(join(prepared.root, '.specloom', 'answers.sqlite'));
    try {
      return await runLine(prepared, leads, out, folder, store, options);
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

async function runLine(
  prepared: Prepared,
  leads: readonly Entity[],
  out: string,
  folder: RunFolder,
  store: Store,
  options: RunOptions,
): Promise<RunDocument> {
  const { pipeline, seed, setting, stages, models } = prepared;
  const tally = emptyTally();
  const emit = options.onEvent ?? (() => {});
  const limitUsd = options.budgetUsd ?? pipeline.budget?.usd;
  const halt = new AbortController();
  const connected = connectModels(models, {
    store,
    budget: openBudget(store.ledger, pipeline.name, limitUsd),
    replay: options.replay === true,
    collect: options.collect !== undefined,
    halt,
    stopping: options.signal ?? new AbortController().signal,
    onEvent: tallyOf(tally, emit),
    ...(options.retry === undefined ? {} : { retry: options.retry }),
  });
  const register = new Register();
  for (const lead of leads) register.add(lead);
  const context: AskContext = {
    setting,
    register,
    ...connected,
    stopping: options.signal ?? new AbortController().signal,
    signal: new AbortController().signal,
  };
  folder.begin();
  await store.clearPending();
  folder.writeLeads(leads);
  const state: Omit<RunState, 'state' | 'funnel' | 'shortfalls' | 'digest'> = {
    pipeline: pipeline.name,
    file: prepared.file,
    seed,
    models: modelIds(models),
    out: relative(prepared.root, out),
    stages: stages.map(({ stage }) => stage.name),
  };
  const funnel: FunnelRow[] = [];
  const outcomes = new Map<string, readonly Outcome<Entity>[]>();
  folder.writeState({ ...state, state: 'running', funnel, shortfalls: [], digest: null });

  let line = leads;
  for (const [place, { stage, options: stageOptions }] of stages.entries()) {
    const records = line.filter((record) => stage.applies(record)).length;
    emit({ type: 'stage', stage: stage.name, index: place + 1, of: stages.length, records });
    const result = await runStage(
      {
        stage,
        options: stageOptions,
        line,
        concurrency: concurrencyOf(stage, models),
        acceptGaps: options.acceptGaps === true,
        onProgress: (done, total) =>
          emit({ type: 'progress', stage: stage.name, done, total, tally: { ...tally } }),
      },
      context,
    );
    if (result.state === 'pending') {
      const pending = pendingFacts(
        stage.name,
        result.pending.map(({ error }) => error),
      );
      const { detail: _, ...facts } = pending;
      folder.writeState({ ...state, state: 'stopped', funnel, pending: facts, shortfalls: [], digest: null });
      const collected =
        options.collect === undefined
          ? null
          : await collectPending(store, resolve(options.cwd ?? process.cwd(), options.collect));
      return { ...documentOf(prepared, tally, funnel), state: 'stopped', pending, collected };
    }
    folder.writeOutcomes(place + 1, stage.name, result.closed.outcomes);
    funnel.push(result.closed.funnel);
    outcomes.set(`${place}-${stage.name}`, result.closed.outcomes);
    line = result.closed.line;
    const { in: entered, out: left } = result.closed.funnel;
    emit({
      type: 'closed',
      stage: stage.name,
      in: entered,
      out: left,
      lost: entered - result.closed.funnel.keep - result.closed.funnel.turn,
    });
    folder.writeState({ ...state, state: 'running', funnel, shortfalls: [], digest: null });
  }

  const base = documentOf(prepared, tally, funnel);
  if (stages.at(-1)?.stage.name !== 'export') {
    folder.writeState({ ...state, state: 'done', funnel, shortfalls: [], digest: null });
    return { ...base, state: 'done' };
  }
  const items = line.filter((record): record is Item => record.kind === 'item');
  const short = shortfalls(items, setting);
  const contents = datasetContents({
    name: pipeline.name,
    toolVersion: version,
    seed,
    models: modelIds(models),
    stages: stages.map(({ stage, options: stageOptions }) => ({
      name: stage.name,
      version: stage.version,
      options: stageOptions,
    })),
    pipelineText: prepared.text,
    scenarios: prepared.scenarios,
    licences: licencesOf(items),
    items,
    funnel,
    outcomes,
    register,
    shortfalls: short,
    costUsd: answersCost(prepared, register),
  });
  const { digest } = writeDataset(out, contents);
  folder.writeState({ ...state, state: 'done', funnel, shortfalls: short as unknown as Json, digest });
  return {
    ...base,
    state: 'done',
    dataset: relative(options.cwd ?? process.cwd(), out),
    digest,
    shortfalls: short,
  };
}

/** Records worked on at once where a stage asks nothing outside. */
const LEAST_CONCURRENCY = 16;

/** Records worked on at once: enough to keep every server of the stage's models busy, few enough to stop soon. */
function concurrencyOf(stage: AnyStage, models: readonly ResolvedModel[]): number {
  const room = models.map(({ role, source }) =>
    source.kind === 'provider' && stage.roles.includes(role)
      ? source.provider.limits.concurrency * source.provider.servers.length
      : 0,
  );
  return Math.max(LEAST_CONCURRENCY, ...room);
}

function documentOf(prepared: Prepared, tally: Tally, funnel: readonly FunnelRow[]): RunDocument {
  return {
    pipeline: prepared.pipeline.name,
    state: 'stopped',
    asked: tally.asked,
    answered: tally.answered,
    stored: tally.stored,
    faults: tally.faults,
    costUsd: tally.costUsd,
    dataset: null,
    digest: null,
    shortfalls: [],
    gaps: funnel.reduce((sum, row) => sum + (row.by['fail:gap'] ?? 0), 0),
    pending: null,
    collected: null,
    remarks: remarksOf(funnel, prepared),
    funnel,
  };
}

function pendingFacts(stage: string, errors: readonly PendingError[]) {
  const reasons: Record<string, number> = {};
  for (const { reason } of errors) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return { stage, records: errors.length, reasons, detail: errors[0]!.message };
}

function licencesOf(items: readonly Item[]): Readonly<Record<string, string>> {
  const entries = new Map(items.map(({ origin }) => [origin.source, origin.licence]));
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the answers behind the dataset cost, at today's prices of their models; null where one is not known. */
function answersCost(prepared: Prepared, register: Register): number | null {
  const prices = new Map(prepared.models.map((model) => [model.to, priceOfModel(model)]));
  let total = 0;
  for (const [, { to, answer }] of register.answers()) {
    const price = prices.get(to);
    if (price === undefined || answer.usage === null) return null;
    total += costUsd(price, answer.usage);
  }
  return total;
}
