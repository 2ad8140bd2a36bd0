import { type ExactRows, exactDistance } from './exact.ts';

/** Removals after which the sum of the surviving unit rows is added up anew; earlier where as many are gone as are left. */
const REBUILD = 16_384;

/**
 * The rows that survive, and phi without a matrix: Σ_{v∈S, v≠i} D_iv = (|S| − 1) − e_i·s + ‖e_i‖², where s
 * is the sum of the surviving unit rows e, in float64.
 */
export class Survivors {
  readonly alive: Uint8Array;
  size: number;
  readonly #rows: ExactRows;
  /** 1 / length of each row. */
  readonly #inverse: Float64Array;
  readonly #sum: Float64Array;
  #sinceRebuild = 0;

  constructor(rows: ExactRows) {
    this.#rows = rows;
    this.size = rows.squares.length;
    this.alive = new Uint8Array(this.size).fill(1);
    this.#inverse = rows.squares.map((square) => 1 / Math.sqrt(square));
    this.#sum = new Float64Array(rows.dimensions);
    this.#rebuild();
  }

  remove(row: number): void {
    this.alive[row] = 0;
    this.size -= 1;
    this.#sinceRebuild += 1;
    if (this.#sinceRebuild >= Math.min(REBUILD, this.size)) this.#rebuild();
    else this.#add(row, -1);
  }

  /** The sum of distances from a surviving row to all other survivors. */
  phi(row: number): number {
    const { vectors, dimensions, squares } = this.#rows;
    let dot = 0;
    let at = row * dimensions;
    for (let k = 0; k < dimensions; k += 1) {
      dot += vectors[at]! * this.#sum[k]!;
      at += 1;
    }
    const inverse = this.#inverse[row]!;
    return this.size - 1 - dot * inverse + squares[row]! * inverse * inverse;
  }

  /** The same sum, distance by distance in ascending order of rows, as the literal algorithm adds it up. */
  literalPhi(row: number): number {
    let sum = 0;
    for (let other = 0; other < this.alive.length; other += 1)
      if (this.alive[other] === 1 && other !== row) sum += exactDistance(this.#rows, row, this.#rows, other);
    return sum;
  }

  kept(): number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.alive.length; row += 1) if (this.alive[row] === 1) rows.push(row);
    return rows;
  }

  #rebuild(): void {
    this.#sinceRebuild = 0;
    this.#sum.fill(0);
    for (let row = 0; row < this.alive.length; row += 1) if (this.alive[row] === 1) this.#add(row, 1);
  }

  #add(row: number, sign: number): void {
    const { vectors, dimensions } = this.#rows;
    const scale = sign * this.#inverse[row]!;
    const sum = this.#sum;
    let at = row * dimensions;
    for (let k = 0; k < dimensions; k += 1) {
      sum[k]! += scale * vectors[at]!;
      at += 1;
    }
  }
}
