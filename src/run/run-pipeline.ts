import fs from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { type AskThrough, openAnswers, openBudget, type Store } from '../answers/index.ts';
import type { Lead } from '../core/entity.ts';
import type { FunnelRow } from '../core/funnel.ts';
import type { Json } from '../core/json.ts';
import { acquireLock, checkReplaceable, type Pipeline } from '../files/index.ts';
import { collectPending } from './collect.ts';
import { finishDataset } from './finish.ts';
import { runLine } from './line.ts';
import { connectModels, modelIds } from './open-models.ts';
import { leadsOf, type Prepared, type PrepareOptions, prepare } from './prepare.ts';
import { emptyTally, type RunEvent, tallyOf } from './progress.ts';
import { Register } from './register.ts';
import { type RunDocument, runDocument } from './run-document.ts';
import { RunFolder, type RunState } from './run-folder.ts';

export type { RunDocument } from './run-document.ts';

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
  const cwd = options.cwd ?? process.cwd();
  const out = resolve(cwd, options.out ?? join(prepared.root, 'curated', prepared.pipeline.name));
  const folder = new RunFolder(join(prepared.root, '.specloom', 'runs', basename(out)));
  fs.mkdirSync(folder.path, { recursive: true, mode: 0o700 });
  const lock = acquireLock(join(folder.path, 'lock'));
  try {
    if (prepared.stages.at(-1)?.stage.name === 'export') checkReplaceable(out);
    const store = await openAnswers(join(prepared.root, '.specloom', 'answers.sqlite'));
    try {
      return await runPrepared({ prepared, leads, cwd, out, folder, store }, options);
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

interface Ready {
  readonly prepared: Prepared;
  readonly leads: readonly Lead[];
  readonly cwd: string;
  readonly out: string;
  readonly folder: RunFolder;
  readonly store: Store;
}

async function runPrepared(ready: Ready, options: RunOptions): Promise<RunDocument> {
  const { prepared, leads, cwd, out, folder, store } = ready;
  const { stages, models } = prepared;
  const tally = emptyTally();
  const emit = options.onEvent ?? (() => {});
  const stopping = options.signal ?? new AbortController().signal;
  const connected = connectModels(models, {
    store,
    budget: openBudget(
      store.ledger,
      prepared.pipeline.name,
      options.budgetUsd ?? prepared.pipeline.budget?.usd,
    ),
    replay: options.replay === true,
    collect: options.collect !== undefined,
    halt: new AbortController(),
    stopping,
    onEvent: tallyOf(tally, emit),
    ...(options.retry === undefined ? {} : { retry: options.retry }),
  });
  const register = new Register();
  for (const lead of leads) register.add(lead);

  folder.begin();
  await store.clearPending(prepared.pipeline.name);
  folder.writeLeads(leads);
  const write = stateWriter(ready);
  write({ state: 'running', funnel: [] });
  const result = await runLine(
    {
      leads,
      stages,
      models,
      acceptGaps: options.acceptGaps === true,
      tally,
      folder,
      emit,
      onClosed: (funnel) => write({ state: 'running', funnel }),
    },
    { setting: prepared.setting, register, ...connected, stopping, signal: new AbortController().signal },
  );

  if (result.pending !== undefined) {
    write({ state: 'stopped', funnel: result.funnel, pending: result.pending });
    const collected =
      options.collect === undefined
        ? null
        : await collectPending(store, prepared.pipeline, resolve(cwd, options.collect));
    return runDocument({ prepared, tally, register }, result.funnel, {
      state: 'stopped',
      pending: result.pending,
      collected,
    });
  }
  if (stages.at(-1)?.stage.name !== 'export') {
    write({ state: 'done', funnel: result.funnel });
    return runDocument({ prepared, tally, register }, result.funnel, { state: 'done' });
  }
  const { digest, shortfalls } = finishDataset(prepared, result, register, out);
  write({ state: 'done', funnel: result.funnel, shortfalls: shortfalls as unknown as Json, digest });
  const dataset = { folder: relative(cwd, out), digest, shortfalls };
  return runDocument({ prepared, tally, register }, result.funnel, { state: 'done', dataset });
}

type Progress = Pick<RunState, 'state' | 'pending'> & {
  readonly funnel: readonly FunnelRow[];
  readonly shortfalls?: Json;
  readonly digest?: string;
};

/** Writes `run.json`, again and again, with what does not change in between. */
function stateWriter({ prepared, out, folder }: Ready): (progress: Progress) => void {
  const facts = {
    pipeline: prepared.pipeline.name,
    file: prepared.file,
    seed: prepared.seed,
    models: modelIds(prepared.models),
    out: relative(prepared.root, out),
    stages: prepared.stages.map(({ stage }) => stage.name),
  };
  return (progress) => folder.writeState({ ...facts, shortfalls: [], digest: null, ...progress });
}
