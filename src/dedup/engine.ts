import { setImmediate as letOthersRun } from 'node:timers/promises';
import { UsageError } from '../core/errors.ts';

/** How the fast form works, apart from what it is to select. None of it can change a result. */
export interface EngineOptions {
  /** Stops the work within a moment, with the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * What multiplies matrices: ONNX Runtime, or plain JavaScript; `auto` (default) takes the first where
   * it loads and there is enough to do.
   */
  readonly kernel?: 'auto' | 'onnx' | 'plain';
  /** Threads of the kernel; default: all that the machine has. */
  readonly threads?: number;
  /** K, the neighbours that are remembered of each row: at least 1, default 16. */
  readonly neighbours?: number;
  /** Rows and columns of one block of the multiplication; memory beside the vectors is bounded by their product. */
  readonly blockRows?: number;
  readonly blockColumns?: number;
  /**
   * A folder in which the neighbour lists of finished blocks are kept until the selection is done, under
   * the digest of the vectors: after a stop, the same call goes on where it was.
   */
  readonly resume?: string;
  /** Told after each block, and so often during the selection: how much is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Told in a sentence, once per process, that ONNX Runtime cannot be loaded; default: a process warning. */
  readonly onNote?: (note: string) => void;
  /** Told at the end what was done. Differs by machine and kernel: not for results. */
  readonly onStats?: (stats: EngineStats) => void;
}

/** What one selection took. */
export interface EngineStats {
  readonly kernel: 'onnx' | 'plain';
  /** Different vectors among the rows. */
  readonly points: number;
  /** Points whose neighbours were sought again, because the remembered ones were used up. */
  readonly recomputed: number;
  /** Blocks multiplied, and those taken from an earlier, stopped call. */
  readonly blocks: number;
  readonly resumed: number;
  /** Milliseconds in the kernel (multiplication and choice of neighbours), in merging, and in the selection. */
  readonly kernelMs: number;
  readonly mergeMs: number;
  readonly greedyMs: number;
}

/** Tells the caller in a sentence; as a process warning where nobody listens. */
export function note({ onNote = (text) => process.emitWarning(text) }: EngineOptions, text: string): void {
  onNote(text);
}

/** Lets others run, signals among them. @throws the signal's reason when it is aborted. */
export async function takeTurn(signal: AbortSignal | undefined): Promise<void> {
  await letOthersRun();
  signal?.throwIfAborted();
}

/** @throws UsageError for a number that is not whole or below 1, or a kernel that there is not. */
export function checkEngine(options: EngineOptions): void {
  for (const name of ['threads', 'neighbours', 'blockRows', 'blockColumns'] as const) {
    const value = options[name];
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1))
      throw new UsageError(`${name}: expected a whole number of at least 1, got ${value}`);
  }
  const { kernel = 'auto' } = options;
  if (!['auto', 'onnx', 'plain'].includes(kernel))
    throw new UsageError(`kernel: expected auto, onnx or plain, got ${kernel}`);
}
