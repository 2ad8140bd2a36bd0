import { distanceOf } from './distance.ts';

/** Exact distances between rows, as both forms of the algorithm have them. */
export interface ExactRows {
  readonly vectors: Float32Array;
  readonly dimensions: number;
  /** Squared length of each row, in float64. */
  readonly squares: Float64Array;
}

/** @param vectors row-major rows × dimensions, none of them zero. */
export function exactRows(vectors: Float32Array, dimensions: number): ExactRows {
  const rows = vectors.length / dimensions;
  const squares = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let sum = 0;
    for (let at = row * dimensions; at < (row + 1) * dimensions; at += 1) sum += vectors[at]! * vectors[at]!;
    squares[row] = sum;
  }
  return { vectors, dimensions, squares };
}

/**
 * Distance of a row of one set from a row of another one (or the same), bit for bit that of ml-distance's
 * cosine: the dot product is added up in the order of the dimensions.
 */
export function exactDistance(a: ExactRows, row: number, b: ExactRows, other: number): number {
  const { dimensions, vectors } = a;
  const theirs = b.vectors;
  let dot = 0;
  let at = other * dimensions;
  for (let k = row * dimensions; k < (row + 1) * dimensions; k += 1) {
    dot += vectors[k]! * theirs[at]!;
    at += 1;
  }
  return distanceOf(dot / Math.sqrt(a.squares[row]! * b.squares[other]!));
}
