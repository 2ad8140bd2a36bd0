import type { Kernel, Largest } from './kernel.ts';

/** Rows that are multiplied together, to keep the processor's adders busy. */
const LANES = 4;
const MASKED = -4;

/** Matrix products in JavaScript, for small sets and where ONNX Runtime cannot be loaded. */
export function plainKernel(dimensions: number): Kernel {
  return {
    name: 'plain',
    async largest(a, b, k, upper) {
      const rows = a.length / dimensions;
      const found: Largest = {
        values: new Float32Array(rows * k).fill(MASKED),
        columns: new Int32Array(rows * k),
      };
      eachProduct(a, b, dimensions, (row, column, value) => {
        if (!upper || column > row) insert(found, row, k, column, value);
      });
      return found;
    },
    async product(a, b, into) {
      const columns = b.length / dimensions;
      eachProduct(a, b, dimensions, (row, column, value) => {
        into[row * columns + column] = value;
      });
    },
  };
}

function insert({ values, columns }: Largest, row: number, k: number, column: number, value: number): void {
  let place = row * k + k - 1;
  if (value <= values[place]!) return;
  for (; place > row * k && values[place - 1]! < value; place -= 1) {
    values[place] = values[place - 1]!;
    columns[place] = columns[place - 1]!;
  }
  values[place] = value;
  columns[place] = column;
}

/** Calls `each` for all pairs of rows, columns ascending for each row. */
function eachProduct(
  a: Float32Array,
  b: Float32Array,
  dimensions: number,
  each: (row: number, column: number, value: number) => void,
): void {
  const rows = a.length / dimensions;
  const columns = b.length / dimensions;
  const lanes = new Float64Array(LANES * dimensions);
  const dots = new Float64Array(LANES);
  for (let first = 0; first < rows; first += LANES) {
    const filled = Math.min(LANES, rows - first);
    interleave(a, first, filled, dimensions, lanes);
    for (let column = 0; column < columns; column += 1) {
      multiply(lanes, b, column * dimensions, dimensions, dots);
      for (let lane = 0; lane < filled; lane += 1) each(first + lane, column, dots[lane]!);
    }
  }
}

/** Lays up to four rows side by side: the four values of dimension 0, then those of dimension 1, … */
function interleave(a: Float32Array, first: number, filled: number, d: number, lanes: Float64Array): void {
  lanes.fill(0);
  for (let lane = 0; lane < filled; lane += 1)
    for (let k = 0; k < d; k += 1) lanes[k * LANES + lane] = a[(first + lane) * d + k]!;
}

function multiply(lanes: Float64Array, b: Float32Array, start: number, d: number, dots: Float64Array): void {
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  let at = 0;
  for (let k = start; k < start + d; k += 1) {
    const value = b[k]!;
    p += value * lanes[at]!;
    q += value * lanes[at + 1]!;
    r += value * lanes[at + 2]!;
    s += value * lanes[at + 3]!;
    at += LANES;
  }
  dots[0] = p;
  dots[1] = q;
  dots[2] = r;
  dots[3] = s;
}
