/** The largest entries of each row of a product, largest first. */
export interface Largest {
  /** m × k, row-major. Entries that were masked are below -2. */
  readonly values: Float32Array;
  /** Their columns. */
  readonly columns: Int32Array;
}

/**
 * Multiplies blocks of unit rows, in float32. What it says is only taken for an estimate within the
 * error bound of `UnitPoints`, so kernels may differ in the last bits without changing a result.
 */
export interface Kernel {
  readonly name: 'onnx' | 'plain';
  /**
   * The k largest entries of each row of a·bᵀ.
   *
   * @param a row-major m × dimensions; @param b row-major n × dimensions; k ≤ n.
   * @param upper a and b are the same rows, and entries on and below the diagonal are masked.
   */
  largest(a: Float32Array, b: Float32Array, k: number, upper: boolean): Promise<Largest>;
  /** Writes all of a·bᵀ, m × n, row-major. @param into m·n values; a fresh array for each product costs as much as a tenth of it. */
  product(a: Float32Array, b: Float32Array, into: Float32Array): Promise<void>;
}
