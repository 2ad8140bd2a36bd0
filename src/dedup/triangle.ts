import { setImmediate as letOthersRun } from 'node:timers/promises';
import { distanceOf } from './distance.ts';

/** Distances between all pairs of rows, each pair held once. */
export interface Triangle {
  readonly rows: number;
  /** Row after row: the distances of row i to rows i + 1, i + 2, … */
  readonly distances: Float64Array;
}

/** Where the distances of `row` start, such that `start + other` is the place of the pair for other > row. */
export function triangleStart(rows: number, row: number): number {
  return (row * (2 * rows - row - 1)) / 2 - row - 1;
}

/** Distance of two different rows. */
export function distanceBetween({ rows, distances }: Triangle, a: number, b: number): number {
  return a < b ? distances[triangleStart(rows, a) + b]! : distances[triangleStart(rows, b) + a]!;
}

const BLOCK = 4;

/**
 * Computes all distances. Bit for bit what ml-distance's cosine gives: each dot product is added up in
 * the order of the dimensions. It is faster because row norms are computed once, and because four dot
 * products are carried along together, which keeps the processor's adders busy.
 *
 * @param vectors row-major rows × dimensions. Time O(N²·d), memory N²/2 × 8 bytes.
 */
export async function distanceTriangle(
  vectors: Float32Array,
  rows: number,
  dimensions: number,
): Promise<Triangle> {
  const values = Float64Array.from(vectors);
  const squares = Float64Array.from({ length: rows }, (_, row) => squaredNorm(values, row, dimensions));
  const distances = new Float64Array((rows * (rows - 1)) / 2);
  const block = new Float64Array(BLOCK * dimensions);
  const dots = new Float64Array(BLOCK);
  for (let first = 0; first < rows; first += BLOCK) {
    const filled = Math.min(BLOCK, rows - first);
    interleave(values, first, filled, dimensions, block);
    for (let other = first + 1; other < rows; other += 1) {
      dotWithBlock(values, other * dimensions, block, dimensions, dots);
      for (let lane = 0; lane < filled && first + lane < other; lane += 1) {
        const row = first + lane;
        const cosine = dots[lane]! / Math.sqrt(squares[row]! * squares[other]!);
        distances[triangleStart(rows, row) + other] = distanceOf(cosine);
      }
    }
    await letOthersRun();
  }
  return { rows, distances };
}

function squaredNorm(values: Float64Array, row: number, dimensions: number): number {
  let sum = 0;
  for (let at = row * dimensions; at < (row + 1) * dimensions; at += 1) sum += values[at]! * values[at]!;
  return sum;
}

/** Lays up to four rows side by side: the four values of dimension 0, then those of dimension 1, … */
function interleave(
  values: Float64Array,
  first: number,
  filled: number,
  dimensions: number,
  block: Float64Array,
): void {
  block.fill(0);
  for (let lane = 0; lane < filled; lane += 1)
    for (let k = 0; k < dimensions; k += 1)
      block[k * BLOCK + lane] = values[(first + lane) * dimensions + k]!;
}

function dotWithBlock(
  values: Float64Array,
  start: number,
  block: Float64Array,
  dimensions: number,
  dots: Float64Array,
): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let at = 0;
  for (let k = start; k < start + dimensions; k += 1) {
    const value = values[k]!;
    a += value * block[at]!;
    b += value * block[at + 1]!;
    c += value * block[at + 2]!;
    d += value * block[at + 3]!;
    at += BLOCK;
  }
  dots[0] = a;
  dots[1] = b;
  dots[2] = c;
  dots[3] = d;
}
