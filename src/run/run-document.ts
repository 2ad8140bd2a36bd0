import type { PendingError } from '../core/errors.ts';
import type { FunnelRow } from '../core/funnel.ts';
import type { Shortfall } from '../stages/index.ts';
import type { Prepared } from './prepare.ts';
import type { Tally } from './progress.ts';
import type { Register } from './register.ts';
import { remarksOf } from './remarks.ts';
import type { PendingRecord } from './runner.ts';

/** Records that lack an answer, and why. */
export interface PendingFacts {
  readonly stage: string;
  readonly records: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** The first record's reason in a sentence. */
  readonly detail: string;
}

/** What a run did. `asked`, `answered`, `stored`, `faults` and `costUsd` are of this run; `digest` is of the dataset. */
export interface RunDocument {
  readonly pipeline: string;
  readonly state: 'done' | 'stopped';
  /** Attempts at something outside; `answered` of them brought an answer, `faults` did not. */
  readonly asked: number;
  readonly answered: number;
  readonly faults: number;
  /** Questions whose answer was in the store already. */
  readonly stored: number;
  /** US dollars; null where a price is not known. */
  readonly costUsd: number | null;
  /** The dataset folder, relative to the working folder; null where none was written. */
  readonly dataset: string | null;
  readonly digest: string | null;
  readonly shortfalls: readonly Shortfall[];
  /** Records given up without an answer. */
  readonly gaps: number;
  readonly pending: PendingFacts | null;
  /** The batch file with the pending questions, where one was asked for. */
  readonly collected: { readonly file: string; readonly questions: number } | null;
  /** What a reader of the funnel should be told in words. */
  readonly remarks: readonly string[];
  readonly funnel: readonly FunnelRow[];
}

/** How a line ended. `dataset` is left out where the line does not end in export, or no item is left. */
export type RunEnd =
  | {
      readonly state: 'done';
      readonly shortfalls: readonly Shortfall[];
      readonly dataset?: { readonly folder: string; readonly digest: string };
      readonly collected?: RunDocument['collected'];
      readonly remarks?: readonly string[];
    }
  | {
      readonly state: 'stopped';
      readonly pending: PendingFacts;
      readonly collected?: RunDocument['collected'];
    };

/** The document of a run. */
export function runDocument(
  { prepared, tally, register }: { prepared: Prepared; tally: Tally; register: Register },
  funnel: readonly FunnelRow[],
  end: RunEnd,
): RunDocument {
  const dataset = end.state === 'done' ? end.dataset : undefined;
  const { asked, answered, faults, stored, costUsd } = tally;
  return {
    pipeline: prepared.pipeline.name,
    state: end.state,
    asked,
    answered,
    faults,
    stored,
    costUsd,
    dataset: dataset === undefined ? null : dataset.folder,
    digest: dataset === undefined ? null : dataset.digest,
    shortfalls: end.state === 'done' ? end.shortfalls : [],
    gaps: gapsIn(funnel),
    pending: end.state === 'stopped' ? end.pending : null,
    collected: end.collected ?? null,
    remarks: [
      ...remarksOf(funnel, prepared.models, register),
      ...((end.state === 'done' ? end.remarks : undefined) ?? []),
    ],
    funnel,
  };
}

/** Records that were given up without an answer. */
export function gapsIn(funnel: readonly FunnelRow[]): number {
  return funnel.reduce((sum, row) => sum + (row.by['fail:gap'] ?? 0), 0);
}

/** Pending records of a stage, counted by reason. */
export function pendingFacts(stage: string, pending: readonly PendingRecord[]): PendingFacts {
  const reasons: Record<string, number> = {};
  const errors: readonly PendingError[] = pending.map(({ error }) => error);
  for (const { reason } of errors) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return { stage, records: errors.length, reasons, detail: errors[0]!.message };
}
