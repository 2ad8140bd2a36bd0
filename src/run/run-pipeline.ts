import fs from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import {
  type AskThrough,
  type Budget,
  openAnswers,
  openBudget,
  type Spent,
  type Store,
} from '../answers/index.ts';
import type { Lead } from '../core/entity.ts';
import { SpecloomError, UsageError } from '../core/errors.ts';
import type { FunnelRow } from '../core/funnel.ts';
import {
  acquireLock,
  checkReplaceable,
  type Pipeline,
  realPlace,
  runsPath,
  storePath,
} from '../files/index.ts';
import type { Shortfall } from '../stages/index.ts';
import { collectPending } from './collect.ts';
import { finishDataset } from './finish.ts';
import { type LineResult, runLine } from './line.ts';
import { connectModels, modelIds } from './open-models.ts';
import { leadsOf, type Prepared, type PrepareOptions, prepare } from './prepare.ts';
import { emptyTally, type RunEvent, type Tally, tallyOf } from './progress.ts';
import { Register } from './register.ts';
import { type RunDocument, type RunEnd, runDocument } from './run-document.ts';
import { LOCK_NAME, RunFolder, type RunState } from './run-folder.ts';

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
  checkCombination(options);
  const asks = options.replay !== true && options.collect === undefined;
  const prepared = await prepare(pipeline, options, asks ? 'ask' : 'stored');
  const cwd = options.cwd ?? process.cwd();
  const out = resolve(cwd, options.out ?? defaultOut(prepared));
  if (endsInExport(prepared)) checkReplaceable(out, [cwd, prepared.root]);
  const leads = await leadsOf(prepared);
  const folder = new RunFolder(join(runsPath(prepared.root), basename(realPlace(out))));
  fs.mkdirSync(folder.path, { recursive: true, mode: 0o700 });
  const lock = acquireLock(join(folder.path, LOCK_NAME));
  try {
    const store = await openAnswers(storePath(prepared.root));
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
  const { prepared, store } = ready;
  const budget = openBudget(
    store.ledger,
    prepared.pipeline.name,
    options.budgetUsd ?? prepared.pipeline.budget?.usd,
  );
  const before = await budget.spent();
  const tally = emptyTally();
  const register = new Register();
  const write = stateWriter(ready, options);
  let funnel: readonly FunnelRow[] = [];
  try {
    const result = await runToEnd(ready, options, { budget, tally, register, write });
    funnel = result.funnel;
    const end = await finish(ready, options, result, register);
    write({ ...stateOf(end), funnel });
    tally.costUsd = costBetween(before, await budget.spent());
    return runDocument({ prepared, tally, register }, funnel, end);
  } catch (error) {
    const message = error instanceof SpecloomError ? error.message : 'an internal error';
    write({ state: 'failed', funnel, error: message });
    throw error;
  }
}

interface Shared {
  readonly budget: Budget;
  readonly tally: Tally;
  readonly register: Register;
  write(progress: Progress): void;
}

/** Runs the line as far as answers go. */
async function runToEnd(ready: Ready, options: RunOptions, shared: Shared): Promise<LineResult> {
  const { prepared, leads, folder, store } = ready;
  const { budget, tally, register, write } = shared;
  const emit = options.onEvent ?? (() => {});
  const stopping = options.signal ?? new AbortController().signal;
  const replay = options.replay === true;
  const connected = connectModels(prepared.models, {
    store,
    budget,
    replay,
    collect: options.collect !== undefined,
    halt: new AbortController(),
    stopping,
    onEvent: tallyOf(tally, emit),
    ...(options.retry === undefined ? {} : { retry: options.retry }),
  });
  for (const lead of leads) register.add(lead);
  folder.begin();
  if (!replay) await store.clearPending(prepared.pipeline.name);
  folder.writeLeads(leads);
  write({ state: 'running', funnel: [] });
  return runLine(
    {
      leads,
      stages: prepared.stages,
      models: prepared.models,
      acceptGaps: options.acceptGaps === true,
      tally,
      folder,
      emit,
      onClosed: (funnel) => write({ state: 'running', funnel }),
    },
    { setting: prepared.setting, register, ...connected, stopping, signal: new AbortController().signal },
  );
}

