import { SpecloomError, UsageError } from '../core/errors.ts';
import type { SelectionOptions } from './selection.ts';

/**
 * Checks the shape and the values of row-major vectors before anything is computed.
 *
 * @throws UsageError when the vectors are of another type, when a count is not a whole number, or when the length does not fit rows × dimensions.
 * @throws SpecloomError (`usage`) naming the row that is all zeros or holds NaN or an infinity: it has
 *   no direction, so no cosine.
 */
export function checkVectors(
  vectors: Float32Array,
  { rows, dimensions }: Pick<SelectionOptions, 'rows' | 'dimensions'>,
): void {
  // By name, since an array may come from another realm.
  if (Object.prototype.toString.call(vectors) !== '[object Float32Array]')
    throw new UsageError('vectors: expected a Float32Array, row after row');
  checkWhole('rows', rows, 0);
  checkWhole('dimensions', dimensions, 1);
  if (vectors.length !== rows * dimensions)
    throw new UsageError(
      `expected ${rows} rows × ${dimensions} dimensions = ${rows * dimensions} values, got ${vectors.length}`,
    );
  for (let row = 0; row < rows; row += 1) {
    const fault = rowFault(vectors.subarray(row * dimensions, (row + 1) * dimensions));
    if (fault !== undefined)
      throw new SpecloomError(
        'usage',
        `row ${row} (counted from 0) ${describe[fault]}: it has no direction; leave it out`,
      );
  }
}

/** Copies of some rows, one after the other. */
export function gatherRows(vectors: Float32Array, dimensions: number, rows: readonly number[]): Float32Array {
  const out = new Float32Array(rows.length * dimensions);
  for (const [at, row] of rows.entries())
    out.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
  return out;
}

/** Why a vector cannot be compared with others. */
export type RowFault = 'zero' | 'not-finite';

const describe: Readonly<Record<RowFault, string>> = {
  zero: 'is all zeros',
  'not-finite': 'holds NaN or an infinity',
};

/** What keeps a vector from having a cosine with others; undefined where nothing does. */
export function rowFault(row: Float32Array): RowFault | undefined {
  let zero = true;
  for (const value of row) {
    if (!Number.isFinite(value)) return 'not-finite';
    if (value !== 0) zero = false;
  }
  return zero ? 'zero' : undefined;
}

function checkWhole(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new UsageError(`${name}: expected a whole number of at least ${least}, got ${value}`);
}
