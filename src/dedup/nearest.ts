import { UsageError } from '../core/errors.ts';
import { checkEngine, type EngineOptions, takeTurn } from './engine.ts';
import { type ExactRows, exactDistance, exactRows } from './exact.ts';
import { openKernel } from './open-kernel.ts';
import { type UnitPoints, unitRows, unitVectors } from './unit.ts';
import { checkVectors } from './vectors.ts';

export interface NearestOptions
  extends Pick<
    EngineOptions,
    'signal' | 'kernel' | 'threads' | 'blockRows' | 'blockColumns' | 'onProgress' | 'onNote'
  > {
  readonly dimensions: number;
  /** The base is the queries themselves: a row is not its own neighbour. */
  readonly self?: boolean;
  /** A number per query and one per base row: rows of the same number are not compared. */
  readonly groups?: { readonly queries: ArrayLike<number>; readonly base: ArrayLike<number> };
}

/** Of each query: its nearest base row, the lowest of equally near ones; -1 and NaN where there is none. */
export interface Nearest {
  readonly rows: Int32Array;
  /** Exact cosine distances, on [0, 2]. */
  readonly distances: Float64Array;
}

const BLOCK_ROWS = 512;
const BLOCK_COLUMNS = 4096;

/**
 * Finds the nearest row of another set for each row of a set. Float32 products choose the candidates,
 * exact distances decide; n·m·d multiply-adds, and memory of one block beside copies of what is not of unit
 * length.
 *
 * @param queries row-major n × dimensions.
 * @param base row-major m × dimensions.
 * @throws UsageError for a shape that does not fit; SpecloomError naming a row that is zero, NaN or infinite.
 * @throws the signal's reason when it is aborted.
 */
export async function nearestRows(
  queries: Float32Array,
  base: Float32Array,
  options: NearestOptions,
): Promise<Nearest> {
  checkEngine(options);
  checkShapes(options.dimensions, queries, base);
  const { dimensions, self = false, groups, signal, onProgress } = options;
  const { blockRows = BLOCK_ROWS, blockColumns = BLOCK_COLUMNS } = options;
  const from = sideOf(queries, dimensions);
  const to = self && queries === base ? from : sideOf(base, dimensions);
  checkGroups(groups, from, to);
  const [n, m] = [from.rows.squares.length, to.rows.squares.length];
  const kernel = await openKernel(dimensions, n * m * dimensions, options);
  const buffer = new Float32Array(Math.min(blockRows, n) * Math.min(blockColumns, m));
  const search = new Search(from, to, self, groups);
  for (let row = 0; row < n; row += blockRows) {
    const rowEnd = Math.min(row + blockRows, n);
    for (let column = 0; column < m; column += blockColumns) {
      await takeTurn(signal);
      const columnEnd = Math.min(column + blockColumns, m);
      const cosines = buffer.subarray(0, (rowEnd - row) * (columnEnd - column));
      await kernel.product(unitRows(from.unit, row, rowEnd), unitRows(to.unit, column, columnEnd), cosines);
      search.take(cosines, row, rowEnd, column, columnEnd);
    }
    onProgress?.(rowEnd / n);
  }
  return { rows: search.rows, distances: search.distances };
}

interface Side {
  readonly rows: ExactRows;
  readonly unit: UnitPoints;
}

function sideOf(vectors: Float32Array, dimensions: number): Side {
  checkVectors(vectors, { rows: vectors.length / dimensions, dimensions });
  const rows = exactRows(vectors, dimensions);
  return { rows, unit: unitVectors(rows) };
}

function checkShapes(dimensions: number, ...sets: readonly Float32Array[]): void {
  for (const { length } of sets)
    if (!(dimensions >= 1) || length % dimensions !== 0)
      throw new UsageError(
        `nearestRows: ${length} values are no whole number of rows of ${dimensions} dimensions`,
      );
}

function checkGroups(groups: NearestOptions['groups'], from: Side, to: Side): void {
  if (groups === undefined) return;
  const wanted = [from.rows.squares.length, to.rows.squares.length];
  const given = [groups.queries.length, groups.base.length];
  if (wanted[0] !== given[0] || wanted[1] !== given[1])
    throw new UsageError(`groups: expected ${wanted.join(' and ')} numbers, got ${given.join(' and ')}`);
}

/** The nearest rows so far. */
class Search implements Nearest {
  readonly rows: Int32Array;
  readonly distances: Float64Array;
  readonly #from: Side;
  readonly #to: Side;
  readonly #self: boolean;
  readonly #groups: NearestOptions['groups'];
  /** A base row whose float32 cosine is below this is farther away than the best so far. */
  readonly #least: Float64Array;
  readonly #error: number;

  constructor(from: Side, to: Side, self: boolean, groups: NearestOptions['groups']) {
    const n = from.rows.squares.length;
    this.#from = from;
    this.#to = to;
    this.#self = self;
    this.#groups = groups;
    this.#error = Math.max(from.unit.error, to.unit.error);
    this.rows = new Int32Array(n).fill(-1);
    this.distances = new Float64Array(n).fill(Number.NaN);
    this.#least = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
  }

  take(cosines: Float32Array, row: number, rowEnd: number, column: number, columnEnd: number): void {
    let at = 0;
    for (let query = row; query < rowEnd; query += 1) {
      let least = this.#least[query]!;
      for (let other = column; other < columnEnd; other += 1) {
        const cosine = cosines[at]!;
        at += 1;
        if (cosine < least || this.#isApart(query, other)) continue;
        this.#compare(query, other);
        least = this.#least[query]!;
      }
    }
  }

  #isApart(query: number, other: number): boolean {
    return (
      (this.#self && query === other) ||
      (this.#groups !== undefined && this.#groups.queries[query] === this.#groups.base[other])
    );
  }

  /** Base rows come in ascending order, so the first of equally near ones stays. */
  #compare(query: number, other: number): void {
    const distance = exactDistance(this.#from.rows, query, this.#to.rows, other);
    if (distance >= this.distances[query]!) return;
    this.rows[query] = other;
    this.distances[query] = distance;
    // Nothing is nearer than a copy, and the lowest copy comes first.
    this.#least[query] = distance === 0 ? Number.POSITIVE_INFINITY : 1 - distance - this.#error;
  }
}
