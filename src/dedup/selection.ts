/** How a greedy selection is asked for. */
export interface DedupOptions {
  /** Number of rows in the vectors. */
  readonly rows: number;
  /** Values in one row. */
  readonly dimensions: number;
  /** How many rows are to survive; all of them where there are fewer. */
  readonly keep: number;
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
  /** d_min: the smallest distance between two survivors; null for fewer than two. */
  readonly minDistance: number | null;
}

/** Two rows and their distance; `first` is the lower index. */
export interface Pair {
  readonly first: number;
  readonly second: number;
  readonly distance: number;
}

/** What a form of the algorithm brings along: where it reads distances, and how it finds the closest pair. */
export interface Neighbourhood {
  /** The closest pair among two or more survivors (ascending); of equally close ones the lowest (first, second). */
  closest(survivors: readonly number[]): Pair;
  /** Sum of distances from a row to all other survivors, added up in ascending order of index. */
  phi(row: number, survivors: readonly number[]): number;
  /** Told of each removal. */
  forget?(row: number): void;
}

/**
 * Algorithm 1 of "Reasoning over Boundaries" (arXiv 2509.14760): while more than `keep` rows survive,
 * take the closest surviving pair and remove the row whose phi is smaller, the more redundant one.
 * Sums that differ by at most 1e-9·|S| are equal, and then the lower index is removed; without such a
 * rule two summation orders disagree on data with ties.
 */
export function selectGreedily(options: DedupOptions, neighbourhood: Neighbourhood): DedupResult {
  const survivors = Array.from({ length: options.rows }, (_, row) => row);
  const removed: Removal[] = [];
  while (survivors.length > options.keep) {
    const removal = { ...decide(survivors, neighbourhood), order: removed.length + 1 };
    survivors.splice(survivors.indexOf(removal.index), 1);
    neighbourhood.forget?.(removal.index);
    removed.push(removal);
    options.onStep?.(removal);
  }
  const minDistance = survivors.length < 2 ? null : neighbourhood.closest(survivors).distance;
  return { kept: survivors, removed, minDistance };
}

function decide(survivors: readonly number[], neighbourhood: Neighbourhood): Omit<Removal, 'order'> {
  if (survivors.length === 1)
    return { index: survivors[0]!, partner: null, distance: null, phi: 0, phiPartner: null };
  const { first, second, distance } = neighbourhood.closest(survivors);
  const phiFirst = neighbourhood.phi(first, survivors);
  const phiSecond = neighbourhood.phi(second, survivors);
  const equal = Math.abs(phiFirst - phiSecond) <= 1e-9 * survivors.length;
  return equal || phiFirst < phiSecond
    ? { index: first, partner: second, distance, phi: phiFirst, phiPartner: phiSecond }
    : { index: second, partner: first, distance, phi: phiSecond, phiPartner: phiFirst };
}
