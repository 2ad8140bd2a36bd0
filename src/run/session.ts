import fs from 'node:fs';
import { join, resolve } from 'node:path';
import { openAnswers, openBudget, type Spent, type Store } from '../answers/index.ts';
import type { Entity } from '../core/entity.ts';
import { SpecloomError } from '../core/errors.ts';
import type { FunnelRow } from '../core/funnel.ts';
import { acquireLock, runsPath, storePath } from '../files/index.ts';
import type { Shortfall } from '../stages/index.ts';
import type { AskContext } from './asker.ts';
import type { AskingOptions } from './asking-options.ts';
import { collectPending } from './collect.ts';
import { type ConnectedModels, connectModels } from './connect-models.ts';
import { ensureContinuation } from './continuation.ts';
import { type LineResult, runLine } from './line.ts';
import { type LoadedStage, titleOf } from './load-stages.ts';
import { modelIds } from './open-models.ts';
import type { Prepared } from './prepare.ts';
import { emptyTally, type Tally, tallyOf } from './progress.ts';
import type { Register } from './register.ts';
import type { RunDocument } from './run-document.ts';
import { LOCK_NAME, RunFolder, type RunState } from './run-folder.ts';

/** What is run, and under which names. */
export interface Job {
  readonly prepared: Prepared;
  /** The run folder's name. */
  readonly name: string;
  /** What attempts are charged to, and pending questions noted under. */
  readonly scope: string;
  /** For `run.json`: the command line that goes on with it, and where its result goes. */
  readonly command: string;
  readonly out: string;
  /** For `run.json`: the stage that the line ends with, where it was cut short on purpose. */
  readonly until?: string;
  /** The records that the line starts from. */
  readonly leads: readonly Entity[];
}

/** What `run.json` is told beside the facts of the job. */
export type Progress = Pick<RunState, 'state' | 'pending' | 'error' | 'results'> & {
  readonly funnel: readonly FunnelRow[];
  readonly shortfalls?: readonly Shortfall[];
  readonly digest?: string;
};

/** A job under way: its store, its models, its run folder. */
export interface Session {
  readonly store: Store;
  readonly tally: Tally;
  write(progress: Progress): void;
  /** Runs stages on from where the session stands. The funnel in `run.json` goes on from the earlier ones. */
  line(stages: readonly LoadedStage[], records: readonly Entity[], register: Register): Promise<LineResult>;
  /** Writes the pending questions as a batch where that was asked for; null where not. */
  collected(): Promise<RunDocument['collected']>;
}

/**
 * Opens store, ledger, models and run folder for a job, one process at a time, and closes them after
 * the work. What went wrong stands in `run.json` afterwards.
 */
export async function inSession<T>(
  job: Job,
  options: AskingOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { root } = job.prepared;
  const folder = new RunFolder(join(runsPath(root), job.name));
  fs.mkdirSync(folder.path, { recursive: true, mode: 0o700 });
  const lock = acquireLock(join(folder.path, LOCK_NAME));
  try {
    const store = await openAnswers(storePath(root));
    try {
      return await workWith(job, options, { folder, store }, work);
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

async function workWith<T>(
  job: Job,
  options: AskingOptions,
  { folder, store }: { folder: RunFolder; store: Store },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { prepared } = job;
  const budget = openBudget(store.ledger, job.scope, options.budgetUsd);
  const before = await budget.spent();
  const tally = emptyTally();
  const write = stateWriter(job, folder);
  const stopping = options.signal ?? new AbortController().signal;
  const emit = options.onEvent ?? (() => {});
  const closed: FunnelRow[] = [];
  const connected = connect(job, options, { store, budget, stopping, onEvent: tallyOf(tally, emit) });
  let place = 0;
  folder.begin();
  if (options.replay !== true) await store.clearPending(job.scope);
  folder.writeLeads(job.leads);
  write({ state: 'running', funnel: [] });
  const session: Session = {
    store,
    tally,
    write,
    collected: async () =>
      options.collect === undefined
        ? null
        : collectPending(
            store,
            { pipeline: prepared.pipeline, scope: job.scope, root: prepared.root },
            resolve(options.cwd ?? process.cwd(), options.collect),
          ),
    async line(stages, records, register) {
      const context: AskContext = {
        setting: prepared.setting,
        register,
        ...connected,
        stopping,
        signal: new AbortController().signal,
      };
      const result = await runLine(
        {
          records,
          stages,
          first: place + 1,
          of: prepared.stages.length,
          models: prepared.models,
          acceptGaps: options.acceptGaps === true,
          tally,
          emit,
          onClosed: (index, row, { stage, outcomes }) => {
            folder.writeOutcomes(index, stage, outcomes);
            closed.push(row);
            write({ state: 'running', funnel: closed });
          },
        },
        context,
      );
      place += stages.length;
      tally.costUsd = costBetween(before, await budget.spent());
      return result;
    },
  };
  try {
    const asks = options.replay !== true && options.collect === undefined;
    if (asks) await ensureContinuation(prepared, { signal: stopping, emit });
    return await work(session);
  } catch (error) {
    const message = error instanceof SpecloomError ? error.message : 'an internal error';
    write({ state: 'failed', funnel: closed, error: message });
    throw error;
  }
}

function connect(
  { prepared }: Job,
  options: AskingOptions,
  shared: Pick<Parameters<typeof connectModels>[1], 'store' | 'budget' | 'stopping' | 'onEvent'>,
): ConnectedModels {
  return connectModels(prepared.models, {
    ...shared,
    replay: options.replay === true,
    collect: options.collect !== undefined,
    halt: new AbortController(),
    ...(options.retry === undefined ? {} : { retry: options.retry }),
  });
}

/** What a run was charged, faults that may have been billed included; null where a price is not known. */
function costBetween(before: Spent, after: Spent): number | null {
  if (after.unpriced > before.unpriced) return null;
  return Math.round((after.usd - before.usd) * 1e9) / 1e9;
}

/** Writes `run.json`, again and again, with what does not change in between. */
function stateWriter(
  { prepared, command, out, until }: Job,
  folder: RunFolder,
): (progress: Progress) => void {
  const facts = {
    pipeline: prepared.pipeline.name,
    command,
    seed: prepared.seed,
    models: modelIds(prepared.models),
    out,
    stages: prepared.stages.map(({ stage }) => stage.name),
    titles: prepared.stages.map(titleOf),
    ...(until === undefined ? {} : { until }),
  };
  return (progress) => folder.writeState({ ...facts, shortfalls: [], digest: null, ...progress });
}
