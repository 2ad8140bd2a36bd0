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
 */
export function unitPoints(rows: ExactRows, points: Points): UnitPoints {
  const inOrder = points.count === rows.squares.length && points.pointOf.every((point, row) => point === row);
  return unitOf(rows, inOrder ? undefined : { count: points.count, rowOf: (at) => firstRow(points, at) });
}

/** Unit rows of all rows, in their order. */
export function unitVectors(rows: ExactRows): UnitPoints {
  return unitOf(rows, undefined);
}

interface Choice {
  readonly count: number;
  rowOf(at: number): number;
}

/**
 * ε adds up: summation, d·u/(1 − d·u) of Σ|x·y| ≤ ‖x‖‖y‖ (Higham, Accuracy and Stability of Numerical
 * Algorithms, section 3.1); rounding both rows to float32, 2u; or the slack in their lengths.
 */
function unitOf(rows: ExactRows, choice: Choice | undefined): UnitPoints {
  const { dimensions, squares } = rows;
  const summation = (dimensions * UNIT) / Math.max(1e-9, 1 - dimensions * UNIT);
  if (choice === undefined && squares.every((square) => Math.abs(square - 1) <= SLACK))
    return { values: rows.vectors, dimensions, error: 1.01 * summation + 2 * SLACK };
  const all = choice ?? { count: squares.length, rowOf: (at: number) => at };
  return { values: scaled(rows, all), dimensions, error: 1.01 * summation + 4 * UNIT };
}

function scaled({ vectors, dimensions, squares }: ExactRows, { count, rowOf }: Choice): Float32Array {
  const values = new Float32Array(count * dimensions);
  for (let at = 0; at < count; at += 1) {
    const row = rowOf(at);
    const scale = 1 / Math.sqrt(squares[row]!);
    const from = row * dimensions;
    const to = at * dimensions;
    for (let k = 0; k < dimensions; k += 1) values[to + k] = vectors[from + k]! * scale;
  }
  return values;
}

/** The unit rows from one point up to another, as a view. */
export function unitRows(unit: UnitPoints, from: number, to: number): Float32Array {
  return unit.values.subarray(from * unit.dimensions, to * unit.dimensions);
}
