import type { AskThrough } from '../answers/index.ts';
import { UsageError } from '../core/errors.ts';
import type { Mode } from './open-models.ts';
import type { RunEvent } from './progress.ts';

/** How anything that asks is to be run. */
export interface AskingOptions {
  /** Folder that a batch file is named from; the process's own by default. */
  readonly cwd?: string;
  /** Most US dollars to spend, earlier runs of the same name included. */
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

/** What models are opened for: to be asked, or to look up what is stored. */
export const modeOf = ({ replay, collect }: AskingOptions): Mode =>
  replay !== true && collect === undefined ? 'ask' : 'stored';

/** @throws UsageError for options that contradict each other. */
export function checkCombination({ replay, collect, acceptGaps }: AskingOptions): void {
  if (collect === undefined) return;
  if (replay)
    throw new UsageError(
      '--collect writes what a later run needs, --replay asks for nothing more; give one of them',
    );
  if (acceptGaps)
    throw new UsageError('--collect waits for answers, --accept-gaps gives them up; give one of them');
}