/** What a line leads to: the pending questions collected, a dataset written, or nothing more to do. */
async function finish(
  { prepared, cwd, out, store }: Ready,
  options: RunOptions,
  result: LineResult,
  register: Register,
): Promise<RunEnd> {
  const collected =
    options.collect === undefined
      ? null
      : await collectPending(store, prepared.pipeline, resolve(cwd, options.collect));
  if (result.pending !== undefined) return { state: 'stopped', pending: result.pending, collected };
  if (!endsInExport(prepared)) return { state: 'done', shortfalls: [], collected };
  const { digest, shortfalls, remarks } = finishDataset(prepared, result, register, out);
  const end = { state: 'done', shortfalls, remarks, collected } as const;
  return digest === undefined ? end : { ...end, dataset: { folder: relative(cwd, out), digest } };
}

const endsInExport = ({ stages }: Prepared): boolean => stages.at(-1)?.stage.name === 'export';

/** What a run was charged, faults that may have been billed included; null where a price is not known. */
function costBetween(before: Spent, after: Spent): number | null {
  if (after.unpriced > before.unpriced) return null;
  return Math.round((after.usd - before.usd) * 1e9) / 1e9;
}

/** @throws UsageError for options that contradict each other. */
function checkCombination({ replay, collect, acceptGaps }: RunOptions): void {
  if (collect === undefined) return;
  if (replay)
    throw new UsageError(
      '--collect writes what a later run needs, --replay asks for nothing more; give one of them',
    );
  if (acceptGaps)
    throw new UsageError('--collect waits for answers, --accept-gaps gives them up; give one of them');
}

/** The dataset's folder: the pipeline's name, with the scenarios where only some of them are built. */
function defaultOut({ root, pipeline, scenarios }: Prepared): string {
  const some = scenarios.length < pipeline.scenarios.length;
  const suffix = some ? `-${scenarios.map(({ scenario }) => scenario.id).join('-')}` : '';
  return join(root, 'curated', `${pipeline.name}${suffix}`);
}

type Progress = Pick<RunState, 'state' | 'pending' | 'error'> & {
  readonly funnel: readonly FunnelRow[];
  readonly shortfalls?: readonly Shortfall[];
  readonly digest?: string;
};

function stateOf(end: RunEnd): Omit<Progress, 'funnel'> {
  if (end.state === 'stopped') return { state: 'stopped', pending: end.pending };
  const { shortfalls } = end;
  return { state: 'done', shortfalls, ...(end.dataset === undefined ? {} : { digest: end.dataset.digest }) };
}

/** Writes `run.json`, again and again, with what does not change in between. */
function stateWriter({ prepared, out, folder }: Ready, options: RunOptions): (progress: Progress) => void {
  const facts = {
    pipeline: prepared.pipeline.name,
    command: commandLine(prepared, options),
    seed: prepared.seed,
    models: modelIds(prepared.models),
    out: relative(prepared.root, out),
    stages: prepared.stages.map(({ stage }) => stage.name),
  };
  return (progress) => folder.writeState({ ...facts, shortfalls: [], digest: null, ...progress });
}

/** The command line that goes on with a run: what it was started with, where that differs from the file. */
function commandLine({ file }: Prepared, options: RunOptions): string {
  const parts = ['specloom run', file];
  if (options.root !== undefined) parts.push(`--root ${options.root}`);
  if (options.out !== undefined) parts.push(`--out ${options.out}`);
  if (options.seed !== undefined) parts.push(`--seed ${options.seed}`);
  for (const id of options.scenarios ?? []) parts.push(`--scenario ${id}`);
  if (options.until !== undefined) parts.push(`--until ${options.until}`);
  for (const [role, model] of Object.entries(options.models ?? {})) parts.push(`--model ${role}=${model}`);
  if (options.budgetUsd !== undefined) parts.push(`--budget ${options.budgetUsd}`);
  if (options.acceptGaps === true) parts.push('--accept-gaps');
  return parts.join(' ');
}
