/** Writes `values`, scaled to unit length, into `rows` from `start` on; zeros where all values are zero. */
export function normaliseInto(rows: Float32Array, start: number, values: ArrayLike<number>): void {
  let square = 0;
  for (let k = 0; k < values.length; k += 1) square += values[k]! * values[k]!;
  const scale = square === 0 ? 0 : 1 / Math.sqrt(square);
  for (let k = 0; k < values.length; k += 1) rows[start + k] = values[k]! * scale;
}
