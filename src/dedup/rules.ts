import { UsageError } from '../core/errors.ts';
import { keepCount } from './keep.ts';
import type { Pair, Removal, SelectionOptions } from './selection.ts';

/** What both forms of the algorithm go by, in one shape. */
export interface Rules {
  /** Rows that are left at least. */
  readonly keep: number;
  /** Pairs this far apart stay; infinite where no such rule was given. */
  readonly minDistance: number;
  /** 1 for a row that is never removed. */
  readonly protected: Uint8Array;
  readonly priority: ArrayLike<number> | undefined;
}

/**
 * @throws UsageError for a stop rule that is missing or out of range, a protected row that does not exist,
 *   or priorities that are not one finite number per row.
 */
export function rulesOf(options: SelectionOptions): Rules {
  const { rows, keep, minDistance, priority } = options;
  if (keep === undefined && minDistance === undefined)
    throw new UsageError(
      'dedup needs a stop rule: keep (a number of rows or a percentage), minDistance, or both',
    );
  if (minDistance !== undefined && !(minDistance >= 0 && minDistance <= 2))
    throw new UsageError(`minDistance: expected a cosine distance from 0 to 2, got ${minDistance}`);
  const isProtected = new Uint8Array(rows);
  for (const row of options.protect ?? []) {
    if (!Number.isSafeInteger(row) || row < 0 || row >= rows)
      throw new UsageError(`protect: there is no row ${row}; rows are counted from 0 to ${rows - 1}`);
    isProtected[row] = 1;
  }
  if (priority !== undefined) checkPriority(priority, rows);
  return {
    keep: keep === undefined ? 0 : keepCount(keep, rows),
    // Without a distance, even the last row, which has no pair, may go.
    minDistance: minDistance ?? Number.POSITIVE_INFINITY,
    protected: isProtected,
    priority,
  };
}

function checkPriority(priority: ArrayLike<number>, rows: number): void {
  if (priority.length !== rows)
    throw new UsageError(`priority: expected one number per row (${rows}), got ${priority.length}`);
  for (let row = 0; row < rows; row += 1)
    if (!Number.isFinite(priority[row]))
      throw new UsageError(
        `priority: row ${row} (counted from 0) has ${priority[row]}; expected a finite number`,
      );
}

/**
 * Which row of the closest pair is removed: one that is not protected; of two such, the one of lower
 * priority; else the one with the smaller phi, which is the more redundant one. Sums that differ by at
 * most 1e-9·|S| are equal, and then the lower index is removed; without such a rule two summation orders
 * disagree on data with ties.
 *
 * @param size |S|, the number of survivors, both rows included.
 */
export function removalOf(
  { first, second, distance }: Pair,
  phiFirst: number,
  phiSecond: number,
  size: number,
  rules: Rules,
): Omit<Removal, 'order'> {
  return firstGoes(first, second, phiFirst - phiSecond, size, rules)
    ? { index: first, partner: second, distance, phi: phiFirst, phiPartner: phiSecond }
    : { index: second, partner: first, distance, phi: phiSecond, phiPartner: phiFirst };
}

function firstGoes(first: number, second: number, difference: number, size: number, rules: Rules): boolean {
  if (rules.protected[first] !== rules.protected[second]) return rules.protected[first] === 0;
  if (rules.priority !== undefined && rules.priority[first] !== rules.priority[second])
    return rules.priority[first]! < rules.priority[second]!;
  return difference <= toleranceOf(size);
}

/** How far two sums over |S| distances may differ and still count as equal. */
export function toleranceOf(size: number): number {
  return 1e-9 * size;
}
