import type { PendingError } from '../core/errors.ts';
import type { FunnelRow } from '../core/funnel.ts';
import type { Shortfall } from '../stages/index.ts';
import type { PendingRecord } from './decide.ts';
import type { HeadlineChange } from './headline-change.ts';
import { tacticsRemarks } from './known-tactics.ts';
import { titleOf } from './load-stages.ts';
import type { Prepared } from './prepare.ts';
import type { AnsweredFacts, Tally } from './progress.ts';
import { remarksOf } from './remarks.ts';

/** Records that lack an answer, and why. */
export interface PendingFacts {
  readonly stage: string;
  readonly records: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** The first record's reason in a sentence. */
  readonly detail: string;
}

/** What a run did. `asked`, `answered`, `stored`, `faults` and `costUsd` are of this run; `digest` is of the dataset. */
export interface RunDocument extends AnsweredFacts {
  readonly pipeline: string;
  readonly state: 'done' | 'stopped';
  /** The dataset folder, relative to the working folder; null where none was written. */
  readonly dataset: string | null;
  readonly digest: string | null;
  /** The page that tells how the dataset came to be, relative to the working folder; null where none was written. */
  readonly curation: string | null;
  /** The page that tells what the attack came to, relative to the working folder; null where none was written. */
  readonly attack: string | null;
  /** What the stages behind the export came to, and the folder that holds it; null where there are none. */
  readonly evaluation:
    | ({ readonly folder: string; readonly changes: readonly HeadlineChange[] } & EvaluationHeadline)
    | null;
  readonly shortfalls: readonly Shortfall[];
  /** Records given up without an answer. */
  readonly gaps: number;
  readonly pending: PendingFacts | null;
  /** The batch file with the pending questions, where one was asked for. */
  readonly collected: { readonly file: string; readonly questions: number } | null;
  /** What a reader of the funnel should be told in words. */
  readonly remarks: readonly string[];
  readonly funnel: readonly FunnelRow[];
  /** What tables call the stages, in the order of the funnel: `review prompts`. */
  readonly titles: readonly string[];
}

/** The headline of an evaluation: means over scenarios, from 0 to 1; null where nothing could be scored. */
export interface EvaluationHeadline {
  readonly subject: string;
  readonly judge: string;
  readonly sar: number | null;
  readonly safety: number | null;
  readonly behavioral: number | null;
  /** Items whose SAR is not known, since a verdict is missing. */
  readonly unscored: number;
}

/** How a run ended: stopped where something is pending, done otherwise. */
export interface RunEnd {
  readonly pending?: PendingFacts;
  readonly shortfalls?: readonly Shortfall[];
  /** Left out where the line does not reach its export, or no item is left. */
  readonly dataset?: { readonly folder: string; readonly digest: string };
  readonly curation?: string;
  readonly attack?: string;
  readonly evaluation?: RunDocument['evaluation'];
  readonly collected?: RunDocument['collected'];
  readonly remarks?: readonly string[];
}

/** The document of a run. */
export function runDocument(
  run: { prepared: Prepared; tally: Tally; rehearsed: ReadonlySet<string> },
  funnel: readonly FunnelRow[],
  end: RunEnd,
): RunDocument {
  const { asked, answered, faults, stored, costUsd } = run.tally;
  const { dataset, pending, shortfalls = [], evaluation = null, collected = null, remarks = [] } = end;
  return {
    pipeline: run.prepared.pipeline.name,
    state: pending === undefined ? 'done' : 'stopped',
    asked,
    answered,
    faults,
    stored,
    costUsd,
    dataset: dataset === undefined ? null : dataset.folder,
    digest: dataset === undefined ? null : dataset.digest,
    curation: end.curation ?? null,
    attack: end.attack ?? null,
    evaluation,
    shortfalls,
    gaps: gapsIn(funnel),
    pending: pending ?? null,
    collected,
    remarks: [
      ...remarksOf(funnel, run.prepared.models, run.rehearsed),
      ...tacticsRemarks(run.prepared),
      ...remarks,
    ],
    funnel,
    titles: run.prepared.stages.map(titleOf),
  };
}

/** Records that were given up without an answer, or without one of those that they need. */
export function gapsIn(funnel: readonly FunnelRow[]): number {
  return funnel.reduce((sum, row) => sum + (row.by['fail:gap'] ?? 0) + (row.by['turn:gap'] ?? 0), 0);
}

/** Pending records of a stage, counted by reason. */
export function pendingFacts(stage: string, pending: readonly PendingRecord[]): PendingFacts {
  const reasons: Record<string, number> = {};
  const errors: readonly PendingError[] = pending.map(({ error }) => error);
  for (const { reason } of errors) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return { stage, records: errors.length, reasons, detail: errors[0]!.message };
}
