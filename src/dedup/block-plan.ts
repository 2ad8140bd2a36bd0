import type { EngineOptions } from './engine.ts';

/** One multiplication: free points [first, end) with points [from, to), or with themselves. */
export interface Block {
  readonly first: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** A strip's first block: its points with each other, above the diagonal. */
  readonly diagonal: boolean;
}

const BLOCK_ROWS = 256;
const BLOCK_COLUMNS = 8192;

/**
 * The blocks of the upper triangle, strip by strip: the points of a strip are first multiplied with each
 * other, then with all later points. With the last block of a strip, its neighbour lists are complete.
 */
export function blockStrips(
  free: number,
  count: number,
  options: EngineOptions,
): readonly (readonly Block[])[] {
  const { blockRows = BLOCK_ROWS, blockColumns = BLOCK_COLUMNS } = options;
  const strips: Block[][] = [];
  for (let first = 0; first < free; first += blockRows) {
    const end = Math.min(first + blockRows, free);
    const strip: Block[] = [{ first, end, from: first, to: end, diagonal: true }];
    for (let from = end; from < count; from += blockColumns)
      strip.push({ first, end, from, to: Math.min(from + blockColumns, count), diagonal: false });
    strips.push(strip);
  }
  return strips;
}

/** Multiply-adds of a block, per dimension. */
export function sizeOf({ first, end, from, to }: Block): number {
  return (end - first) * (to - from);
}
