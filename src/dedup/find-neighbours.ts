import { type Block, sizeOf } from './block-plan.ts';
import { takeTurn } from './engine.ts';
import type { Kernel } from './kernel.ts';
import { emptyNeighbours, mergeLargest, type Neighbours } from './neighbours.ts';
import type { StripFile } from './strip-file.ts';
import { type UnitPoints, unitRows } from './unit.ts';

export interface FindNeighbours {
  readonly kernel: Kernel;
  readonly unit: UnitPoints;
  readonly free: number;
  readonly k: number;
  readonly strips: readonly (readonly Block[])[];
  /** Keeps finished strips; undefined where none are to be kept. */
  readonly file: StripFile | undefined;
  readonly signal: AbortSignal | undefined;
  /** Told the share of the multiplications that are done. */
  readonly onProgress: (share: number) => void;
}

export interface FoundNeighbours {
  readonly neighbours: Neighbours;
  /** Blocks taken from the file. */
  readonly resumed: number;
  readonly kernelMs: number;
  readonly mergeMs: number;
}

/**
 * The neighbour lists of all free points, by blocks of the upper triangle. Memory beside the lists is that
 * of one block.
 *
 * @throws the signal's reason, once a block is done.
 */
export async function findNeighbours(how: FindNeighbours): Promise<FoundNeighbours> {
  const { kernel, unit, strips, k, file, signal } = how;
  const neighbours = emptyNeighbours(how.free, k);
  const total = strips.flat().reduce((sum, block) => sum + sizeOf(block), 0);
  const took = { kernelMs: 0, mergeMs: 0 };
  let resumed = 0;
  let done = 0;
  for (const strip of strips) {
    const { first, end } = strip[0]!;
    if (file?.read(neighbours, first, end)) {
      resumed += strip.length;
      for (const block of strip) done += sizeOf(block);
      continue;
    }
    const rows = unitRows(unit, first, end);
    for (const block of strip) {
      // The kernel holds the thread while it works; signals and timers have their turn between blocks.
      await takeTurn(signal);
      const started = performance.now();
      const columns = unitRows(unit, block.from, block.to);
      const width = Math.min(k, block.to - block.from);
      const found = await kernel.largest(rows, columns, width, block.diagonal);
      const multiplied = performance.now();
      mergeLargest(neighbours, first, end - first, found, block.from);
      took.kernelMs += multiplied - started;
      took.mergeMs += performance.now() - multiplied;
      done += sizeOf(block);
      how.onProgress(done / total);
    }
    file?.append(neighbours, first, end);
  }
  return { neighbours, resumed, ...took };
}
