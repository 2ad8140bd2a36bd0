import type { ExactRows } from './exact.ts';
import { firstRow, type Points } from './points.ts';

/** What the kernel multiplies. */
export interface UnitPoints {
  /** Row-major points × dimensions, float32, of unit length but for rounding. */
  readonly values: Float32Array;
  readonly dimensions: number;
  /**
   * ε: a product of two of these rows, added up in float32 in any order, with or without fused
   * multiply-adds, differs by less than this from the float64 cosine of the rows they stand for.
   */
  readonly error: number;
}

/** Rounding unit of float32. */
const UNIT = 2 ** -24;
/** How far a squared length may be from 1 for a row to be multiplied as it is. */
const SLACK = 1e-6;

/**
 * Unit rows of the points. Rows that have unit length already, none twice and in the order of the
 * points, are taken as they are, without a copy.
 *
 * ε adds up: summation, d·u/(1 − d·u) of Σ|x·y| ≤ ‖x‖‖y‖ (Higham, Accuracy and Stability of Numerical
 * Algorithms, section 3.1); rounding both rows to float32, 2u; or the slack in their lengths.
 */
export function unitPoints(rows: ExactRows, points: Points): UnitPoints {
  const { dimensions } = rows;
  const summation = (dimensions * UNIT) / Math.max(1e-9, 1 - dimensions * UNIT);
  const usable = rows.squares.every((square) => Math.abs(square - 1) <= SLACK);
  const inOrder = points.count === rows.squares.length && points.pointOf.every((point, row) => point === row);
  if (usable && inOrder) return { values: rows.vectors, dimensions, error: 1.01 * summation + 2 * SLACK };
  return { values: scaled(rows, points), dimensions, error: 1.01 * summation + 4 * UNIT };
}

function scaled({ vectors, dimensions, squares }: ExactRows, points: Points): Float32Array {
  const values = new Float32Array(points.count * dimensions);
  for (let point = 0; point < points.count; point += 1) {
    const row = firstRow(points, point);
    const scale = 1 / Math.sqrt(squares[row]!);
    const from = row * dimensions;
    const to = point * dimensions;
    for (let k = 0; k < dimensions; k += 1) values[to + k] = vectors[from + k]! * scale;
  }
  return values;
}

/** The unit rows from one point up to another, as a view. */
export function unitRows(unit: UnitPoints, from: number, to: number): Float32Array {
  return unit.values.subarray(from * unit.dimensions, to * unit.dimensions);
}
