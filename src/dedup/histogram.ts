/** How many distances lie in [from, to); the last bin has its end in it. */
export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const BINS = 40;

/** Forty bins of 0.05 over cosine distances, [0, 2]. NaN, the distance of a row without a neighbour, is in no bin. */
export function distanceHistogram(distances: ArrayLike<number>): readonly HistogramBin[] {
  const counts = new Array<number>(BINS).fill(0);
  for (let at = 0; at < distances.length; at += 1) {
    const bin = Math.min(BINS - 1, Math.floor(distances[at]! * 20));
    if (bin >= 0) counts[bin]! += 1;
  }
  return counts.map((count, bin) => ({ from: bin / 20, to: (bin + 1) / 20, count }));
}
