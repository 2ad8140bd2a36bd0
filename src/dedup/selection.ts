/** How a greedy selection is asked for. At least one of `keep` and `minDistance` is needed. */
export interface SelectionOptions {
  /** Number of rows in the vectors. */
  readonly rows: number;
  /** Values in one row. */
  readonly dimensions: number;
  /** Stop rule: no row is removed once this many are left; a number of rows, or a share of them such as `'50%'`, rounded up. */
  readonly keep?: number | string;
  /** Stop rule: no row is removed for a pair whose distance is this or more, on [0, 2]. With `keep`, the rule that is met first stops. */
  readonly minDistance?: number;
  /** Rows, counted from 0, that are never removed. Two of them are never compared. */
  readonly protect?: Iterable<number>;
  /** One finite number per row: of a pair, the row with the lower one is removed, whatever phi says. */
  readonly priority?: ArrayLike<number>;
  /** Called after each removal, in order. For progress; it cannot change the result. */
  readonly onStep?: (removal: Removal) => void;
}

/** One row that was removed, and why. */
export interface Removal {
  /** The removed row, counted from 0. */
  readonly index: number;
  /** The other row of the closest pair; null for the last row of all, which has no pair (`keep: 0`). */
  readonly partner: number | null;
  /** Cosine distance of the pair, on [0, 2]. */
  readonly distance: number | null;
  /** Sum of distances from the removed row to all other rows that survived until then. */
  readonly phi: number;
  /** The same sum for the partner. */
  readonly phiPartner: number | null;
  /** Which removal this was, counted from 1. */
  readonly order: number;
}

/** The result of a greedy selection. */
export interface DedupResult {
  /** Surviving rows, ascending. */
  readonly kept: readonly number[];
  /** Removed rows, in the order of their removal. */
  readonly removed: readonly Removal[];
  /**
   * d_min: the smallest distance between two survivors, pairs of two protected rows left aside; null
   * where there is no such pair.
   */
  readonly minDistance: number | null;
}

/** Two rows and their distance; `first` is the lower index. */
export interface Pair {
  readonly first: number;
  readonly second: number;
  readonly distance: number;
}
