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
 * Diagonal blocks come first, all of them: the kernel has a graph of its own for them, and to change
 * between graphs with every strip costs as much as the products (each has threads that wait busily).
 *
 * @throws the signal's reason, once a block is done.
 */
export async function findNeighbours(how: FindNeighbours): Promise<FoundNeighbours> {
  const { kernel, unit, strips, k, file } = how;
  const neighbours = emptyNeighbours(how.free, k);
  const total = strips.flat().reduce((sum, block) => sum + sizeOf(block), 0);
  const took = { kernelMs: 0, mergeMs: 0 };
  const multiply = async (block: Block): Promise<void> => {
    const { first, end, from, to, diagonal } = block;
    // The kernel holds the thread while it works; signals and timers have their turn between blocks.
    await takeTurn(how.signal);
    const started = performance.now();
    const [rows, columns] = [unitRows(unit, first, end), unitRows(unit, from, to)];
    const found = await kernel.largest(rows, columns, Math.min(k, to - from), diagonal);
    const multiplied = performance.now();
    mergeLargest(neighbours, first, end - first, found, from);
    took.kernelMs += multiplied - started;
    took.mergeMs += performance.now() - multiplied;
    done += sizeOf(block);
    how.onProgress(done / total);
  };
  const open = strips.filter(([block]) => !file?.read(neighbours, block!.first, block!.end));
  const left = open.flat();
  let done = total - left.reduce((sum, block) => sum + sizeOf(block), 0);
  for (const block of left.filter(({ diagonal }) => diagonal)) await multiply(block);
  for (const strip of open) {
    for (const block of strip.filter(({ diagonal }) => !diagonal)) await multiply(block);
    file?.append(neighbours, strip[0]!.first, strip[0]!.end);
  }
  return { neighbours, resumed: strips.flat().length - left.length, ...took };
}
